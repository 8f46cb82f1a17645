// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_link_by_hand", {
    steps: () => [
        {
            content: "link a client, from the application",
            trigger: "button[name='action_link_by_hand']:contains('Link a Client')",
            run: "click",
        },
        {
            content: "nothing to link as long as nobody is chosen",
            trigger: ".modal footer:not(:has(button[name='action_link']))",
        },
        {
            content: "look for the client by the phone, in any notation",
            trigger: ".modal .o_field_widget[name='partner_id'] input",
            run: "edit 8 916 555 01 27",
        },
        {
            content: "the hit tells enough to decide",
            trigger: ".modal .ui-menu-item a:contains('Touring Anna'):contains('1985')",
            run: "click",
        },
        {
            content: "what is known of the pair, and what holds the two apart, in red",
            trigger: ".modal .alert-info:contains('No rule has found this pair')",
        },
        {
            trigger:
                ".modal .o_crm_link_contradiction:contains('birth date differs')" +
                ":contains('first name differs')",
        },
        {
            content: "there is no plain link then, but one of its own",
            trigger:
                ".modal footer:not(:has(button[name='action_link']))" +
                " button[name='action_link_all_the_same']",
            run: "click",
        },
        {
            content: "the application tells of the client, and leads there",
            trigger: ".o_crm_lead_person:contains('linked by hand')",
        },
        {
            trigger: ".o_crm_lead_person button[name='action_open_client']",
            run: "click",
        },
        {
            content: "the card of the client counts the prospects",
            trigger: "button[name='action_view_prospects']:contains('2')",
        },
        {
            content: "come back",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "it was wrong: take the link back",
            trigger: ".o_crm_lead_person button[name='action_unlink_by_hand']",
            run: "click",
        },
        {
            content: "not the same person? Yes, two",
            trigger: ".modal .o_field_widget[name='different'] input:checked",
        },
        {
            trigger: ".modal .o_field_widget[name='reason'] input",
            run: "edit Her brother",
        },
        {
            trigger: ".modal button[name='action_unlink']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) button[name='action_link_by_hand']",
        },
    ],
});
