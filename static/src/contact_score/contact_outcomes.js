// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// Alt + Shift + the key, for the best phone of a card.
const OUTCOMES = {
    reached: { label: _t("Reached"), icon: "fa-check", key: "r" },
    replied: { label: _t("Replied"), icon: "fa-reply" },
    no_answer: { label: _t("No Answer"), icon: "fa-bell-slash-o", key: "n" },
    busy: { label: _t("Busy"), icon: "fa-minus-circle", key: "b" },
    wrong_person: { label: _t("Wrong Person"), icon: "fa-user-times", key: "w" },
    not_in_service: { label: _t("Not in Service"), icon: "fa-times", key: "s" },
    bounced: { label: _t("Bounced"), icon: "fa-times" },
    opted_out: { label: _t("Opted out"), icon: "fa-ban", key: "o" },
};
const BY_KIND = {
    phone: ["reached", "no_answer", "busy", "wrong_person", "not_in_service", "opted_out"],
    email: ["replied", "bounced", "wrong_person", "opted_out"],
    messenger: ["replied", "no_answer", "wrong_person", "opted_out"],
};

/**
 * Tell that an outcome was recorded, and offer to take it back.
 *
 * @param {() => Promise} undo
 */
export function tellRecorded(env, outcome, undo) {
    const close = env.services.notification.add(_t("Recorded: %s", OUTCOMES[outcome].label), {
        type: "success",
        buttons: [
            {
                name: _t("Undo"),
                onClick: async () => {
                    close();
                    await undo();
                },
            },
        ],
    });
}

/** Menu that records what came of using a contact, and offers to take it back. */
export class ContactOutcomes extends Component {
    static template = "crm_prospect.ContactOutcomes";
    static components = { Dropdown, DropdownItem };
    static props = {
        record: Object,
        pointId: Number,
        kind: String,
        withHotkeys: { type: Boolean, optional: true },
        slots: { type: Object, optional: true },
    };

    setup() {
        if (this.props.withHotkeys) {
            for (const { name, key } of this.outcomes) {
                useHotkey(`alt+shift+${key}`, () => this.record(name), {
                    bypassEditableProtection: true,
                });
            }
        }
    }

    get outcomes() {
        return BY_KIND[this.props.kind].map((name) => ({ name, ...OUTCOMES[name] }));
    }

    async record(outcome) {
        const { pointId } = this.props;
        const done = await this.call("action_record_outcome", { outcome });
        if (done) {
            tellRecorded(this.env, outcome, () => this.call("action_undo_outcome", {}, pointId));
        }
    }

    /**
     * Not by `useService`: this menu is drawn anew with its record, and the promise
     * of a service that is used by a component would end with it.
     *
     * @returns {Promise<boolean>} whether it was done; not when the form is invalid
     */
    async call(method, context, pointId = this.props.pointId) {
        const { root } = this.props.record.model;
        const isSaved = root.leaveEditMode ? root.leaveEditMode() : root.save();
        if (!(await isSaved)) {
            return false;
        }
        await this.env.services.orm.call("crm.contact.point", method, [[pointId]], {
            context,
        });
        await root.load();
        return true;
    }
}

/** The menu in a row of contacts, or of their scores. */
export class ContactOutcomesWidget extends Component {
    static template = "crm_prospect.ContactOutcomesWidget";
    static components = { ContactOutcomes };
    static props = { ...standardWidgetProps };

    get pointId() {
        const { data, resId, resModel } = this.props.record;
        return resModel === "crm.contact.point" ? resId : data.point_id.id;
    }
}

registry.category("view_widgets").add("crm_contact_outcomes", {
    component: ContactOutcomesWidget,
    fieldDependencies: [{ name: "kind", type: "selection" }],
    listViewWidth: 40,
});
