# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmMatchExplain(models.TransientModel):
    """Dialog: why a prospect and somebody else are, or are not, one person."""

    _name = "crm.match.explain"
    _description = "Why / Why Not"

    prospect_id = fields.Many2one("crm.prospect", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner",
        "Client",
        domain="[('is_client', '=', True)]",
        ondelete="cascade",
    )
    other_prospect_id = fields.Many2one(
        "crm.prospect", domain="[('id', '!=', prospect_id)]", ondelete="cascade"
    )
    # Values of people stand in it: QWeb has escaped them. `open` of a folded rule is
    # no attribute that the sanitizer knows.
    explanation = fields.Html(compute="_compute_explanation", sanitize_attributes=False)

    @api.depends("prospect_id", "partner_id", "other_prospect_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_explanation(self):
        for dialog in self:
            other = dialog.partner_id or dialog.other_prospect_id
            dialog.explanation = dialog._render_explanation(other) if other else False

    def _render_explanation(self, other):
        """The page about the prospect and the client or prospect `other`."""
        self.ensure_one()
        report = self.env["report.crm_prospect.report_match_explain"]
        return self.env["ir.qweb"]._render(
            "crm_prospect.match_explain_body",
            {"page": report._get_page(self.prospect_id._origin, other._origin)},
        )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.other_prospect_id = False

    @api.onchange("other_prospect_id")
    def _onchange_other_prospect_id(self):
        if self.other_prospect_id:
            self.partner_id = False

    def action_print(self):
        """Print what the dialog shows, with all rules unfolded."""
        self.ensure_one()
        if not (self.partner_id or self.other_prospect_id):
            raise UserError(self.env._("Choose whom to compare the prospect with."))
        report = self.env.ref("crm_prospect.match_explain_dialog_report")
        return report.report_action(self, config=False)
