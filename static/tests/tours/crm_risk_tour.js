// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_risk_tour", {
    steps: () => [
        {
            content: "The application says that its risk is high",
            trigger: ".oe_stat_button:contains(High risk)",
        },
        {
            content: "Open the panel",
            trigger: ".o_notebook .nav-link:contains(Risk)",
            run: "click",
        },
        {
            content: "A period of one's own",
            trigger: ".o_crm_risk_days input:first",
            run: "edit 01/01/2020 && press Enter",
        },
        {
            content: "has a column of its own",
            trigger: ".o_crm_risk_panel th:nth-child(5):contains(1/1/20)",
        },
        {
            content: "Two names on one passport; open them",
            trigger: ".o_crm_risk_panel button[data-key=names]:contains(2)",
            run: "click",
        },
        {
            content: "Both are listed",
            trigger: ".o_list_view .o_data_row:nth-child(2)",
        },
        {
            content: "Back to the application",
            trigger: ".breadcrumb-item:contains(First) a",
            run: "click",
        },
        {
            trigger: ".o_notebook .nav-link:contains(Risk)",
            run: "click",
        },
        {
            content: "Decide",
            trigger: ".o_form_view button:contains(Decide)",
            run: "click",
        },
        {
            trigger: ".modal .o_radio_item:contains(Refused) input",
            run: "click",
        },
        {
            trigger: ".modal button:contains(Record the Decision)",
            run: "click",
        },
        {
            content: "The panel counts the decision at once",
            trigger: ".o_crm_risk_panel button[data-key='decision:refused']:contains(1)",
        },
        {
            trigger: ".o_field_widget[name=decision]:contains(Refused)",
        },
    ],
});

registry.category("web_tour.tours").add("crm_risk_board_tour", {
    steps: () => [
        {
            content: "The card of the board warns, and says of what",
            trigger:
                ".o_kanban_record:contains(First) .o_crm_risk_badge.text-bg-danger:contains(2)",
        },
        {
            content: "Open the application",
            trigger: ".o_kanban_record:contains(First)",
            run: "click",
        },
        {
            content: "and its prospect",
            trigger: ".o_crm_lead_person:visible button[name=action_open_prospect]",
            run: "click",
        },
        {
            trigger: ".o_form_view:has(button[name=action_match]) .o_notebook .nav-link:contains(Risk)",
            run: "click",
        },
        {
            content: "The prospect has the same panel",
            trigger: ".o_crm_risk_panel .o_crm_risk_level.text-bg-danger",
        },
        {
            content: "Open the applications that are counted",
            trigger: ".o_crm_risk_panel button[data-key=applications]:contains(2)",
            run: "click",
        },
        {
            content: "Both are listed",
            trigger: ".o_list_view .o_data_row:nth-child(2)",
        },
    ],
});
