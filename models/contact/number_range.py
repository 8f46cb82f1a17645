# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmNumberRange(models.Model):
    """Numbers given out to one operator, in E.164.

    Both ends have the same length, so that they compare as text in the order of bytes.
    """

    _name = "crm.number.range"
    _description = "Number Range"
    _log_access = False
    _order = "number_from"
    _rec_name = "number_from"

    plan_id = fields.Many2one(
        "crm.number.plan", required=True, index=True, ondelete="cascade"
    )
    number_from = fields.Char("From", required=True)
    number_to = fields.Char("To", required=True)
    operator = fields.Char(help="A hint: subscribers take their numbers along.")
    region = fields.Char()
    territory = fields.Char()

    _number_from = models.Index('(number_from COLLATE "C")')
    _ends = models.Constraint(
        """CHECK(length(number_from) = length(number_to)
        AND number_from COLLATE "C" <= number_to COLLATE "C")""",
        "A range ends where it begins, or after.",
    )
