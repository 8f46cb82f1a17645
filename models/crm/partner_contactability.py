# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .res_partner import PROSPECT_USERS


class ResPartner(models.Model):
    """How well a client can be reached, on the card."""

    _inherit = "res.partner"

    contactability_ids = fields.One2many(
        "crm.contactability",
        "partner_id",
        "Contactability Row",
        groups=PROSPECT_USERS,
    )
    contactability_score = fields.Integer(
        "Contactability",
        related="contactability_ids.score",
        groups=PROSPECT_USERS,
        aggregator="avg",
    )
    contactability_place = fields.Integer(
        "Place by Contactability",
        related="contactability_ids.place",
        groups=PROSPECT_USERS,
        aggregator=None,
    )
    contactability_percentile = fields.Float(
        "Percentile by Contactability",
        related="contactability_ids.percentile",
        groups=PROSPECT_USERS,
        aggregator=None,
    )
