// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How well a client can be reached: a bar, and his place among all clients. */
export class ContactabilityField extends Component {
    static template = "crm_prospect.ContactabilityField";
    static props = { ...standardFieldProps };

    get score() {
        return this.props.record.data[this.props.name];
    }

    get note() {
        return this.props.record.data.contactability_note;
    }

    openList() {
        return this.env.services.action.doAction("crm_prospect.crm_contactability_action");
    }
}

registry.category("fields").add("crm_contactability", {
    component: ContactabilityField,
    supportedTypes: ["integer"],
});
