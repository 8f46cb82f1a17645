// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Watch a record, or leave it alone, with one click: the user follows it.
 *
 * Whoever may read a record may watch it, also where he may change nothing.
 */
export class WatchField extends Component {
    static template = "crm_prospect.WatchField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ busy: false });
    }

    get watched() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        return this.watched ? _t("Watched: click to stop") : _t("Watch");
    }

    async toggle() {
        const { record } = this.props;
        // What was typed stays: the record is read anew afterwards.
        if (this.state.busy || !(await record.save())) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call(
                record.resModel,
                this.watched ? "message_unsubscribe" : "message_subscribe",
                [[record.resId]],
                { partner_ids: [user.partnerId] }
            );
            // A card with all that belongs to it, such as its followers; of a list
            // this row only.
            const { model } = record;
            await (record.id === model.root.id ? model : record).load();
        } finally {
            this.state.busy = false;
        }
        this.env.bus.trigger("CRM_WATCH_CHANGED");
    }
}

registry.category("fields").add("crm_watch", {
    component: WatchField,
    displayName: _t("Watch"),
    supportedTypes: ["boolean"],
    isEmpty: () => false,
    listViewWidth: 32,
});
