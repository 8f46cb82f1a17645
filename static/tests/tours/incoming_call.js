// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_prospect_call", {
    steps: () => [
        {
            content: "it is told who calls",
            trigger: "[data-result='prospect'] .o_crm_call_card:contains('Соколова')",
        },
        {
            content: "the number stays in the address",
            trigger: ".o_crm_call:has(input:value('+79161234567'))",
        },
        {
            content: "note the call on the open application",
            trigger: ".o_crm_call_note",
            run: "click",
        },
        { trigger: ".o_notification:contains('The call is noted')" },
        {
            content: "it is noted once",
            trigger: ".o_crm_call_note:disabled",
        },
        {
            content: "open the application",
            trigger: ".o_crm_call_application:contains('Hull insurance')",
            run: "click",
        },
        { trigger: ".o_form_view [name='name'] textarea:value('Hull insurance')" },
        {
            content: "back to the call",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        { trigger: ".o_crm_call [data-result='prospect']" },
        {
            content: "a slip is told in plain words",
            trigger: ".o_crm_call input",
            run: "edit 12",
        },
        { trigger: ".o_crm_call .input-group button", run: "click" },
        { trigger: ".o_crm_call .alert:contains('no phone number')" },
        {
            content: "somebody else calls",
            trigger: ".o_crm_call input",
            run: "edit 8 495 555-01-02",
        },
        { trigger: ".o_crm_call .input-group button", run: "click" },
        { trigger: "[data-result='none']" },
        {
            content: "a new application with the number",
            trigger: ".o_crm_call_new",
            run: "click",
        },
        {
            trigger: ".o_form_view [name='name'] textarea",
            run: "edit Called at noon",
        },
        { trigger: ".o_field_widget[name='phone'] input:value('+7')" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
