// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { _t } from "@web/core/l10n/translation";
import { pick } from "@web/core/utils/objects";
import { registry } from "@web/core/registry";
import { charField, CharField } from "@web/views/fields/char/char_field";
import { EmailField } from "@web/views/fields/email/email_field";
import { PhoneField } from "@web/views/fields/phone/phone_field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { ContactValueField } from "../contact_value/contact_value";
import { MaskedField } from "../masked/masked_field";
import { isMasked } from "../masked/masks";

const FIELDS = { phone: PhoneField, email: EmailField };
const ICONS = {
    phone: { class: "fa-phone", title: _t("Phone") },
    email: { class: "fa-envelope", title: _t("E-mail") },
    messenger: { class: "fa-comment", title: _t("Messenger") },
};

/** The value of a contact, to be called or mailed by one click. */
export class ContactLinkField extends ContactValueField {
    static template = "crm_prospect.ContactLinkField";

    get component() {
        if (isMasked(this.props.record.data[this.props.name])) {
            return MaskedField;
        }
        return FIELDS[this.props.record.data.kind] || CharField;
    }

    get fieldProps() {
        if (this.component === MaskedField) {
            return pick(this.props, ...Object.keys(MaskedField.props));
        }
        const props = pick(this.props, ...Object.keys(standardFieldProps));
        if (this.component === PhoneField && "enableButton" in PhoneField.props) {
            // An SMS is sent from a card, not from a contact.
            props.enableButton = false;
        }
        return props;
    }

    get icon() {
        return ICONS[this.props.record.data.kind];
    }

    /** Why it cannot be used, for those kept as they were told. */
    get unusableReason() {
        const { data, fields } = this.props.record;
        const reason = fields.unusable_reason?.selection.find(
            ([name]) => name === data.unusable_reason
        );
        return reason && reason[1];
    }
}

registry.category("fields").add("crm_contact_link", {
    ...charField,
    component: ContactLinkField,
    showsMask: true,
    fieldDependencies: [{ name: "kind", type: "selection" }],
});
