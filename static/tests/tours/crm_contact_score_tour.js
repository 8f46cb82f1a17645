// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const ROW = ".o_field_widget[name=contact_point_ids] .o_data_row:first";
const REASONS = ".o_crm_score_reasons";

function numberIn(element) {
    return Number(element.textContent.trim().replace("−", "-"));
}

/** The points of the reasons add up to the score in the row. */
function checkSum() {
    const points = [...document.querySelectorAll(`${REASONS} td.text-nowrap`)];
    const sum = points.map(numberIn).reduce((one, other) => one + other, 0);
    const score = numberIn(document.querySelector(`${ROW.replace(":first", "")} .o_crm_score_figure`));
    if (!points.length || sum !== score || sum !== numberIn(document.querySelector(".o_crm_score_sum"))) {
        throw new Error(`The reasons add up to ${sum}, the score is ${score}`);
    }
}

const LOOK_AND_TELL = [
    {
        content: "Point at the score of the best contact",
        trigger: `${ROW} .o_crm_score`,
        run: "hover",
    },
    {
        content: "What speaks for and against it adds up to the score",
        trigger: `${REASONS}:contains(Computed)`,
        run: checkSum,
    },
    {
        content: "Look away",
        trigger: ".o_form_sheet h1",
        run: "hover",
    },
    {
        trigger: `body:not(:has(${REASONS}))`,
    },
    {
        content: "Somebody else answered",
        trigger: `${ROW} .o_crm_outcomes`,
        run: "click",
    },
    {
        trigger: ".o_crm_outcome[data-outcome=wrong_person]",
        run: "click",
    },
    {
        content: "The contact is called so, and is not the one to call any more",
        trigger: `.o_field_widget[name=contact_point_ids] .o_data_row:contains(Wrong number)`,
    },
    {
        trigger: ".o_field_widget[name=best_phone_id]:contains(+7 916 555-01-28)",
    },
    {
        content: "That was a slip",
        trigger: ".o_notification:contains(Recorded: Wrong Person) button:contains(Undo)",
        run: "click",
    },
    {
        trigger: ".o_field_widget[name=best_phone_id]:contains(+7 916 555-01-27)",
    },
    {
        trigger: `${ROW}:contains(Personal number)`,
    },
];

registry.category("web_tour.tours").add("crm_contact_score_tour", {
    steps: () => LOOK_AND_TELL,
});

registry.category("web_tour.tours").add("crm_call_list_tour", {
    steps: () => [
        {
            content: "The client was reached",
            trigger: ".o_data_row:contains(Touring) button:has(.fa-check)",
            run: "click",
        },
        {
            content: "She is not to call any more",
            trigger: ".o_nocontent_help:contains(Nobody left to call)",
        },
        {
            content: "That was a slip",
            trigger: ".o_notification:contains(Recorded: Reached) button:contains(Undo)",
            run: "click",
        },
        {
            content: "She is to call again",
            trigger: ".o_data_row:contains(Touring)",
        },
    ],
});

registry.category("web_tour.tours").add("crm_contact_score_key_tour", {
    steps: () => [
        {
            content: "The menu of the phone to call tells its keys",
            trigger: ".o_field_widget[name=best_phone_id] .o_crm_outcomes",
            run: "click",
        },
        {
            trigger: ".o_crm_outcome[data-outcome=reached] kbd:contains(Alt+Shift+R)",
        },
        {
            content: "Close it",
            trigger: ".o_form_sheet h1",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o_crm_outcome))",
        },
        {
            content: "One key says that the person was reached",
            trigger: ".o_form_view",
            run() {
                const init = { key: "R", code: "KeyR", altKey: true, shiftKey: true, bubbles: true };
                document.body.dispatchEvent(new KeyboardEvent("keydown", init));
            },
        },
        {
            trigger: ".o_notification:contains(Recorded: Reached)",
        },
    ],
});
