// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Clients whom a prospect may be, each with the reasons, or a new one. */
export class ClientChoice extends Component {
    static template = "crm_prospect.ClientChoice";
    static props = { ...standardFieldProps };

    get clients() {
        return this.props.record.data[this.props.name]?.clients || [];
    }

    get hidden() {
        return this.props.record.data[this.props.name]?.hidden || 0;
    }

    get isNew() {
        return this.props.record.data.target === "new";
    }

    isChosen(client) {
        const { target, partner_id } = this.props.record.data;
        return target === "client" && partner_id?.id === client.id;
    }

    choose(client) {
        return this.props.record.update({
            target: client ? "client" : "new",
            partner_id: client ? { id: client.id, display_name: client.name } : false,
        });
    }
}

registry.category("fields").add("crm_client_choice", {
    component: ClientChoice,
    supportedTypes: ["json"],
});
