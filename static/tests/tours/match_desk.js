// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const KEYS = "12121212121212121212";

function press(code, options = {}) {
    const target = document.activeElement || document.body;
    const init = { code, bubbles: true, cancelable: true, ...options };
    target.dispatchEvent(new KeyboardEvent("keydown", init));
}

/** A step that presses a key as soon as so many decisions are counted. */
function pressStep(done, code, options) {
    return {
        content: `${code} after ${done} decisions`,
        trigger: `.o_crm_desk:has(.o_crm_desk_grid) [data-done='${done}']`,
        run: () => press(code, options),
    };
}

/** The number of decisions, when nothing is on its way to the server. */
function countStep(done) {
    return { trigger: `[data-done='${done}'][data-pending='0']` };
}

/** What is done before the decision on the pair of that number, and changes nothing. */
const DETOURS = {
    // Decided wrongly, and taken back in the Russian layout.
    3: [pressStep(3, "Digit1"), pressStep(4, "KeyU", { key: "г" }), countStep(3)],
    // Two decisions in a row are taken back, by the digits of the keypad.
    5: [
        pressStep(5, "Numpad1"),
        pressStep(6, "Numpad1"),
        pressStep(7, "KeyU"),
        countStep(6),
        pressStep(6, "KeyU"),
        countStep(5),
    ],
    7: [pressStep(7, "Digit0"), pressStep(8, "KeyU"), countStep(7)],
    9: [
        pressStep(9, "KeyR"),
        {
            content: "a note with digits",
            trigger: ".o_crm_desk_note input:focus",
            run: "edit Twins 12",
        },
        {
            content: "digits in the note decide nothing",
            trigger: ".o_crm_desk_note input:focus",
            run: () => press("Digit1"),
        },
        countStep(9),
        {
            content: "Enter leads back to the keys of the desk",
            trigger: ".o_crm_desk_note input:focus",
            run: () => press("Enter", { key: "Enter" }),
        },
        { trigger: ".o_crm_desk_note input:not(:focus)" },
    ],
    // A key held down, or with Ctrl, decides nothing.
    12: [
        pressStep(12, "Digit1", { repeat: true }),
        pressStep(12, "Digit1", { ctrlKey: true }),
        countStep(12),
    ],
};

tours.add("crm_prospect_desk", {
    steps: () => [
        ...[...KEYS].flatMap((key, number) => [
            ...(DETOURS[number] || []),
            pressStep(number, `Digit${key}`),
        ]),
        countStep(KEYS.length),
        {
            content: "nothing is left",
            trigger: ".o_crm_desk_empty:contains('Nothing to review')",
        },
    ],
});

tours.add("crm_prospect_desk_set", {
    steps: () => [
        {
            content: "both candidates are there, the first one is active",
            trigger: ".o_crm_desk_head.o_crm_desk_candidate:count(2)",
        },
        {
            trigger: ".o_crm_desk_head:nth-child(3).o_crm_desk_active",
            run: () => press("ArrowRight"),
        },
        {
            trigger: ".o_crm_desk_head:nth-child(4).o_crm_desk_active",
            run: () => press("Digit1"),
        },
        { trigger: ".o_crm_desk_empty" },
        countStep(1),
    ],
});

tours.add("crm_prospect_desk_conflict", {
    steps: () => [
        {
            content: "somebody else is quicker",
            trigger: ".o_crm_desk_grid:contains('Белкина')",
            run: async () => {
                const { prospect } = document.querySelector(".o_crm_desk_grid").dataset;
                const call = (method, ...args) =>
                    rpc(`/web/dataset/call_kw/crm.match/${method}`, {
                        model: "crm.match",
                        method,
                        args,
                        kwargs: {},
                    });
                const domain = [["prospect_id", "=", Number(prospect)]];
                await call("action_reject", await call("search", domain));
                press("Digit1");
            },
        },
        {
            content: "the next one is there, and what happened is told",
            trigger: ".o_notification:contains('has decided on this pair')",
        },
        countStep(0),
        {
            trigger: ".o_crm_desk_grid:contains('Лисина')",
            run: () => press("Digit1"),
        },
        { trigger: ".o_crm_desk_empty" },
        countStep(1),
    ],
});
