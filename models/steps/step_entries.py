# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The step log: notes are messages, actions are activities, nothing is stored twice.

Each keeps the step it was made on, whatever becomes of the stage and of the lead.
"""

from odoo import fields, models

PRIORITIES = [("0", "Low"), ("1", "Medium"), ("2", "High")]


class MailMessage(models.Model):
    """A note of the step log, or what tells that an action was done."""

    _inherit = "mail.message"

    crm_step_id = fields.Many2one(
        "crm.lead.step", "Step", index="btree_not_null", ondelete="set null"
    )
    crm_activity_id = fields.Many2one(
        "mail.activity",
        "Done Action",
        index="btree_not_null",
        ondelete="set null",
        help="The action whose end this message tells.",
    )


class MailActivity(models.Model):
    """An action of the step log."""

    _inherit = "mail.activity"

    crm_step_id = fields.Many2one(
        "crm.lead.step", "Step", index="btree_not_null", ondelete="set null"
    )
    priority = fields.Selection(PRIORITIES, default="0")
