// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const LOG = ".o_crm_step_log";
const ENTRY = `${LOG} .o_crm_step_entry`;
const TEXT = ".o_crm_step_form textarea";

registry.category("web_tour.tours").add("crm_prospect_step_log", {
    steps: () => [
        {
            content: "what was written before is there",
            trigger: `${ENTRY}[data-kind='note']:contains('Old note'):contains('Tour Begin')`,
        },
        {
            content: "the chatter is there",
            trigger: ".o-mail-Message:contains('Old note')",
        },
        {
            content: "write a note",
            trigger: TEXT,
            run: "edit First note",
        },
        {
            content: "save by the keyboard",
            trigger: TEXT,
            run: "press ctrl+Enter",
        },
        {
            content: "it is on top",
            trigger: `${LOG} section:first .o_crm_step_entry:first:contains('First note')`,
        },
        {
            content: "the chatter has it",
            trigger: ".o-mail-Message:contains('First note')",
        },
        {
            content: "move to the next step",
            trigger: ".o_statusbar_status button:contains('Tour End')",
            run: "click",
        },
        {
            content: "the tab of the step is marked",
            trigger: `${LOG} button:contains('Tour End') .fa-map-marker`,
        },
        {
            content: "plan an action",
            trigger: ".o_crm_step_toggle",
            run: "click",
        },
        {
            content: "choose a type",
            trigger: ".o_crm_step_action .o_field_widget input, .o_crm_step_action input:first",
            run: "edit Call",
        },
        {
            content: "it is a call",
            trigger: ".o-autocomplete--dropdown-item:contains('Call')",
            run: "click",
        },
        {
            content: "what is to be done; the type stays",
            trigger: TEXT,
            run: "edit Call the owner",
        },
        {
            content: "save",
            trigger: ".o_crm_step_save:contains('Plan action')",
            run: "click",
        },
        {
            content: "it is open, on the next step",
            trigger: `${ENTRY}[data-kind='open']:contains('Call the owner'):contains('Tour End')`,
        },
        {
            content: "the chatter plans it",
            trigger: ".o-mail-Activity:contains('Call the owner')",
        },
        {
            content: "only what was on the first step",
            trigger: `${LOG} .o_crm_step_tabs button:contains('Tour Begin')`,
            run: "click",
        },
        {
            content: "the action is not there",
            trigger: `${LOG}:has(.o_crm_step_entry:contains('First note')):not(:has([data-kind='open']))`,
        },
        {
            content: "everything again",
            trigger: `${LOG} button[data-stage='all']`,
            run: "click",
        },
        {
            content: "done in the log",
            trigger: `${ENTRY}[data-kind='open'] .o_crm_step_finish`,
            run: "click",
        },
        {
            content: "it is done",
            trigger: `${ENTRY}[data-kind='done']:contains('Call the owner'):contains('Tour End')`,
        },
        {
            content: "the chatter tells it",
            trigger: ".o-mail-Thread:contains('Call done')",
        },
        {
            content: "it was not",
            trigger: `${ENTRY}[data-kind='done'] .o_crm_step_reopen`,
            run: "click",
        },
        {
            content: "it is open again",
            trigger: `${ENTRY}[data-kind='open']:contains('Call the owner')`,
        },
        {
            content: "and planned in the chatter",
            trigger: ".o-mail-Activity:contains('Call the owner')",
        },
        {
            content: "write a note in the chatter",
            trigger: "button.o-mail-Chatter-logNote",
            run: "click",
        },
        {
            content: "its text",
            trigger: ".o-mail-Composer-input",
            run: "edit By chatter",
        },
        {
            content: "log it",
            trigger: ".o-mail-Composer button[aria-label='Log']:enabled, .o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            content: "the log has it",
            trigger: `${ENTRY}[data-kind='note']:contains('By chatter'):contains('Tour End')`,
        },
        {
            content: "edit a note",
            trigger: `${ENTRY}:contains('First note') .o_crm_step_edit`,
            run: "click",
        },
        {
            content: "other words",
            trigger: `${ENTRY} textarea`,
            run: "edit Second thoughts",
        },
        {
            content: "save them",
            trigger: ".o_crm_step_save_note",
            run: "click",
        },
        {
            content: "they are in the log",
            trigger: `${ENTRY}:contains('Second thoughts')`,
        },
        {
            content: "delete the old note",
            trigger: `${ENTRY}:contains('Old note') .o_crm_step_delete`,
            run: "click",
        },
        {
            content: "confirm",
            trigger: ".modal button:contains('Delete')",
            run: "click",
        },
        {
            content: "it is gone",
            trigger: `${LOG}:not(:contains('Old note'))`,
        },
    ],
});
