// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { useExternalListener } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/** The search form: Enter in a text field presses Find. */
class PersonFinderController extends FormController {
    setup() {
        super.setup();
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
    }

    async onKeydown(ev) {
        const root = this.rootRef.el;
        // A list of choices takes Enter for itself.
        const isText =
            ev.target.matches("input:is([type='text'], [type='radio'], :not([type]))") &&
            !ev.target.closest(".o_field_many2one, .o_field_many2one_avatar_user") &&
            !ev.target.closest(".o_field_daterange");
        if (ev.key !== "Enter" || !root?.contains(ev.target) || !isText) {
            return;
        }
        ev.preventDefault();
        // What is being typed becomes the value of the field first.
        ev.target.dispatchEvent(new Event("change", { bubbles: true }));
        const button = root
            .closest(".modal-content")
            ?.querySelector("button[name='action_find']");
        button?.click();
    }
}

registry
    .category("views")
    .add("crm_person_finder", { ...formView, Controller: PersonFinderController });
