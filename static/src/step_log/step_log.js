// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onWillUpdateProps, useEffect, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { StepForm } from "./step_form";

const { DateTime } = luxon;
const PAGE = 30;
const MAX_PAGE = 100;

/**
 * Notes and actions of an application, by step and day.
 *
 * They are messages and activities of the chatter: what is written in one of the two
 * shows in the other.
 */
export class StepLog extends Component {
    static template = "crm_prospect.StepLog";
    static components = { StepForm };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.store = useService("mail.store");
        this.keepLast = new KeepLast();
        this.state = useState({
            tabs: [],
            entries: [],
            more: null,
            stage: null,
            pending: false,
            editing: null,
            thread: undefined,
        });
        this.open(this.props.record);
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.resId) {
                this.open(record);
            } else if (!record.dirty && this.placeOf(record) !== this.place) {
                this.reload(record);
            }
        });
        useEffect(
            (signature) => {
                if (signature && this.signature && signature !== this.signature) {
                    this.reload();
                }
                this.signature = signature;
            },
            () => [this.threadSignature]
        );
    }

    /** What changes when an entry is written, edited or done in the chatter. */
    get threadSignature() {
        const { thread } = this.state;
        if (!thread?.isLoaded) {
            return null;
        }
        const messages = thread.messages.map(({ id, body }) => `${id}:${body?.length}`);
        const activities = thread.activities.map(
            ({ id, date_deadline, user_id, summary }) =>
                `${id}:${date_deadline}:${user_id?.id}:${summary}`
        );
        return `${thread.id}|${messages}|${activities}`;
    }

    /** Steps as the form shows them: another team has other ones. */
    placeOf({ data }) {
        return `${data.stage_id?.id}/${data.team_id?.id}`;
    }

    isCurrent(tab) {
        return tab.stage !== null && tab.stage === this.props.record.data.stage_id?.id;
    }

    /** Entries by day, as the user's clock shows them. */
    get days() {
        const days = [];
        for (const entry of this.state.entries) {
            const date = deserializeDateTime(entry.date);
            const id = date.toISODate();
            if (days.at(-1)?.id !== id) {
                days.push({ id, label: date.toLocaleString(DateTime.DATE_FULL), entries: [] });
            }
            days.at(-1).entries.push({
                ...entry,
                key: `${entry.kind}-${entry.id}`,
                time: date.toLocaleString(DateTime.TIME_SIMPLE),
                due: this.formatDay(entry.date_deadline),
                done: this.formatDay(entry.date_done),
            });
        }
        return days;
    }

    formatDay(day) {
        return day && deserializeDate(day).toLocaleString(DateTime.DATE_MED);
    }

    colorOf({ kind }) {
        return { note: "text-muted", open: "text-danger", done: "text-success" }[kind];
    }

    open(record) {
        Object.assign(this.state, {
            tabs: [],
            entries: [],
            more: null,
            stage: null,
            editing: null,
        });
        this.resId = record.resId;
        this.signature = null;
        if (record.resId) {
            this.state.thread = this.store.Thread.insert({
                model: record.resModel,
                id: record.resId,
            });
            this.load(record);
        }
    }

    async load(record, before = null, limit = PAGE) {
        this.place = this.placeOf(record);
        this.state.pending = true;
        const answer = this.orm.call(record.resModel, "get_step_log", [record.resId], {
            stage: this.state.stage,
            before,
            limit,
        });
        try {
            const { tabs, entries, more } = await this.keepLast.add(answer);
            this.state.entries = before ? [...this.state.entries, ...entries] : entries;
            Object.assign(this.state, { tabs, more });
        } finally {
            this.state.pending = false;
        }
    }

    loadMore() {
        return this.load(this.props.record, this.state.more);
    }

    /** As many entries as there were, when there were more. */
    reload(record = this.props.record) {
        const limit = Math.min(Math.max(this.state.entries.length, PAGE), MAX_PAGE);
        return this.load(record, null, limit);
    }

    choose(stage) {
        Object.assign(this.state, { stage, entries: [], more: null, editing: null });
        return this.load(this.props.record);
    }

    /** Call a method of the log; the chatter tells of it, too. */
    async change(method, args, kwargs = {}) {
        await this.orm.call("crm.lead", method, [this.props.record.resId, ...args], kwargs);
        // Not waited for: a load that a later one overtakes never ends.
        this.reload();
        if (this.state.thread.isLoaded) {
            this.state.thread.fetchThreadData(["messages", "activities"]);
        }
    }

    add(values) {
        return this.change("add_step_entry", [], values);
    }

    finish({ id }) {
        return this.change("finish_step_action", [id]);
    }

    async reopen({ id }) {
        await this.change("reopen_step_action", [id]);
        this.store["mail.message"].get(id)?.delete();
    }

    edit({ id, text }) {
        this.state.editing = { id, text };
    }

    async saveNote() {
        const { id, text } = this.state.editing;
        if (!text.trim()) {
            return this.deleteNote({ id });
        }
        await this.change("edit_step_note", [id, text]);
        this.state.editing = null;
    }

    deleteNote({ id }) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete note"),
            body: _t("The note will be deleted here and in the chatter."),
            confirmLabel: _t("Delete"),
            confirm: async () => {
                await this.change("edit_step_note", [id, ""]);
                this.state.editing = null;
            },
            cancel: () => {},
        });
    }
}

registry.category("view_widgets").add("crm_step_log", {
    component: StepLog,
    fieldDependencies: [
        { name: "stage_id", type: "many2one" },
        { name: "team_id", type: "many2one" },
        { name: "user_id", type: "many2one" },
    ],
});
