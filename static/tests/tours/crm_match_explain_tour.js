// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_match_explain", {
    steps: () => [
        {
            content: "the banner tells what speaks for the link",
            trigger: ".o_crm_prospect_reasons:contains('full name matches')",
        },
        {
            content: "how many individuals it is linked with",
            trigger: ".o_crm_prospect_linked button:contains('individuals (1)')",
        },
        {
            content: "ask why",
            trigger: ".o_crm_prospect_reasons button:contains('Why?')",
            run: "click",
        },
        {
            content: "the deciding rule is unfolded, the others are not",
            trigger:
                ".modal .o_crm_explain_rule[open]:contains('decides'):contains('Phone')",
        },
        {
            content: "a folded rule unfolds",
            trigger: ".modal .o_crm_explain_rule:not([open]):first summary",
            run: "click",
        },
        {
            trigger: ".modal .o_crm_explain_rule:first[open] table",
        },
        {
            content: "compare with another client instead",
            trigger: ".modal .o_field_widget[name='partner_id'] input",
            run: "edit Elsewhere",
        },
        {
            trigger: ".modal .ui-menu-item a:contains('Elsewhere')",
            run: "click",
        },
        {
            content: "what holds the two apart",
            trigger: ".modal .o_crm_explain_apart:contains('last name differs')",
        },
        {
            content: "leave",
            trigger: ".modal footer button:contains('Close')",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            content: "the matches stand with their reasons",
            trigger: ".o_notebook .nav-link[name='matches']",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains('full name matches')",
        },
        {
            content: "decide on the card",
            trigger: ".o_kanban_record button[name='action_reject']",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains('Rejected')",
        },
        {
            content: "and ask why there",
            trigger: ".o_kanban_record button[name='action_explain']",
            run: "click",
        },
        {
            trigger:
                ".modal .o_crm_explain_apart:contains('A person said that these are two')",
        },
    ],
});
