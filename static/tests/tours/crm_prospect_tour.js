// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_prospect_link", {
    steps: () => [
        {
            content: "open the prospect",
            trigger: ".o_data_row .o_data_cell:contains('Touring')",
            run: "click",
        },
        {
            content: "the link is told in words, with the number of the client",
            trigger: ".o_crm_prospect_link:contains('Duplicate of a client')",
        },
        {
            content: "open the client",
            trigger: "button[name='action_open_client']",
            run: "click",
        },
        {
            content: "the client counts the prospect",
            trigger: "button[name='action_view_prospects']:contains('1')",
        },
        {
            content: "come back",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "the prospect is shown again",
            trigger: ".o_crm_prospect_link:contains('Duplicate of a client')",
        },
    ],
});

tours.add("crm_prospect_tabs", {
    steps: () => [
        {
            content: "the list shows more than one prospect",
            trigger: ".o_data_row .o_data_cell:contains('Elsewhere')",
        },
        {
            content: "type a name: the list follows without Enter",
            trigger: ".o_crm_person_search input",
            run: "edit touring anna",
        },
        {
            content: "the text has become a facet",
            trigger: ".o_searchview_facet:contains('touring anna')",
        },
        {
            content: "only the one prospect is left",
            trigger:
                ".o_list_view:not(:has(.o_data_cell:contains('Elsewhere')))" +
                " .o_data_cell:contains('Touring')",
        },
        {
            content: "go to the individuals",
            trigger: ".o_crm_person_tabs [data-tab='individuals']",
            run: "click",
        },
        {
            content: "the tab is active",
            trigger: ".o_crm_person_tabs [data-tab='individuals'].active",
        },
        {
            content: "the text came along and found the client",
            trigger: ".o_data_cell:contains('Touring Anna')",
        },
        {
            trigger: ".o_crm_person_search input:value('touring anna')",
        },
        {
            content: "go to the companies",
            trigger: ".o_crm_person_tabs [data-tab='companies']",
            run: "click",
        },
        {
            trigger: ".o_crm_person_tabs [data-tab='companies'].active",
        },
        {
            content: "no company bears the name",
            trigger: ".o_view_nocontent",
        },
        {
            content: "look for a company instead",
            trigger: ".o_crm_person_search input",
            run: "edit tourworks",
        },
        {
            trigger: ".o_data_cell:contains('Tourworks Ltd')",
        },
        {
            content: "back to the prospects with the new text",
            trigger: ".o_crm_person_tabs [data-tab='prospects']",
            run: "click",
        },
        {
            trigger: ".o_crm_person_tabs [data-tab='prospects'].active",
        },
        {
            trigger: ".o_view_nocontent",
        },
        {
            content: "clear the box",
            trigger: ".o_crm_person_search button",
            run: "click",
        },
        {
            content: "everybody is back",
            trigger: ".o_data_row .o_data_cell:contains('Elsewhere')",
        },
    ],
});
