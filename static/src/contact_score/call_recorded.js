// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

import { tellRecorded } from "./contact_outcomes";

/** What the buttons of a call list end with: the row may be gone from the screen. */
export function callRecorded(env, { params }) {
    tellRecorded(env, params.outcome, async () => {
        await env.services.orm.call("crm.call.list.line", "action_undo_outcome", [
            [params.line_id],
        ]);
        await env.services.action.doAction("soft_reload");
    });
    return { type: "ir.actions.act_window_close" };
}

registry.category("actions").add("crm_prospect.call_recorded", callRecorded);
