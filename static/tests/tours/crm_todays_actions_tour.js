// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_todays_actions", {
    steps: () => [
        {
            content: "the activities in the top bar",
            trigger: ".o_menu_systray .fa-clock-o",
            run: "click",
        },
        {
            content: "lead to the actions of today",
            trigger: ".o_crm_todays_actions",
            run: "click",
        },
        {
            content: "mine, overdue first and red",
            trigger:
                ".o_data_row:first.text-danger .o_data_cell:contains('Overdue call')",
        },
        {
            trigger:
                ".o_list_view:not(:has(.o_data_cell:contains('Colleague call')))" +
                " .o_searchview_facet:contains('Mine')",
        },
        {
            content: "done with one click",
            trigger: ".o_data_row:first button[name='action_done']",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:has(.o_data_cell:contains('Overdue call')))",
        },
        {
            content: "show what it is about",
            trigger: ".o_data_row:first button[name='action_open_document']",
            run: "click",
        },
        {
            content: "put it off",
            trigger: ".o_form_view button:contains('Put Off')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='until'] input",
            run: "edit 12/31/2099",
        },
        {
            trigger: ".modal .o_field_widget[name='reason'] input",
            run: "edit On leave",
        },
        {
            trigger: ".modal button[name='action_put_off']",
            run: "click",
        },
        {
            content: "the card says until when, and why",
            trigger: ".o_crm_put_off:contains('2099'):contains('On leave')",
        },
        {
            content: "take it up again",
            trigger: ".o_crm_put_off button[name='action_take_up']",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(.o_crm_put_off))",
        },
    ],
});
