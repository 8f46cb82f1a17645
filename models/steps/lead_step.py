# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..lean_fields import PlainMany2one

FINISHES = [("won", "Won"), ("lost", "Lost")]


class CrmLeadStep(models.Model):
    """The stay of an application on a stage, from one move to the next.

    What happened stays as it was: a lead that is lost, moved back, merged or deleted
    later changes no stay of earlier days. Written by :class:`crm.lead` alone.
    """

    _name = "crm.lead.step"
    _description = "Step of an Application"
    _order = "date_start desc, id desc"
    _log_access = False

    # No foreign key: figures outlive the application.
    lead_id = PlainMany2one("crm.lead", "Application", required=True, readonly=True)
    stage_id = fields.Many2one(
        "crm.stage", readonly=True, index="btree_not_null", ondelete="set null"
    )
    stage_name = fields.Char(
        "Deleted Stage", readonly=True, help="Name of a stage that was deleted since."
    )
    # Whose it was in those days
    team_id = fields.Many2one(
        "crm.team", "Sales Team", readonly=True, ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, ondelete="set null"
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    date_start = fields.Datetime("Came on", required=True, readonly=True)
    date_end = fields.Datetime(
        "Left on", readonly=True, help="Empty: it is standing on this step."
    )
    is_first = fields.Boolean(
        "First Step", readonly=True, help="The application began with this step."
    )
    finish = fields.Selection(
        FINISHES,
        readonly=True,
        help="How the application was finished here, if it was.",
    )
    date_finish = fields.Datetime("Finished on", readonly=True)

    # An application stands on one step at most.
    _one_open = models.UniqueIndex(
        "(lead_id) WHERE date_end IS NULL",
        "An application stands on one step only.",
    )
    _of_lead = models.Index("(lead_id)")

    @api.depends("stage_id.name", "stage_name")
    def _compute_display_name(self):
        for step in self:
            step.display_name = step.sudo().stage_id.name or step.stage_name
