// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const EVENT = ".o_crm_timeline_event";

registry.category("web_tour.tours").add("crm_prospect_timeline", {
    steps: () => [
        {
            content: "open the page",
            trigger: ".o_notebook .nav-link:contains('Timeline')",
            run: "click",
        },
        {
            content: "what is planned stands on top",
            trigger: `${EVENT}[data-kind='activity_planned']:contains('Call Anna')`,
        },
        {
            content: "older events are not there yet",
            trigger: `.o_crm_timeline:not(:has(${EVENT}[data-kind='registration']))`,
        },
        {
            content: "ask for more",
            trigger: ".o_crm_timeline_more",
            run: "click",
        },
        {
            content: "the story ends where it began",
            trigger: `${EVENT}[data-kind='registration']:contains('Registered')`,
        },
        {
            content: "only applications",
            trigger: ".o_crm_timeline button[data-group='applications']",
            run: "click",
        },
        {
            content: "messages are gone",
            trigger: `.o_crm_timeline:has(${EVENT}):not(:has(${EVENT}[data-kind='message']))`,
        },
        {
            content: "open the application",
            trigger: `${EVENT}[data-kind='application'] a:contains('Loan for a tour')`,
            run: "click",
        },
        {
            content: "its timeline is that of the same person",
            trigger: ".o_lead_opportunity_form .nav-link:contains('Timeline')",
            run: "click",
        },
        {
            content: "read it once more",
            trigger: ".o_crm_timeline_reload",
            run: "click",
        },
        {
            content: "links of the person only",
            trigger: ".o_crm_timeline button[data-group='links']",
            run: "click",
        },
        {
            content: "the registration of the prospect, with a link to it",
            trigger: `${EVENT}[data-kind='registration'] a:contains('Touring Anna')`,
        },
    ],
});

registry.category("web_tour.tours").add("crm_client_timeline", {
    steps: () => [
        {
            content: "open the page of the client's card",
            trigger: ".o_notebook .nav-link:contains('Timeline')",
            run: "click",
        },
        {
            content: "what is planned for his application",
            trigger: `${EVENT}[data-kind='activity_planned']:contains('Call Anna')`,
        },
        {
            content: "only applications",
            trigger: ".o_crm_timeline button[data-group='applications']",
            run: "click",
        },
        {
            content: "the one of his prospect is here",
            trigger: `${EVENT}[data-kind='application'] a:contains('Loan for a tour')`,
        },
    ],
});
