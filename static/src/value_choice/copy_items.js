// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    phone: "fa-phone",
    email: "fa-envelope-o",
    messenger: "fa-comment-o",
    document: "fa-id-card-o",
    note: "fa-sticky-note-o",
};

/** Contacts, documents and notes of another card, to be ticked. */
export class CopyItems extends Component {
    static template = "crm_prospect.CopyItems";
    static props = { ...standardFieldProps };

    get items() {
        return this.props.record.data[this.props.name].records;
    }

    iconOf(item) {
        return ICONS[item.data.kind];
    }

    toggle(item) {
        return item.update({ is_chosen: !item.data.is_chosen });
    }
}

registry.category("fields").add("crm_copy_items", {
    component: CopyItems,
    supportedTypes: ["one2many"],
    useSubView: true,
});
