// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What the same person applied for, by periods; each number opens its list. */
export class RiskPanel extends Component {
    static template = "crm_prospect.RiskPanel";
    static components = { DateTimeInput };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ panel: null, from: false, to: false });
        // What a reload of the form may have changed in the numbers.
        useRecordObserver(({ resId, data }) =>
            this.load(resId, [data.prospect_id, data.partner_id, data.decision])
        );
    }

    async load(resId = this.props.record.resId) {
        if (!resId) {
            this.state.panel = null;
            return;
        }
        const { from, to } = this.state;
        this.state.panel = await this.keepLast.add(
            this.orm.call(this.props.record.resModel, "risk_panel", [[resId]], {
                date_from: from && serializeDate(from),
                date_to: to && serializeDate(to),
            })
        );
    }

    async setDay(name, day) {
        this.state[name] = day;
        const { from, to } = this.state;
        if (from && to && from > to) {
            this.state[name === "from" ? "to" : "from"] = day;
        }
        await this.load();
    }

    async open(row, period) {
        const { resId, resModel } = this.props.record;
        const action = await this.orm.call(resModel, "action_view_risk", [[resId]], {
            key: row.key,
            ...period.asked,
        });
        await this.action.doAction(action);
    }
}

export const riskPanel = { component: RiskPanel };

registry.category("view_widgets").add("crm_risk_panel", riskPanel);
