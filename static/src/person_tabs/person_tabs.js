// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { session } from "@web/session";

const SEARCH_FIELD = "person_search";
// The filter by which a list begins without those who are put off.
const WORKING_FILTER = "working";
// Long enough to type the next letter, short enough to feel live.
const DELAY = 300;
// Fewer letters fit too many; Enter looks for them nevertheless.
const MIN_LETTERS = 3;
// Filters that are tabs, where the search view of a list has them.
const PRESETS = ["potential", "converted", "linked", "to_review", "watched"];
// The server counts no further.
const MAX_COUNT = 1000;

/**
 * One live search box over the lists of people and of their applications.
 *
 * What is typed becomes the facet of the field `person_search` in the search bar.
 * Individuals, companies and prospects are tabs: another is another action that
 * starts with the same text. Below, the preset filters of the list are tabs, each
 * with the number of what the search would find there.
 */
export class PersonTabs extends Component {
    static template = "crm_prospect.PersonTabs";
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm").silent;
        this.lastCount = new KeepLast();
        this.hasMasks = Boolean(session.crm_masked);
        this.applied = this.facetText;
        this.state = useState({ text: this.applied, counts: {} });
        this.applyLater = useDebounced(() => this.applyTyped(), DELAY);
        this.presets = this.env.searchModel.getPresets(PRESETS);
        useBus(this.env.searchModel, "update", () => this.onSearchUpdate());
        useBus(this.env.bus, "CRM_WATCH_CHANGED", () => this.count());
        onMounted(() => this.count());
        this.tabs = this.isOfApplications ? [] : [
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
        onWillStart(async () => {
            if (await user.hasGroup("crm_prospect.group_without_clients")) {
                this.tabs = this.tabs.filter((tab) => tab.id !== "individuals");
            }
        });
    }

    get isOfApplications() {
        return this.env.searchModel.resModel === "crm.lead";
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
        this.count();
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

    applyTyped() {
        const letters = this.state.text.trim().length;
        if (!letters || letters >= MIN_LETTERS) {
            this.apply();
        }
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
        // One search for all steps: the old text goes, the new one comes.
        searchModel.blockNotification = true;
        searchModel.deactivateGroup(groupId);
        // Who is put off is found all the same.
        const items = Object.values(searchModel.searchItems);
        const working = items.find((i) => i.name === WORKING_FILTER);
        if (searchModel.query.some((q) => q.searchItemId === working?.id)) {
            searchModel.toggleSearchItem(working.id);
        }
        searchModel.blockNotification = false;
        searchModel.addAutoCompletionValues(id, {
            label: text,
            value: text,
            operator: "ilike",
        });
    }

    // ------------------------------------------------------------------ presets

    /** "All", and the presets of this list. */
    get presetTabs() {
        const { searchModel } = this.env;
        const active = this.presets.filter((preset) => searchModel.isActive(preset));
        return [
            { name: "all", label: _t("All"), isActive: !active.length },
            ...this.presets.map((preset) => ({
                name: preset.name,
                label: preset.description,
                preset,
                count: this.state.counts[preset.name],
                isActive: active.includes(preset),
            })),
        ];
    }

    choosePreset({ preset }) {
        this.env.searchModel.choosePreset(this.presets, preset);
    }

    /** Count each preset by what the user may read; only the last answer counts. */
    async count() {
        if (!this.presets.length) {
            return;
        }
        const { searchModel } = this.env;
        const domains = this.presets.map((preset) =>
            searchModel.getPresetDomain(this.presets, preset)
        );
        const { resModel, context } = searchModel;
        const counting = this.orm.call(resModel, "count_tabs", [domains], { context });
        const counts = await this.lastCount.add(counting);
        this.state.counts = Object.fromEntries(
            this.presets.map(({ name }, i) => [name, this.formatCount(counts[i])])
        );
    }

    formatCount(count) {
        return count > MAX_COUNT ? `${MAX_COUNT}+` : String(count);
    }

    // ------------------------------------------------------------------ elsewhere

    /** The search form, with the text that was typed and the kind that is shown. */
    openFinder() {
        const person = this.activeTab === "individuals" ? "client" : "prospect";
        const kind = this.isOfApplications ? "lead" : person;
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
        const searched = {
            [`search_default_${SEARCH_FIELD}`]: text,
            [`search_default_${WORKING_FILTER}`]: 0,
        };
        return this.action.doAction(tab.action, {
            additionalContext: text ? searched : {},
            clearBreadcrumbs: true,
        });
    }
}
