// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Hidden loan')";
const BANNER = ".o_crm_lead_person:visible:contains('A known client')";

/** Somebody without the client base works an application of a client. */
registry.category("web_tour.tours").add("crm_hidden_client", {
    steps: () => [
        {
            content: "the card says that a client is known, not who",
            trigger: `${CARD} .o_crm_lead_person_badge:contains('Known client')`,
        },
        {
            content: "open the application",
            trigger: CARD,
            run: "click",
        },
        {
            content: "nothing leads to the client",
            trigger: `${BANNER}:not(:contains('Touring'))`,
        },
        {
            content: "no client is linked or made by him",
            trigger:
                ".o_form_view:not(:has(button[name='action_link_by_hand'])):not(:has(.o_crm_convert_button))",
        },
        {
            content: "ask for access",
            trigger: `${BANNER} button[name='action_ask_for_access']`,
            run: "click",
        },
        {
            content: "a steward has been asked",
            trigger: ".o_notification:contains('has been asked')",
        },
        {
            content: "the banner knows it at once",
            trigger: `${BANNER}:contains('You have asked'):not(:has(button[name='action_ask_for_access']))`,
        },
        {
            content: "open the prospect",
            trigger: `${BANNER} button[name='action_open_prospect']`,
            run: "click",
        },
        {
            content: "it says as little",
            trigger: ".o_crm_prospect_link:visible:contains('Known client')",
        },
        {
            content: "who has asked is told so, and once is enough",
            trigger:
                ".o_crm_prospect_link:visible:contains('You have asked'):not(:has(button[name='action_ask_for_access']))",
        },
    ],
});

/** The list of prospects, without the way to the clients. */
registry.category("web_tour.tours").add("crm_hidden_client_list", {
    steps: () => [
        {
            content: "the badge of the link is shown",
            trigger: ".o_data_row:contains('Elsewhere') .badge",
        },
        {
            content: "there are no clients to change to",
            trigger:
                ".o_crm_person_tabs:has([data-tab='prospects']):not(:has([data-tab='individuals']))",
        },
        {
            content: "the tab of potential clients works",
            trigger: ".o_crm_person_tabs [data-preset='potential']",
            run: "click",
        },
        {
            content: "and leaves the known one out",
            trigger: ".o_list_view:not(:has(.o_data_row:contains('Elsewhere')))",
        },
    ],
});
