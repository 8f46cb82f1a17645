// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const OPEN = {
    content: "open the dialog",
    trigger: ".o_statusbar_buttons button[name='action_copy_from']",
    run: "click",
};
const line = (field) => `.modal .o_crm_value_choice[data-field='${field}']`;

const CHOOSE = [
    {
        content: "nobody is chosen yet",
        trigger: ".modal:contains('Choose whom to copy from')",
    },
    {
        content: "look for the person by phone",
        trigger: ".modal .o_field_widget[name='source_prospect_id'] input",
        run: "edit 916 555",
    },
    {
        trigger: ".o-autocomplete--dropdown-item:contains('Touring Anna')",
        run: "click",
    },
];

registry.category("web_tour.tours").add("crm_copy_from", {
    steps: () => [
        OPEN,
        ...CHOOSE,
        {
            content: "choose the name",
            trigger: `${line("name")} button[data-choice='take']`,
            run: "click",
        },
        {
            content: "it is shown at once",
            trigger: `${line("name")} .o_crm_value_result:contains('Touring Anna')`,
        },
        {
            content: "leave without saving",
            trigger: ".modal button[special='cancel'], .modal .btn-close",
            run: "click",
        },
        {
            content: "nothing was saved",
            trigger: "body:not(:has(.modal)):not(:contains('Touring Anna'))",
        },
        OPEN,
        ...CHOOSE,
        {
            content: "everything that is empty",
            trigger: ".modal button[name='action_choose_empty']",
            run: "click",
        },
        {
            trigger: `${line("birthdate_date")} button[data-choice='take'].btn-primary`,
        },
        {
            content: "but not the birth date",
            trigger: `${line("birthdate_date")} button[data-choice='keep']`,
            run: "click",
        },
        {
            content: "append the comment",
            trigger: `${line("comment")} button[data-choice='append']`,
            run: "click",
        },
        {
            content: "both comments are shown",
            trigger: `${line("comment")} .o_crm_value_result:contains('Wants a car'):contains('Call after six')`,
        },
        {
            content: "the phone will be added",
            trigger:
                ".modal .o_crm_copy_item[data-kind='phone']:contains('555-01-27'):contains('will be added')",
        },
        {
            trigger: ".modal footer button[name='action_copy']",
            run: "click",
        },
        {
            content: "the application says who it is from",
            trigger:
                "body:not(:has(.modal)) .o_form_view .o_field_widget[name='phone'] input:value('555')",
        },
    ],
});
