// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { SearchModel } from "@web/search/search_model";

/** A search whose preset filters are tabs: one at a time, each with its count. */
export class PersonSearchModel extends SearchModel {
    /**
     * Filters of the search view that may stand above the list as tabs.
     *
     * @param {string[]} names of filters, in the order of the tabs
     */
    getPresets(names) {
        const filters = Object.values(this.searchItems).filter(
            (item) => item.type === "filter"
        );
        return names.flatMap((name) => filters.find((f) => f.name === name) || []);
    }

    isActive(item) {
        return this.query.some((element) => element.searchItemId === item.id);
    }

    /**
     * Show one preset instead of the others; the rest of the search stays.
     *
     * @param {Object[]} presets
     * @param {Object} [chosen] none: everybody
     */
    choosePreset(presets, chosen) {
        this.query = this.getQueryOfPreset(presets, chosen);
        this._notify();
    }

    /** What the list would show under a preset. */
    getPresetDomain(presets, preset) {
        const { query } = this;
        this.query = this.getQueryOfPreset(presets, preset);
        const domain = this._getDomain();
        this.query = query;
        return domain;
    }

    getQueryOfPreset(presets, preset) {
        const ids = presets.map((item) => item.id);
        const rest = this.query.filter((q) => !ids.includes(q.searchItemId));
        return preset ? [...rest, { searchItemId: preset.id }] : rest;
    }
}
