# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLead(models.Model):
    """Applications of hidden clients: neither counted nor made."""

    _inherit = "crm.lead"

    @api.depends_context("uid")
    def _compute_potential_lead_duplicates(self):
        result = super()._compute_potential_lead_duplicates()
        if self._hides_clients():
            seen = self.env.user._get_seen_partner_domain("partner_id.")
            for lead in self:
                others = (lead.duplicate_lead_ids - lead).sudo().filtered_domain(seen)
                lead.duplicate_lead_ids = others.with_env(self.env) + lead
                lead.duplicate_lead_count = len(others)
        return result

    def write(self, vals):
        if vals.get("partner_id"):
            # An id, or a record as code may give it.
            ids = self._fields["partner_id"].convert_to_cache(vals["partner_id"], self)
            self.env["res.partner"].browse(ids)._check_not_hidden()
        return super().write(vals)


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    hidden_client_note = fields.Char(compute="_compute_hidden_client_note")

    @api.depends("lead_id", "action")
    @api.depends_context("uid")
    def _compute_hidden_client_note(self):
        tells = self._hides_clients() and self.env["crm.prospect"]._tells_hidden()
        for wizard in self:
            wizard.hidden_client_note = (
                tells
                and wizard.action == "create"
                and wizard.lead_id
                and wizard.lead_id._is_of_hidden_client()
                and self.env._(
                    "A client matches this application. No customer is created:"
                    " it is converted without one."
                )
            )
