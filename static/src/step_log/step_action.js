// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Many2OneAvatarUserField } from "@mail/views/web/fields/many2one_avatar_user_field/many2one_avatar_user_field";
import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Record } from "@web/model/record";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { Many2OneField } from "@web/views/fields/many2one/many2one_field";
import { PriorityField } from "@web/views/fields/priority/priority_field";

/**
 * The fields of an action that does not exist yet.
 *
 * A component of its own: when it is drawn anew, its record begins anew.
 */
export class StepAction extends Component {
    static template = "crm_prospect.StepAction";
    static components = {
        DateTimeField,
        Many2OneAvatarUserField,
        Many2OneField,
        PriorityField,
        Record,
    };
    static props = {
        values: Object,
        onLoaded: Function,
    };

    setup() {
        this.typeDomain = ["|", ["res_model", "=", false], ["res_model", "=", "crm.lead"]];
        this.userDomain = [["share", "=", false]];
        const fields = {
            activity_type_id: {
                string: _t("Type"),
                type: "many2one",
                relation: "mail.activity.type",
            },
            user_id: { string: _t("Responsible"), type: "many2one", relation: "res.users" },
            date_deadline: { string: _t("Due on"), type: "date" },
            priority: {
                string: _t("Priority"),
                type: "selection",
                selection: [
                    ["0", _t("Low")],
                    ["1", _t("Medium")],
                    ["2", _t("High")],
                ],
            },
        };
        for (const [name, field] of Object.entries(fields)) {
            field.name = name;
        }
        this.recordProps = {
            resModel: "mail.activity",
            mode: "edit",
            fieldNames: Object.keys(fields),
            fields,
            values: this.props.values,
            hooks: { onRootLoaded: (root) => this.props.onLoaded(root) },
        };
    }
}
