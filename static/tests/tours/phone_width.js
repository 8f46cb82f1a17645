// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const FIRST = ".o_kanban_record:contains('Loan of a client')";

/** Nothing but what is swiped, such as the columns of a kanban, may be wider. */
function checkWidth() {
    const swiped =
        ".o_kanban_renderer, .o_crm_presets, .o_crm_step_tabs, .nav, .o-mail-Chatter";
    const wide = [...document.querySelectorAll(".o_action_manager *")].filter(
        (element) =>
            element.checkVisibility() &&
            !element.closest(swiped) &&
            element.getBoundingClientRect().right > window.innerWidth + 1
    );
    if (wide.length) {
        throw new Error(`Wider than the phone: ${wide[0].outerHTML.slice(0, 200)}`);
    }
}

tours.add("crm_phone_width", {
    steps: () => [
        {
            content: "the tabs and the search box are in reach",
            trigger: "[data-preset='watched']:visible",
            run: checkWidth,
        },
        { trigger: `${FIRST} .o_crm_watch`, run: "click" },
        { trigger: `${FIRST} .o_crm_watch[aria-pressed='true']`, run: checkWidth },
        {
            content: "type a name: the cards follow",
            trigger: ".o_crm_person_search input:visible",
            run: "edit touring",
        },
        {
            trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains('stranger')))",
        },
        { trigger: ".o_crm_person_search button[aria-label='Clear']", run: "click" },
        { trigger: ".o_kanban_record:contains('Loan of a stranger')" },
        { trigger: `${FIRST} .fw-bold`, run: "click" },
        {
            content: "the card tells who it is, and the stage",
            trigger: ".o_crm_lead_person:visible:contains('Known client')",
            run: checkWidth,
        },
        { trigger: ".o_form_view .o_statusbar_status:visible" },
        {
            content: "the risk panel",
            trigger: ".o_notebook .nav-link:contains('Risk')",
            run: "click",
        },
        { trigger: ".o_crm_risk_panel:visible", run: checkWidth },
        {
            content: "the next card is in reach",
            trigger: ".o_pager_next:enabled, .o_pager_previous:enabled",
            run: "click",
        },
        {
            trigger:
                ".o_form_view [name='name'] textarea:value('Loan of a stranger')",
            run: checkWidth,
        },
    ],
});

tours.add("crm_phone_prospect", {
    steps: () => [
        {
            trigger: ".o_crm_prospect_link:contains('Duplicate of a client')",
            run: checkWidth,
        },
        {
            content: "the numbers in the sources are told",
            trigger: ".o_notebook .nav-link:contains('References')",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains('TT: T-77')",
            run: checkWidth,
        },
        {
            content: "his documents",
            trigger: ".o_notebook .nav-link:contains('Documents')",
            run: "click",
        },
        { trigger: ".o_kanban_record:contains('4509 123456')", run: "click" },
        {
            content: "open in a form of their own",
            trigger: ".modal [name='number'] input:value('4509 123456')",
        },
        { trigger: ".modal .btn-close, .modal .oi-arrow-left", run: "click" },
        {
            content: "go to the client",
            trigger: "body:not(:has(.modal)) .o_crm_prospect_link [name='client_id'] a",
            run: "click",
        },
        {
            trigger: ".o_notebook .nav-link:contains('Phones and E-mails')",
            run: checkWidth,
        },
    ],
});

tours.add("crm_call_pager", {
    steps: () => [
        {
            trigger: ".o_crm_call_application:contains('Loan of a client')",
            run: "click",
        },
        { trigger: ".o_form_view .o_pager_counter:contains('/ 2')" },
        {
            content: "the other application of the caller",
            trigger: ".o_pager_next",
            run: "click",
        },
        { trigger: ".o_form_view [name='name'] textarea:value('Second loan')" },
    ],
});
