// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { ActivityMenu } from "@mail/core/web/activity_menu";
import { onWillStart } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { user } from "@web/core/user";

/** The activities in the top bar lead to the actions of the sales team. */
patch(ActivityMenu.prototype, {
    setup() {
        super.setup();
        onWillStart(async () => {
            this.hasCrmActions = await user.hasGroup("sales_team.group_sale_salesman");
        });
    },

    openCrmActions(newWindow) {
        this.dropdown.close();
        this.action.doAction("crm_prospect.crm_action_today_action", {
            newWindow,
            clearBreadcrumbs: true,
        });
    },
});
