// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const BUTTON = "button.o_crm_convert_button";
const OPEN = [
    {
        content: "the application stands on the last step: the button is there",
        trigger: `${BUTTON}.btn-primary`,
        run: "click",
    },
];
const row = (field) => `.modal .o_crm_convert_row[data-field='${field}']`;

tours.add("crm_convert_new", {
    steps: () => [
        ...OPEN,
        {
            content: "nobody fits: a new client is chosen",
            trigger: ".modal .o_crm_client_new input:checked",
        },
        {
            content: "what the prospect says goes to the card",
            trigger: `${row("lastname")} .o_crm_convert_result:contains('Newman')`,
        },
        {
            content: "leave the address out",
            trigger: `${row("address")} button[data-choice='keep']`,
            run: "click",
        },
        {
            content: "the third column follows",
            trigger: `${row("address")} .o_crm_convert_result:not(:contains('Tver'))`,
        },
        {
            trigger: ".modal button[name='action_convert']:contains('Convert to Client')",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('was created')",
        },
        {
            content: "the card of the client is open, with his prospect",
            trigger: ".o_form_view button[name='action_view_prospects']:contains('1')",
        },
    ],
});

tours.add("crm_convert_proposed", {
    steps: () => [
        ...OPEN,
        {
            content: "a client is proposed, with what speaks for and against him",
            trigger: ".modal .o_crm_client_card .text-danger-emphasis:contains('birth date')",
        },
        {
            content: "nothing is chosen yet, nothing can be done",
            trigger: ".modal:not(:has(.o_crm_convert_fields)):not(:has(footer button[name='action_convert']))",
        },
        {
            trigger: ".modal .o_crm_client_card:contains('Newman') input",
            run: "click",
        },
        {
            content: "what the card says stays",
            trigger: `${row("address")} .o_crm_convert_result:contains('Omsk')`,
        },
        {
            content: "take the address over",
            trigger: `${row("address")} button[data-choice='take']`,
            run: "click",
        },
        {
            content: "the third column and the warning follow",
            trigger: `${row("address")} .o_crm_convert_result:contains('Tver')`,
        },
        {
            trigger: ".modal .o_crm_convert_overwritten:contains('Address')",
        },
        {
            trigger: ".modal button[name='action_convert']:contains('Overwrite')",
            run: "click",
        },
        {
            content: "it asks once more",
            trigger: ".modal .modal-footer button:contains('Overwrite and Convert'):not([name])",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('Converted to client')",
        },
        {
            content: "the card of the client has the address",
            trigger: ".o_form_view .o_field_widget[name='city'] input:value('Tver')",
        },
    ],
});

tours.add("crm_convert_too_early", {
    steps: () => [
        {
            content: "on the fourth step of five the button is pale",
            trigger: `${BUTTON}[aria-disabled='true']`,
            run: "click",
        },
        {
            content: "and says why",
            trigger: ".o_notification:contains('on the last step')",
        },
        {
            content: "move the application to the last step",
            trigger: ".o_statusbar_status button:contains('Step 5')",
            run: "click",
        },
        {
            content: "now it can be",
            trigger: `${BUTTON}.btn-primary[aria-disabled='false']`,
        },
    ],
});
