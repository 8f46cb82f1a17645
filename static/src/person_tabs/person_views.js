// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { registry } from "@web/core/registry";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";
import { PersonTabs } from "./person_tabs";

export class PersonControlPanel extends ControlPanel {
    static template = "crm_prospect.PersonControlPanel";
    static components = { ...ControlPanel.components, PersonTabs };
}

registry
    .category("views")
    .add("crm_person_list", { ...listView, ControlPanel: PersonControlPanel })
    .add("crm_person_kanban", { ...kanbanView, ControlPanel: PersonControlPanel });
