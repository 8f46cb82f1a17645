// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Lines of `crm.value.choice`: two columns, a choice for each line, and its result. */
export class ValueChoices extends Component {
    static template = "crm_prospect.ValueChoices";
    static props = { ...standardFieldProps };

    get list() {
        return this.props.record.data[this.props.name];
    }

    /** What can be chosen for a line: [value, label]; nothing is appended to a blank. */
    choicesOf(line) {
        const canAppend = line.data.can_append && line.data.is_conflict;
        return this.list.fields.choice.selection.filter(
            ([value]) => value !== "append" || canAppend || line.data.choice === "append"
        );
    }

    resultClass(line) {
        const { choice, is_conflict } = line.data;
        if (choice === "keep") {
            return "";
        }
        return is_conflict && choice === "take" ? "text-warning-emphasis" : "text-success";
    }

    choose(line, choice) {
        return line.update({ choice });
    }
}

registry.category("fields").add("crm_value_choices", {
    component: ValueChoices,
    supportedTypes: ["one2many"],
    useSubView: true,
});
