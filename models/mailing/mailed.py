# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmMailed(models.AbstractModel):
    """Records that letters are written to: from a list, or from a card."""

    _name = "crm.mailed"
    _description = "Written to by Mailings"

    def action_write_letter(self):
        """Open the draft of a letter to these records.

        The web client names so many ids at most when a whole list is chosen. Then its
        domain is taken instead.

        :raise UserError: nobody is set as the sender, or too many are chosen
        :raise AccessError: the user may not read them, or not write to so many
        """
        records = self
        if len(self) >= self._get_ids_limit() and "active_domain" in self.env.context:
            records = self.search(Domain(self.env.context["active_domain"]))
        mailing = self.env["crm.mailing"]._make(records)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter"),
            "res_model": mailing._name,
            "res_id": mailing.id,
            "views": [(False, "form")],
        }

    @api.model
    def _get_ids_limit(self):
        return self.env["res.partner"]._get_ids_limit()


class CrmLead(models.Model):
    """Applications are written to."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.mailed"]


class CrmProspect(models.Model):
    """Prospects are written to."""

    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.mailed"]
