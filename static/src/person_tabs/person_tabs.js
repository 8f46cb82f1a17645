// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const SEARCH_FIELD = "person_search";
// Long enough to type the next letter, short enough to feel live.
const DELAY = 300;

/**
 * One live search box over three lists: individuals, companies and prospects.
 *
 * What is typed becomes the facet of the field `person_search` in the search bar;
 * another tab is another action that starts with the same text.
 */
export class PersonTabs extends Component {
    static template = "crm_prospect.PersonTabs";
    static props = {};

    setup() {
        this.action = useService("action");
        this.applied = this.facetText;
        this.state = useState({ text: this.applied });
        this.applyLater = useDebounced(() => this.apply(), DELAY);
        useBus(this.env.searchModel, "update", () => this.onSearchUpdate());
        this.tabs = [
            {
                id: "individuals",
                label: _t("Individuals"),
                action: "crm_prospect.crm_client_action",
            },
            {
                id: "companies",
                label: _t("Companies"),
                action: "crm_prospect.crm_company_action",
            },
            {
                id: "prospects",
                label: _t("Prospects"),
                action: "crm_prospect.crm_prospect_action",
            },
        ];
    }

    get activeTab() {
        const { resModel, globalContext } = this.env.searchModel;
        if (resModel === "crm.prospect") {
            return "prospects";
        }
        return globalContext.person_tab || "individuals";
    }

    get searchItem() {
        const items = Object.values(this.env.searchModel.searchItems);
        return items.find((i) => i.type === "field" && i.fieldName === SEARCH_FIELD);
    }

    get facetText() {
        const id = this.searchItem?.id;
        const element = this.env.searchModel.query.find((q) => q.searchItemId === id);
        return element ? String(element.autocompleteValue.value) : "";
    }

    /**
     * Follow a facet that was removed or replaced in the search bar; the echo of what
     * this box asked for must not overwrite what is being typed meanwhile.
     */
    onSearchUpdate() {
        if (this.facetText !== this.applied) {
            this.applied = this.facetText;
            this.state.text = this.applied;
        }
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.applyLater();
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            this.apply();
        } else if (ev.key === "Escape") {
            this.clear();
        }
    }

    clear() {
        this.state.text = "";
        this.apply();
    }

    apply() {
        this.applyLater.cancel();
        const { searchModel } = this.env;
        const text = this.state.text.trim();
        const { id, groupId } = this.searchItem;
        if (text === this.applied) {
            return;
        }
        this.applied = text;
        if (!text) {
            searchModel.deactivateGroup(groupId);
            return;
        }
        // One search for both steps: the old text goes, the new one comes.
        searchModel.blockNotification = true;
        searchModel.deactivateGroup(groupId);
        searchModel.blockNotification = false;
        searchModel.addAutoCompletionValues(id, {
            label: text,
            value: text,
            operator: "ilike",
        });
    }

    /** The search form, with the text that was typed and the kind that is shown. */
    openFinder() {
        const kind = this.activeTab === "individuals" ? "client" : "prospect";
        return this.action.doAction("crm_prospect.crm_person_finder_action", {
            additionalContext: {
                default_kind: kind,
                default_name: this.state.text.trim(),
            },
        });
    }

    openTab(tab) {
        this.applyLater.cancel();
        const text = this.state.text.trim();
        return this.action.doAction(tab.action, {
            additionalContext: text ? { [`search_default_${SEARCH_FIELD}`]: text } : {},
            clearBreadcrumbs: true,
        });
    }
}
