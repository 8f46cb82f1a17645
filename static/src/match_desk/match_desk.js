// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { MatchDeskSession } from "./match_desk_session";

// Places on the keyboard and not letters: the keys work in every layout.
const KEYS = {
    Digit1: "same",
    Numpad1: "same",
    Digit2: "different",
    Numpad2: "different",
    Digit0: "skip",
    Numpad0: "skip",
    KeyU: "undo",
    KeyR: "note",
    ArrowLeft: "previous",
    ArrowRight: "next",
};

/** The review desk: pairs side by side, decided by single keys. */
export class MatchDesk extends Component {
    static template = "crm_prospect.MatchDesk";
    static components = { ControlPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        const notification = useService("notification");
        this.ui = useService("ui");
        this.session = useState(new MatchDeskSession()).setup(
            useService("orm"),
            (message, type) => notification.add(message, { type })
        );
        this.noteRef = useRef("note");
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        onWillStart(() => this.session.fill());
        onWillUnmount(() => this.session.close());
    }

    // ------------------------------------------------------------------ texts

    get kinds() {
        return {
            review: _t("Proposed by a rule"),
            ambiguous: _t("Several clients fit"),
            sample: _t("Linked by a rule: is it right?"),
        };
    }

    get states() {
        return {
            same: { sign: "=", title: _t("The same") },
            differs: { sign: "≠", title: _t("Differs") },
            blank: { sign: "○", title: _t("Blank on one side") },
            plain: { sign: "", title: "" },
        };
    }

    get marks() {
        return {
            differs: _t("Similar, not the same"),
            letter: _t("These letters differ"),
            only: _t("Only here"),
            alone: _t("Blank on the other side"),
        };
    }

    /** Reasons that come again and again; any other can be typed. */
    get usualReasons() {
        return [
            _t("Relatives"),
            _t("Twins"),
            _t("Namesakes"),
            _t("Shared phone or e-mail"),
            _t("Changed last name"),
            _t("Typing mistake"),
        ];
    }

    get waitingText() {
        const { waiting, countLimit } = this.session;
        return waiting && waiting >= countLimit ? `${waiting}+` : String(waiting);
    }

    get candidateText() {
        const { activeIndex, unit } = this.session;
        return _t("Candidate %(number)s of %(count)s", {
            number: activeIndex + 1,
            count: unit.pairs.length,
        });
    }

    ageText(pair) {
        return pair.age ? _t("waits %s days", pair.age) : _t("new today");
    }

    getHref(person) {
        return `/odoo/${person.model}/${person.id}`;
    }

    // ------------------------------------------------------------------ keys

    onKeydown(ev) {
        const command = KEYS[ev.code];
        // A key held down decides once, and a digit in the note is a digit.
        if (
            !command ||
            ev.repeat ||
            ev.ctrlKey ||
            ev.altKey ||
            ev.metaKey ||
            ev.target.closest?.("input, textarea, select, [contenteditable]") ||
            this.ui.isBlocked ||
            this.ui.activeElement !== document
        ) {
            return;
        }
        ev.preventDefault();
        this.execute(command);
    }

    onNoteKeydown(ev) {
        if (ev.key === "Escape") {
            this.session.note = "";
        }
        if (ev.key === "Escape" || ev.key === "Enter") {
            ev.preventDefault();
            ev.target.blur();
        }
    }

    /** @param {string} command a value of KEYS */
    execute(command) {
        switch (command) {
            case "undo":
                return this.session.undo();
            case "note":
                return this.noteRef.el?.focus();
            case "previous":
                return this.session.move(-1);
            case "next":
                return this.session.move(1);
            default:
                return this.session.decide(command);
        }
    }
}

registry.category("actions").add("crm_prospect.match_desk", MatchDesk);
