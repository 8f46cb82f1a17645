// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Second loan')";
const BANNER = ".o_crm_lead_person:visible:contains('Known client')";

registry.category("web_tour.tours").add("crm_lead_known_client", {
    steps: () => [
        {
            content: "the card says that the client is known",
            trigger: `${CARD} .o_crm_lead_person_badge:contains('Known client')`,
        },
        {
            content: "and that he has come for the second time",
            trigger: `${CARD} .o_crm_lead_person_badge .fa-repeat`,
        },
        {
            content: "open the application",
            trigger: CARD,
            run: "click",
        },
        {
            content: "the banner names the client",
            trigger: `${BANNER}:contains('Touring Anna')`,
        },
        {
            content: "look at the earlier application",
            trigger: `${BANNER} button[name='action_view_earlier_applications']`,
            run: "click",
        },
        {
            content: "it is listed",
            trigger: ".o_data_row:contains('First loan')",
        },
        {
            content: "go back to the application",
            trigger: ".o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "open the client",
            trigger: `${BANNER} button[name='action_open_client']`,
            run: "click",
        },
        {
            content: "his card counts both applications",
            trigger: "button[name='action_view_opportunity']:contains('2')",
        },
    ],
});
