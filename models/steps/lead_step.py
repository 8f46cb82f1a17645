# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

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

    # Ids, and no many2one: figures outlive the application, and Odoo would tell its
    # name to whoever had it once.
    lead_id = fields.Integer(
        "Application", required=True, readonly=True, aggregator=None
    )
    stage_id = fields.Many2one(
        "crm.stage", readonly=True, index="btree_not_null", ondelete="set null"
    )
    # Of a stage that was deleted since
    stage_name = fields.Char("Deleted Stage", readonly=True)
    stage_sequence = fields.Integer(
        readonly=True, help="Where the deleted stage stood among the others."
    )
    # Of an application that was deleted, or merged into another one, since
    prospect_id = fields.Integer(
        "Prospect of the Deleted Application",
        readonly=True,
        aggregator=None,
        index="btree_not_null",
    )
    # Whose it was in those days
    team_id = fields.Many2one(
        "crm.team", "Sales Team", readonly=True, ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, ondelete="set null"
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    # Who has the credit for what happened on a day, whoever has the lead later
    credit_team_id = fields.Many2one(
        "crm.team",
        readonly=True,
        ondelete="set null",
        help="The first sales team that had it on this step.",
    )
    credit_user_id = fields.Many2one(
        "res.users",
        "Credited to",
        readonly=True,
        ondelete="set null",
        help="Who was the first to be responsible for it on this step.",
    )
    date_came = fields.Datetime(
        "Application Came on", required=True, readonly=True, index=True
    )
    date_start = fields.Datetime("Step Began on", required=True, readonly=True)
    date_end = fields.Datetime(
        "Step Ended on", readonly=True, help="Empty: it is standing on this step."
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
    # And begins once: its history is read once, however many read it.
    _one_first = models.UniqueIndex(
        "(lead_id) WHERE is_first", "An application begins once."
    )
    _of_lead = models.Index("(lead_id)")
    # What came and was finished in a few days, among many years.
    _came = models.Index("(date_start) WHERE is_first")
    _finished = models.Index("(date_finish) WHERE finish IS NOT NULL")
    # The few without a stage: theirs were deleted.
    _stageless = models.Index("(stage_name, stage_sequence) WHERE stage_id IS NULL")

    @api.depends("stage_id.name", "stage_name")
    def _compute_display_name(self):
        for step in self:
            step.display_name = step.sudo().stage_id.name or step.stage_name
