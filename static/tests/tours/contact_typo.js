// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

const row = (value) => `[name='contact_point_ids'] .o_data_row:contains(${value})`;

registry.category("web_tour.tours").add("crm_prospect_contact_typo", {
    steps: () => [
        {
            trigger: `${row("first@gmial.com")}:contains(first@gmail.com)`,
        },
        {
            trigger: `${row("first@gmial.com")} button:contains(Use it)`,
            run: "click",
        },
        {
            trigger: `${row("first@gmail.com")}:not(:has(.o_contact_suggestion))`,
        },
        {
            trigger: `${row("second@yadnex.ru")} button:contains(No)`,
            run: "click",
        },
        {
            trigger: `${row("second@yadnex.ru")}:not(:has(.o_contact_suggestion))`,
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
