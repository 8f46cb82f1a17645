# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmMatch(models.Model):
    """A pair seen from one of its prospects, and why it is a pair."""

    _inherit = "crm.match"

    counterpart_id = fields.Many2one(
        "crm.prospect",
        "Matched Prospect",
        compute="_compute_counterpart_id",
        help="The other prospect, seen from the one whose form is open.",
    )

    @api.depends("prospect_id", "other_prospect_id")
    @api.depends_context("match_of")
    def _compute_counterpart_id(self):
        seen_from = self.env.context.get("match_of")
        for match in self:
            other = match.other_prospect_id
            seen_from_other = other and other.id == seen_from
            match.counterpart_id = match.prospect_id if seen_from_other else other

    def action_explain(self):
        """Open the dialog that says why these two are, or are not, one person."""
        self.ensure_one()
        return self.prospect_id._open_explanation(
            self.partner_id or self.other_prospect_id
        )
