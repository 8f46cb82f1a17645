// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Opens the dialog of conversion; pale while the server would refuse, and says why. */
export class ConvertButton extends Component {
    static template = "crm_prospect.ConvertButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
    }

    get refusal() {
        return this.props.record.data.conversion_refusal;
    }

    async open() {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        if (this.refusal) {
            this.notification.add(this.refusal, { type: "warning" });
            return;
        }
        const action = await this.orm.call(record.resModel, "action_open_conversion", [
            [record.resId],
        ]);
        await this.action.doAction(action);
    }
}

registry.category("view_widgets").add("crm_convert_button", {
    component: ConvertButton,
    fieldDependencies: [
        { name: "conversion_state", type: "selection" },
        { name: "conversion_refusal", type: "char" },
    ],
});
