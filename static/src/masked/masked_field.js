// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { charField } from "@web/views/fields/char/char_field";
import { Field } from "@web/views/fields/field";
import { canUnmask, isMaskedField } from "./masks";

/**
 * What is left of a value that the user may not see. Who may see one at a time has a
 * button: the value stays on this screen only, and the server writes it down.
 */
export class MaskedField extends Component {
    static template = "crm_prospect.MaskedField";
    static props = { record: Object, name: String };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ value: null });
    }

    get isDate() {
        return this.props.record.fields[this.props.name].type === "date";
    }

    get isShown() {
        return this.state.value !== null;
    }

    get text() {
        if (!this.isShown) {
            return this.isDate ? _t("masked") : this.props.record.data[this.props.name];
        }
        return this.state.value || _t("empty");
    }

    get canShow() {
        const { record, name } = this.props;
        return Boolean(record.resId) && canUnmask(record.resModel, name);
    }

    get title() {
        return this.isShown ? _t("Hide") : _t("Show (it is written down)");
    }

    async toggle() {
        if (this.isShown) {
            this.state.value = null;
            return;
        }
        const { record, name } = this.props;
        this.state.value = await this.orm.call(record.resModel, "unmask", [[record.resId], name]);
    }
}

// Every widget of a masked value: none may link to a mask, or let it be typed over.
Field.components = { ...Field.components, MaskedField };
Object.defineProperty(Field.prototype, "isMasked", {
    get() {
        const { record, name } = this.props;
        return !this.field.showsMask && isMaskedField(record, name);
    },
});

// In a list a cell without widget is plain text, without room for the button.
registry.category("fields").add("crm_masked", charField);
