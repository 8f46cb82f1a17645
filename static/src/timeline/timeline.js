// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const { DateTime } = luxon;

/**
 * What happened with the person of a form, on all of his records, newest first.
 *
 * A notebook draws only the page that is open: nothing is asked before.
 */
export class Timeline extends Component {
    static template = "crm_prospect.Timeline";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ events: [], more: null, group: null, pending: false });
        this.reload(this.props.record);
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                this.reload(record);
            }
        });
    }

    get groups() {
        return [
            { id: null, label: _t("All") },
            { id: "applications", label: _t("Applications") },
            { id: "messages", label: _t("Messages") },
            { id: "activities", label: _t("Activities") },
            { id: "links", label: _t("Links") },
        ];
    }

    /** Events by day, as the user's clock shows them. */
    get days() {
        const days = [];
        for (const event of this.state.events) {
            const date = deserializeDateTime(event.date);
            const id = date.toISODate();
            if (days.at(-1)?.id !== id) {
                days.push({ id, label: date.toLocaleString(DateTime.DATE_FULL), events: [] });
            }
            const time = event.all_day ? "" : date.toLocaleString(DateTime.TIME_SIMPLE);
            days.at(-1).events.push({ ...event, time, key: `${event.kind}-${event.id}` });
        }
        return days;
    }

    isHere(event) {
        const { resModel, resId } = this.props.record;
        return event.model === resModel && event.res_id === resId;
    }

    async load(record, before) {
        this.state.pending = true;
        const answer = this.orm.call("crm.timeline", "get_timeline", [], {
            model: record.resModel,
            res_id: record.resId,
            before,
            group: this.state.group,
        });
        try {
            const { events, more } = await this.keepLast.add(answer);
            this.state.events = before ? [...this.state.events, ...events] : events;
            this.state.more = more;
        } finally {
            this.state.pending = false;
        }
    }

    reload(record = this.props.record) {
        this.state.events = [];
        this.state.more = null;
        if (record.resId) {
            return this.load(record, null);
        }
    }

    loadMore() {
        return this.load(this.props.record, this.state.more);
    }

    choose(group) {
        this.state.group = group;
        return this.reload();
    }

    open(event) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: event.model,
            res_id: event.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("crm_timeline", { component: Timeline });
