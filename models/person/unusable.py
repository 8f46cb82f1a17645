# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...tools.reasons import REASONS


class CrmPersonUnusable(models.AbstractModel):
    """A value that cannot be used is kept with the reason, and never matches."""

    _name = "crm.person.unusable"
    _description = "Value that may be Unusable"

    unusable_reason = fields.Selection(
        list(REASONS.items()),
        compute="_compute_normalized",
        store=True,
        precompute=True,
        help="Why this value is kept but never used to recognise a person.",
    )

    def _compute_normalized(self):
        raise NotImplementedError
