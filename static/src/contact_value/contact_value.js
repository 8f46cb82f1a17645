// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

/**
 * The value of a contact; under an e-mail whose domain looks like a slip of the key,
 * the one that was probably meant. Nothing is changed before somebody clicks.
 */
export class ContactValueField extends Component {
    static template = "crm_prospect.ContactValueField";
    static components = { CharField };
    static props = CharField.props;

    get suggestion() {
        // False: the form is shown to somebody who may not change it.
        const { data, model } = this.props.record;
        return model.root.isInEdition !== false && data.email_suggestion;
    }

    useSuggestion() {
        return this.props.record.update({ [this.props.name]: this.suggestion });
    }

    dismiss() {
        return this.props.record.update({ is_typo_dismissed: true });
    }
}

registry.category("fields").add("contact_value", {
    ...charField,
    component: ContactValueField,
    supportedTypes: ["char"],
});
