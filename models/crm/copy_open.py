# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmCopyCard(models.AbstractModel):
    """The button of the cards."""

    _inherit = "crm.copy.card"

    def action_copy_from(self):
        """Open the dialog that copies values of another card to this one.

        :return: action
        """
        self.ensure_one()
        self.check_access("write")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_copy_action"
            ),
            "context": {
                "default_target_model": self._name,
                "default_target_id": self.id,
                "dialog_size": "extra-large",
            },
        }


class CrmLead(models.Model):
    """An application is chosen by whose it is, too: name, phone, e-mail, reference."""

    _inherit = "crm.lead"

    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if not (self.env.context.get("find_person") and operator == "ilike" and value):
            return domain
        domains = (Domain(domain), Domain("person_search", operator, value))
        # Each by an index of its own.
        return self.env["crm.person.index"]._any_of(
            [self._search(domain, active_test=False).select() for domain in domains]
        )

    @api.depends("contact_name")
    @api.depends_context("find_person")
    def _compute_display_name(self):
        """A choice tells applications of one name apart by who left them."""
        result = super()._compute_display_name()
        if self.env.context.get("find_person"):
            for lead in self.filtered("contact_name"):
                lead.display_name = f"{lead.display_name} · {lead.contact_name}"
        return result
