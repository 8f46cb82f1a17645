// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_prospect_funnel", {
    steps: () => [
        {
            content: "Two came as far as the second step",
            trigger:
                ".o_crm_funnel tr[data-name='Step 1'] .o_crm_funnel_count:contains(2)",
            run: "click",
        },
        {
            content: "The lost one is among them",
            trigger: ".o_list_view .o_data_row:contains(Lost one)",
        },
        {
            content: "Back to the funnel",
            trigger: ".breadcrumb-item:contains(Funnel) a",
            run: "click",
        },
        {
            content: "Who stands there now",
            trigger: ".o_crm_funnel tr[data-name='Step 1'] .btn-link:contains(1)",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:contains(Lost one)) .o_data_row:contains(Open one)",
        },
        {
            trigger: ".breadcrumb-item:contains(Funnel) a",
            run: "click",
        },
        {
            content: "Another time",
            trigger: ".o_crm_funnel tr[data-kind=application]",
        },
        {
            trigger: ".o_searchview_facet:contains(90) .o_facet_remove",
            run: "click",
        },
        {
            trigger: ".o_crm_funnel tr[data-name='Step 0'] .o_crm_funnel_count:contains(3)",
        },
        {
            content: "Nobody of mine: help instead of an empty picture",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(Mine)",
            run: "click",
        },
        {
            trigger: ".o_view_nocontent:contains(Nobody came)",
        },
    ],
});
