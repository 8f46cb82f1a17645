// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { StepAction } from "./step_action";

/** A new entry: a note, or an action with a type, a responsible and a day. */
export class StepForm extends Component {
    static template = "crm_prospect.StepForm";
    static components = { StepAction };
    static props = {
        responsible: { type: [Object, Boolean], optional: true },
        save: Function,
    };

    setup() {
        this.state = useState({ text: "", isAction: false, pending: false });
    }

    get placeholder() {
        return this.state.isAction ? _t("What is to be done…") : _t("Write a note…");
    }

    get canSave() {
        return !this.state.pending && (this.state.isAction || this.state.text.trim());
    }

    toggleAction() {
        const { id, display_name } = this.props.responsible || {
            id: user.userId,
            display_name: user.name,
        };
        this.defaults = {
            activity_type_id: false,
            user_id: { id, display_name },
            date_deadline: false,
            priority: "0",
        };
        this.state.isAction = !this.state.isAction;
    }

    setAction(record) {
        this.action = record;
    }

    get actionValues() {
        const { activity_type_id, user_id, date_deadline, priority } = this.action.data;
        return {
            activity_type_id: activity_type_id?.id ?? null,
            user_id: user_id?.id ?? user.userId,
            date_deadline: date_deadline ? serializeDate(date_deadline) : null,
            priority: priority || "0",
        };
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.save();
        }
    }

    async save() {
        if (!this.canSave) {
            return;
        }
        this.state.pending = true;
        try {
            const values = this.state.isAction ? this.actionValues : {};
            await this.props.save({ text: this.state.text, ...values });
            Object.assign(this.state, { text: "", isAction: false });
        } finally {
            this.state.pending = false;
        }
    }
}
