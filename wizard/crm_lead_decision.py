# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.crm.lead_decision import DECISIONS


class CrmLeadDecision(models.TransientModel):
    """Dialog: what is decided on an application."""

    _name = "crm.lead.decision"
    _description = "Decision on an Application"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    decision = fields.Selection(DECISIONS, required=True)
    terms = fields.Text()

    def action_decide(self):
        """Record the decision on the application."""
        self.ensure_one()
        self.lead_id.action_decide(self.decision, self.terms)
        return {"type": "ir.actions.act_window_close"}
