// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";

/** An end of a range: 0 is an open end and shown as nothing. */
export class BoundField extends FloatField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("crm_bound", {
    ...floatField,
    component: BoundField,
    extractProps: (info) => ({
        ...floatField.extractProps(info),
        trailingZeros: false,
    }),
});
