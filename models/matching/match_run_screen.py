# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmMatchRun(models.Model):
    """How runs are called on screens, and the buttons that start them."""

    _inherit = "crm.match.run"

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for run in self:
            run.display_name = kinds.get(run.kind, "")

    def action_start_incremental(self):
        """Match what changed, and show the run."""
        return self.browse(self.start("incremental"))._action_open()

    def action_start_full(self):
        """Match everybody, and show the run."""
        return self.browse(self.start("full"))._action_open()

    def _action_open(self):
        """Window action that shows this run."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Match Run"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
