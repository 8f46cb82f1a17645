# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

STATES = [
    ("waiting", "Waiting"),
    ("running", "Running"),
    ("done", "Done"),
    ("stopped", "Stopped"),
    ("failed", "Failed"),
]


class CrmContactScoreRun(models.Model):
    """One scoring of everybody: when, how many, how far."""

    _name = "crm.contact.score.run"
    _description = "Scoring Run"
    _order = "id desc"

    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    started_at = fields.Datetime(readonly=True)
    ended_at = fields.Datetime(readonly=True)
    phase = fields.Char(readonly=True)
    # Highest id that is done in this phase
    position = fields.Integer(readonly=True)
    error = fields.Text(readonly=True)
