// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const field = (name) => `.o_field_widget[name='${name}']`;
const ROW = `${field("contact_point_ids")} .o_data_row`;
const NO_LINKS = "body:not(:has(a[href^='tel:'])):not(:has(a[href^='mailto:']))";

/** A value is masked, is shown by its button, and is hidden by it again. */
function show(place, mask, value) {
    return [
        { content: `${mask} stands for it`, trigger: `${place} .o_crm_masked:contains('${mask}')` },
        { content: "show it", trigger: `${place} .o_crm_unmask`, run: "click" },
        { trigger: `${place} .o_crm_masked:contains('${value}')` },
    ];
}

registry.category("web_tour.tours").add("crm_masked_prospect", {
    steps: () => [
        { trigger: ".o_form_view" },
        { content: "no link to a mask", trigger: NO_LINKS },
        ...show(field("birthdate_date"), "masked", "03/14/1985"),
        ...show(`${ROW}:contains('+7 916')`, "+7 916 ***-**-27", "+7 916 555-01-27"),
        ...show(`${ROW}:contains('@example.org')`, "a***@example.org", "anna@example.org"),
        { content: "still no link", trigger: NO_LINKS },
        {
            content: "hide one again",
            trigger: `${ROW}:contains('@example.org') .o_crm_unmask`,
            run: "click",
        },
        { trigger: `${ROW} .o_crm_masked:contains('a***@example.org')` },
        {
            content: "documents",
            trigger: ".o_notebook a[name='documents']",
            run: "click",
        },
        ...show(`${field("document_ids")} .o_data_row`, "*******456", "4509 123456"),
        {
            content: "another contact is added beside them",
            trigger: ".o_notebook a[name='contacts']",
            run: "click",
        },
        {
            trigger: `${ROW} .o_crm_masked:contains('+7 916 ***-**-27')`,
        },
        {
            trigger: `${field("contact_point_ids")} .o_field_x2many_list_row_add button, ${field("contact_point_ids")} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            trigger: `${field("contact_point_ids")} .o_selected_row [name='value'] input`,
            run: "edit +79165550199",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: `${ROW} .o_crm_masked:contains('+7 916 ***-**-99')` },
        { trigger: ".o_form_saved, body:not(:has(.o_form_dirty))" },
    ],
});

registry.category("web_tour.tours").add("crm_masked_lead", {
    steps: () => [
        { trigger: ".o_form_view" },
        { content: "no link to a mask", trigger: NO_LINKS },
        ...show(field("phone"), "+7 916 ***-**-27", "+7 916 555-01-27"),
        ...show(field("email_from"), "a***@example.org", "anna@example.org"),
        {
            content: "what is masked is not typed over",
            trigger: `body:not(:has(${field("phone")} input)):not(:has(${field("email_from")} input))`,
        },
    ],
});

registry.category("web_tour.tours").add("crm_masked_list", {
    steps: () => [
        {
            content: "a masked birth date is no unknown one",
            trigger: ".o_data_row:contains('Masked') .o_crm_masked:contains('masked')",
        },
        {
            content: "look for a part of a phone",
            trigger: ".o_crm_person_search input",
            run: "edit 5550127",
        },
        {
            content: "why nobody is found",
            trigger: ".o_crm_masks_hint:contains('full value')",
        },
        {
            content: "the search form says so, too",
            trigger: ".o_crm_person_finder",
            run: "click",
        },
        { trigger: ".o_dialog .o_crm_masks_hint:contains('full value')" },
    ],
});

registry.category("web_tour.tours").add("crm_masked_no_right", {
    steps: () => [
        { trigger: `${field("phone")} .o_crm_masked:contains('+7 916 ***-**-27')` },
        { content: "nothing to show it by", trigger: "body:not(:has(.o_crm_unmask))" },
    ],
});
