// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

const PERIOD = 2000;

/**
 * Load the model again every two seconds while it shows a run at work.
 *
 * @param {Model} model
 * @param {() => Record[]} getRuns the shown runs; empty while a reload would disturb
 */
function useProgress(model, getRuns) {
    let timer = null;
    let loading = false;
    const isOpen = (run) => ["waiting", "running"].includes(run.data.state);
    const refresh = async () => {
        if (loading || !model.isReady || !getRuns().some(isOpen)) {
            return;
        }
        loading = true;
        try {
            await model.load();
        } finally {
            loading = false;
        }
    };
    onMounted(() => {
        timer = browser.setInterval(refresh, PERIOD);
    });
    onWillUnmount(() => browser.clearInterval(timer));
}

export class MatchRunFormController extends FormController {
    setup() {
        super.setup();
        useProgress(this.model, () => [this.model.root]);
    }
}

export class MatchRunListController extends ListController {
    setup() {
        super.setup();
        useProgress(this.model, () => {
            const { records, selection } = this.model.root;
            return selection.length ? [] : records;
        });
    }
}

registry
    .category("views")
    .add("crm_match_run_form", { ...formView, Controller: MatchRunFormController })
    .add("crm_match_run_list", { ...listView, Controller: MatchRunListController });
