// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";
import { PersonHitsSession } from "@crm_prospect/person_hits/person_hits_session";

const tours = registry.category("web_tour.tours");

const nameLead = {
    trigger: ".o_form_view [name='name'] textarea",
    run: "edit Hull insurance",
};
const save = [
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved:not(:has(.o_crm_hits))" },
];

/** Answers in another order than the questions, and one that never comes. */
async function answerLate() {
    const answers = {};
    const session = new PersonHitsSession().setup(
        ({ name }) =>
            new Promise((resolve, reject) => {
                answers[name] = { resolve, reject };
            })
    );
    const early = session.lookUp({ name: "early" });
    const late = session.lookUp({ name: "late" });
    answers.late.resolve({ hits: [], hidden: 2 });
    answers.early.resolve({ hits: [], hidden: 1 });
    await Promise.all([early, late]);
    if (session.count !== 2) {
        throw new Error("The answer to the earlier question is shown.");
    }
    const lost = session.lookUp({ name: "lost" });
    answers.lost.reject(new Error("offline"));
    await lost;
    if (session.isShown) {
        throw new Error("People are shown for a question without an answer.");
    }
}

function typeCaller(name) {
    return [
        {
            trigger: "[name='phone'] input",
            run: "edit 8 (916) 123-45-67",
        },
        { trigger: ".o_notebook .nav-link[name='lead']", run: "click" },
        { trigger: "[name='contact_name'] input", run: `edit ${name}` },
        { trigger: "[name='function'] input", run: "click" },
    ];
}

function typeProspect(lastname) {
    return [
        { trigger: "[name='lastname'] input", run: `edit ${lastname}` },
        { trigger: "[name='firstname'] input", run: "edit Анна" },
        { trigger: "[name='birthdate_date'] input", run: "edit 05/17/1980" },
        { trigger: "[name='street'] input", run: "click" },
    ];
}

tours.add("crm_prospect_hits_lead", {
    steps: () => [
        { content: "stale answers are dropped", trigger: "body", run: answerLate },
        nameLead,
        ...typeCaller("Анна Соколова"),
        {
            content: "the client is told, with the reason",
            trigger:
                ".o_crm_hits_hit:contains('Known client'):contains('first name matches')",
        },
        {
            content: "he can be looked at without losing the form",
            trigger: ".o_crm_hits_hit a[target='_blank'][href^='/odoo/res.partner/']",
        },
        { trigger: ".o_crm_hits_use", run: "click" },
        { trigger: ".o_crm_hits_chosen:contains('Linked with this application')" },
        {
            content: "only the banner names the client",
            trigger: ".o_crm_lead_person:visible:contains('Соколова')",
        },
        {
            content: "taken back, the hits are there again",
            trigger: ".o_crm_hits_chosen button",
            run: "click",
        },
        { trigger: ".o_crm_hits_use", run: "click" },
        { trigger: ".o_crm_hits_chosen" },
        ...save,
    ],
});

tours.add("crm_prospect_hits_anyway", {
    steps: () => [
        nameLead,
        ...typeCaller("Я".repeat(300)),
        {
            content: "a question that is refused disturbs nobody",
            trigger: "body:not(:has(.o_dialog, .o_notification))",
        },
        ...typeCaller("Анна Соколова"),
        { trigger: ".o_crm_hits_hidden:contains('may not see')" },
        {
            trigger: "body:not(:has(.o_crm_hits_hit)) .o_crm_hits_dismiss",
            run: "click",
        },
        { trigger: "body:not(:has(.o_crm_hits))" },
        ...typeCaller("Анна Петровна Соколова"),
        ...save,
    ],
});

tours.add("crm_prospect_hits_instead", {
    steps: () => [
        ...typeProspect("Соколова"),
        { trigger: ".o_crm_hits_hit:contains('Possible prospect')" },
        { trigger: ".o_crm_hits_use:contains('Open Instead')", run: "click" },
        {
            content: "what was typed is not lost without a question",
            trigger: ".modal:contains('is not kept') .btn-primary",
            run: "click",
        },
        {
            content: "the known one is open, and the panel is not",
            trigger:
                ".o_form_view:not(:has(.o_crm_hits)) [name='middlename'] input:value('Петровна')",
        },
    ],
});
