// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_mailing_letter", {
    steps: () => [
        {
            content: "open the menu of the card",
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "write to the person on it",
            trigger: ".o-dropdown--menu .o_menu_item:contains('Write a Letter')",
            run: "click",
        },
        {
            content: "the draft says that one gets it",
            trigger: "button[name='action_view_recipients']:contains('1')",
        },
        {
            content: "look for a template",
            trigger: ".o_field_widget[name='template_id'] input",
            run: "edit Tour offer",
        },
        {
            content: "take it",
            trigger: ".o-autocomplete--dropdown-item:contains('Tour offer')",
            run: "click",
        },
        {
            content: "look at the letter",
            trigger: ".o_notebook a[name='preview']",
            run: "click",
        },
        {
            content: "the field of the template is filled",
            trigger: ".o_field_widget[name='preview_subject']:contains('Touring')",
        },
        {
            content: "send it",
            trigger: "button[name='action_send']",
            run: "click",
        },
        {
            content: "yes, really",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "it is done",
            trigger: ".o_arrow_button_current:contains('Done')",
        },
        {
            content: "see who got it",
            trigger: "button[name='action_view_recipients']",
            run: "click",
        },
        {
            content: "the prospect did",
            trigger: ".o_data_row:contains('anna.touring@example.org')",
        },
    ],
});
