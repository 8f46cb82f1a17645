// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatInteger, formatPercentage } from "@web/views/fields/formatters";
import { CogMenu } from "@web/search/cog_menu/cog_menu";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { ActionHelper } from "@web/views/action_helper";
import { standardViewProps } from "@web/views/standard_view_props";

/** Prospects, applications on their stages and clients, one under the other. */
export class FunnelController extends Component {
    static template = "crm_prospect.Funnel";
    static components = { ActionHelper, CogMenu, Layout, SearchBar };
    static props = { ...standardViewProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.searchBarToggler = useSearchBarToggler();
        this.keepLast = new KeepLast();
        this.state = useState({ rows: [] });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((nextProps) => this.load(nextProps));
    }

    async load({ resModel, domain, context }) {
        this.state.rows = await this.keepLast.add(
            this.orm.call(resModel, "get_funnel", [domain], { context })
        );
    }

    get isEmpty() {
        return this.state.rows.every((row) => !row.reached);
    }

    /** The widest line of all is as wide as the screen. */
    getWidth(count) {
        const widest = Math.max(...this.state.rows.map((row) => row.reached));
        return `${(100 * count) / widest}%`;
    }

    formatCount(count) {
        return formatInteger(count);
    }

    formatShare(share) {
        return share === null ? "" : formatPercentage(share, { digits: [false, 0] });
    }

    open(row, which) {
        const title = which === "standing" ? _t("%s: standing now") : _t("%s: reached");
        this.action.doAction({
            type: "ir.actions.act_window",
            name: title.replace("%s", row.name),
            res_model: row.model,
            domain: row[`${which}_domain`],
            // Lost ones are archived.
            context: { active_test: false },
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }
}

registry.category("views").add("crm_prospect_funnel", {
    type: "graph",
    Controller: FunnelController,
    searchMenuTypes: ["filter", "favorite"],
});
