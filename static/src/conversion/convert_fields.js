// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Fields of a conversion: prospect, client now, client after, and the choice. */
export class ConvertFields extends Component {
    static template = "crm_prospect.ConvertFields";
    static props = { ...standardFieldProps };

    get list() {
        return this.props.record.data[this.props.name];
    }

    get isNew() {
        return this.props.record.data.target === "new";
    }

    choices({ data, fields }) {
        if (!data.source_value || data.is_same) {
            return [];
        }
        return fields.choice.selection.filter(
            ([key]) => key !== "append" || (data.can_append && data.target_value)
        );
    }

    /** As in a comparison of texts: the same is pale, a difference is coloured. */
    resultClass({ data }) {
        if (data.result_value === data.target_value) {
            return data.is_conflict ? "text-warning-emphasis" : "text-muted";
        }
        return data.is_conflict ? "text-warning-emphasis fw-bold" : "text-success fw-bold";
    }

    choose(line, choice) {
        return line.update({ choice });
    }
}

registry.category("fields").add("crm_convert_fields", {
    component: ConvertFields,
    supportedTypes: ["one2many"],
    useSubView: true,
});
