// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { isMasked } from "../masked/masks";
import { ContactOutcomes } from "./contact_outcomes";

/** The phone to call first, with the keys that record what came of it. */
export class BestPhoneField extends Component {
    static template = "crm_prospect.BestPhoneField";
    static components = { ContactOutcomes };
    static props = { ...standardFieldProps };

    get phone() {
        return this.props.record.data[this.props.name];
    }

    get isMasked() {
        return isMasked(this.phone.display_name);
    }

    get href() {
        return `tel:${this.phone.display_name.replace(/\s+/g, "")}`;
    }
}

registry.category("fields").add("crm_best_phone", {
    component: BestPhoneField,
    supportedTypes: ["many2one"],
});
