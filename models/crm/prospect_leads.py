# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmProspect(models.Model):
    """The applications of a prospect."""

    _inherit = "crm.prospect"

    # Also those that were lost, which Odoo archives.
    lead_ids = fields.One2many(
        "crm.lead", "prospect_id", "Applications", context={"active_test": False}
    )
    application_count = fields.Integer(compute="_compute_application_count")

    @api.depends("lead_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_application_count(self):
        """As many as the user may read."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        counts = {}
        if leads.has_access("read"):
            counts = dict(
                leads._read_group(
                    [("prospect_id", "in", self.ids)], ["prospect_id"], ["__count"]
                )
            )
        for prospect in self:
            prospect.application_count = counts.get(prospect._origin, 0)

    def action_view_applications(self):
        """Open the applications of this prospect, lost ones included."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Applications"),
            "res_model": "crm.lead",
            "views": [(False, "list"), (False, "form")],
            "domain": [("prospect_id", "=", self.id)],
            "context": {
                "active_test": False,
                "default_prospect_id": self.id,
                # Else a new one names nobody in the lists and on the board.
                "default_contact_name": self.name,
            },
        }
