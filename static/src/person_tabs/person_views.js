// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { registry } from "@web/core/registry";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";
import { PersonSearchModel } from "./person_search_model";
import { PersonTabs } from "./person_tabs";

export class PersonControlPanel extends ControlPanel {
    static template = "crm_prospect.PersonControlPanel";
    static components = { ...ControlPanel.components, PersonTabs };
}

const withTabs = {
    ControlPanel: PersonControlPanel,
    SearchModel: PersonSearchModel,
};

registry
    .category("views")
    .add("crm_person_list", { ...listView, ...withTabs })
    .add("crm_person_kanban", { ...kanbanView, ...withTabs })
    .add("crm_lead_kanban", { ...crmKanbanView, ...withTabs });
