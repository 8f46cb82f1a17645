// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const OPEN = {
    content: "open the search form beside the search box",
    trigger: ".o_crm_person_finder",
    run: "click",
};

registry.category("web_tour.tours").add("crm_person_finder", {
    steps: () => [
        OPEN,
        {
            content: "nothing typed: the form says so",
            trigger: ".modal button[name='action_find']",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('at least one field')",
        },
        {
            content: "type whom nobody is",
            trigger: ".modal .o_field_widget[name='name'] input",
            run: "edit Nobody Maria",
        },
        {
            trigger: ".modal .o_field_widget[name='phone'] input",
            run: "edit +7 916 555-09-09",
        },
        {
            content: "Enter searches",
            trigger: ".modal .o_field_widget[name='phone'] input",
            run: "press Enter",
        },
        {
            content: "none: create with what was typed",
            trigger:
                ".modal:has(.o_crm_nobody_found) button[name='action_create']:contains('Potential')",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name='firstname'] input:value('Maria')",
        },
        {
            content: "the phone is where it belongs",
            trigger:
                ".o_field_widget[name='contact_point_ids'] .o_data_row:contains('+7 916 555-09-09')",
        },
        {
            trigger: ".o_form_button_cancel",
            run: "click",
        },
        {
            trigger: ".o_crm_person_search input",
            run: "edit touring",
        },
        OPEN,
        {
            content: "the text came along; one hit opens the card",
            trigger: ".modal .o_field_widget[name='name'] input:value('touring')",
            run: "press Enter",
        },
        {
            trigger: ".o_form_view .o_crm_prospect_link",
        },
    ],
});
