// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Mutex } from "@web/core/utils/concurrency";

const MODEL = "crm.match.desk";
// The prospect on screen and the one after it, so that nobody waits for the next.
const AHEAD = 2;

/**
 * One reviewer's session: the prospects at hand, what was decided, and the talk with
 * the server, which goes one by one while the next pair is on screen already.
 */
export class MatchDeskSession {
    /**
     * @param {Object} orm the service
     * @param {(message: string, type: string) => void} notify
     */
    setup(orm, notify) {
        this.orm = orm;
        this.notify = notify;
        this.mutex = new Mutex();
        this.units = [];
        this.activeIndex = 0;
        this.note = "";
        this.pending = 0;
        this.waiting = 0;
        this.countLimit = 0;
        this.counts = { same: 0, different: 0, skip: 0 };
        this.history = [];
        this.skipped = new Set();
        // Prospects whose decision the server does not know yet, once for each.
        this.underway = [];
        this.started = Date.now();
        return this;
    }

    /** The prospect on screen, with its candidates. */
    get unit() {
        return this.units[0];
    }

    /** The candidate that the keys speak of. */
    get pair() {
        return this.unit?.pairs[this.activeIndex];
    }

    /** Decisions per hour since the desk was opened. */
    get rate() {
        const hours = Math.max(Date.now() - this.started, 60000) / 3600000;
        return Math.round((this.counts.same + this.counts.different) / hours);
    }

    /** Have the next prospects at hand. */
    fill() {
        return this.queue(() => this.fetch());
    }

    /** Talk to the server after what was said to it before. */
    async queue(task) {
        this.pending += 1;
        try {
            return await this.mutex.exec(task);
        } finally {
            this.pending -= 1;
        }
    }

    async fetch() {
        const missing = AHEAD - this.units.length;
        if (missing <= 0) {
            return;
        }
        const shown = this.units.map((unit) => unit.id);
        const seen = [...this.skipped, ...this.underway, ...shown];
        const answer = await this.call("next_pairs", { limit: missing, seen });
        this.units.push(...answer.units);
        this.waiting = answer.waiting;
        this.countLimit = answer.count_limit;
    }

    /** Look at another candidate of the same prospect. */
    move(step) {
        const count = this.unit?.pairs.length || 0;
        if (count) {
            this.activate((this.activeIndex + step + count) % count);
        }
    }

    activate(index) {
        this.activeIndex = index;
        this.note = "";
    }

    /**
     * Decide on the active pair and go on at once; the server is told meanwhile.
     *
     * @param {"same" | "different" | "skip"} verdict
     */
    async decide(verdict) {
        const { unit, pair } = this;
        if (!pair) {
            return;
        }
        const entry = { matchId: pair.id, unitId: unit.id, verdict };
        const reason = this.note.trim() || null;
        this.history.push(entry);
        this.counts[verdict] += 1;
        if (verdict === "skip") {
            this.skipped.add(unit.id);
        }
        this.underway.push(unit.id);
        this.keep(unit, (other) => stays(other, pair, verdict));
        await this.queue(async () => {
            let answer;
            try {
                answer = await this.call("decide", { match_id: pair.id, verdict, reason });
            } catch (error) {
                this.forget(entry);
                throw error;
            } finally {
                this.underway.shift();
            }
            if (!answer.done) {
                this.forget(entry);
            }
            if (answer.message) {
                this.notify(answer.message, answer.done ? "info" : "warning");
            }
            this.keep(unit, (other) => answer.waiting.includes(other.id));
            await this.fetch();
        });
    }

    /** Take the last decision back and show its pair again. */
    async undo() {
        const entry = this.history.pop();
        if (!entry) {
            return;
        }
        await this.queue(async () => {
            const answer = await this.call("undo", { match_id: entry.matchId });
            if (answer.done) {
                this.counts[entry.verdict] -= 1;
                this.skipped.delete(entry.unitId);
            }
            if (answer.message) {
                this.notify(answer.message, "warning");
            }
            if (answer.unit) {
                const others = this.units.filter((unit) => unit.id !== answer.unit.id);
                this.units = [answer.unit, ...others];
                this.activate(0);
            }
        });
    }

    /** Let others have what this session claimed. */
    close() {
        return this.queue(() => this.orm.silent.call(MODEL, "release", []));
    }

    /** Keep those candidates of a prospect; without any it leaves the desk. */
    keep(unit, test) {
        const place = this.units.indexOf(unit);
        if (place < 0) {
            return;
        }
        const { pair } = this;
        unit.pairs = unit.pairs.filter(test);
        if (!unit.pairs.length) {
            this.units.splice(place, 1);
        }
        const index = this.unit?.pairs.indexOf(pair) ?? -1;
        if (index >= 0) {
            this.activeIndex = index;
        } else if (place === 0) {
            this.activate(0);
        }
    }

    /** What the server did not accept is neither counted nor undone. */
    forget(entry) {
        this.counts[entry.verdict] -= 1;
        this.skipped.delete(entry.unitId);
        this.history = this.history.filter((e) => e.matchId !== entry.matchId);
    }

    call(method, args) {
        return this.orm.call(MODEL, method, [], args);
    }
}

/** Whether a candidate still waits when this was decided on another one. */
function stays(other, pair, verdict) {
    if (verdict === "skip" || other.id === pair.id) {
        return false;
    }
    // A prospect has one client: the other ones fall by themselves.
    const clients = [other, pair].every((p) => p.person.model === "res.partner");
    return verdict !== "same" || !clients;
}
