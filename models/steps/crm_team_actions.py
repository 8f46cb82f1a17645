# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmTeam(models.Model):
    """What a team has to do today, on its card."""

    _inherit = "crm.team"

    action_today_count = fields.Integer(
        "Actions Today", compute="_compute_action_counts"
    )
    action_overdue_count = fields.Integer(
        "Overdue Actions", compute="_compute_action_counts"
    )

    @api.depends_context("uid", "su", "allowed_company_ids", "tz")
    def _compute_action_counts(self):
        """Those that the user sees."""
        counts = self.env["mail.activity"]._count_crm_actions()
        for team in self:
            today, overdue = counts.get(team.id, (0, 0))
            team.action_today_count = today
            team.action_overdue_count = overdue

    def action_view_actions(self):
        """Open the actions of this team that are due."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_action_today_action"
            ),
            "context": {"search_default_crm_team_id": self.id, "force_search_count": 1},
        }
