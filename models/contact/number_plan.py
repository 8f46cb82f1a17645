# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmNumberPlan(models.Model):
    """A register of the numbers that were given out, replaced as a whole.

    It says "exists" of a number in one of its ranges, and "does not exist" of any other
    number that begins with its prefix.
    """

    _name = "crm.number.plan"
    _description = "Numbering Plan"
    _order = "prefix, id"

    name = fields.Char(required=True)
    country_id = fields.Many2one("res.country", required=True, ondelete="restrict")
    prefix = fields.Char(
        "Numbers Beginning with",
        required=True,
        help="All numbers that begin like this are told by this register, for example"
        " +79 by the register of Russian mobile numbers.",
    )
    file_date = fields.Date("As of", required=True, default=fields.Date.context_today)
    range_ids = fields.One2many("crm.number.range", "plan_id", "Ranges")

    _prefix_unique = models.Constraint(
        "UNIQUE(prefix)", "There is a register of these numbers already."
    )
    _prefix_format = models.Constraint(
        "CHECK(prefix ~ '^[+][0-9]{1,14}$')",
        "The beginning of numbers is written like +79.",
    )
