// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:contains('${name}')`;
const row = (name) => `.o_data_row:contains('${name}')`;
const only = (view, item, other) => `${view}:not(:has(${other})) ${item}`;
const preset = (name, count) =>
    `[data-preset='${name}']` +
    (count === undefined ? "" : `:has(.o_crm_preset_count:contains('${count}'))`);
const FIRST = "Loan of a client";
const SECOND = "Loan of a stranger";

tours.add("crm_lead_tabs", {
    steps: () => [
        {
            content: "everything is shown, and the tabs count",
            trigger: `.o_kanban_view:has(${card(FIRST)}) ${card(SECOND)}`,
        },
        { trigger: `${preset("all")}.active` },
        { trigger: preset("watched", 0) },
        {
            content: "watch a card with one click",
            trigger: `${card(FIRST)} .o_crm_watch[aria-pressed='false']`,
            run: "click",
        },
        { trigger: `${card(FIRST)} .o_crm_watch[aria-pressed='true']` },
        {
            content: "the tab counts it; open the tab",
            trigger: preset("watched", 1),
            run: "click",
        },
        {
            content: "only the watched one is left",
            trigger: only(".o_kanban_view", card(FIRST), card(SECOND)),
        },
        { trigger: ".o_searchview_facet:contains('Watched')" },
        {
            content: "who is no client yet",
            trigger: preset("potential", 1),
            run: "click",
        },
        { trigger: only(".o_kanban_view", card(SECOND), card(FIRST)) },
        {
            content: "one tab at a time",
            trigger: ".o_searchview:not(:has(.o_searchview_facet:contains('Watched')))",
        },
        { trigger: preset("all"), run: "click" },
        { trigger: `.o_kanban_view:has(${card(FIRST)}) ${card(SECOND)}` },
        {
            content: "type a name: the cards follow without Enter",
            trigger: ".o_crm_person_search input",
            run: "edit touring",
        },
        { trigger: only(".o_kanban_view", card(FIRST), card(SECOND)) },
        {
            content: "the tabs count what is looked for",
            trigger: preset("potential", 0),
        },
        {
            content: "the list shows the same",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        { trigger: only(".o_list_view", row(FIRST), row(SECOND)) },
        { trigger: ".o_crm_person_search input:value('touring')" },
        { trigger: ".o_crm_person_search input", run: "click" },
        {
            content: "Esc clears the search",
            trigger: ".o_crm_person_search input:focus",
            run: "press Escape",
        },
        {
            content: "watch the other one in its row",
            trigger: `${row(SECOND)} .o_crm_watch[aria-pressed='false']`,
            run: "click",
        },
        { trigger: preset("watched", 2) },
        {
            content: "open a card",
            trigger: `${row(FIRST)} .o_data_cell[name='name']`,
            run: "click",
        },
        {
            content: "stop watching there",
            trigger: ".o_form_view .o_crm_watch[aria-pressed='true']",
            run: "click",
        },
        { trigger: ".o_form_view .o_crm_watch[aria-pressed='false']" },
        {
            content: "begin a note",
            trigger: ".o_crm_step_form textarea",
            run: "edit Not of the next one",
        },
        {
            content: "the next card, and the one before",
            trigger: ".o_pager_next, .o_pager_previous:enabled",
            run: "click",
        },
        { trigger: `.o_form_view [name='name'] textarea:value('${SECOND}')` },
        { trigger: ".o_crm_step_form textarea:not(:value('Not of the next one'))" },
        { trigger: ".o_form_view .o_crm_watch[aria-pressed='true']" },
        {
            content: "back to the list",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        { trigger: preset("watched", 1) },
    ],
});
