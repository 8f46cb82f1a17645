# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

# Factors whose value is a word; the words are told with each.
WORD_FACTORS = {
    "base": ("any",),
    "usage": ("personal", "work", "home"),
    "kind": (
        "mobile",
        "fixed",
        "toll_free",
        "voip",
        "other",
        "email",
        "messenger",
    ),
    "number_exists": ("yes", "no", "unknown"),
    "domain_class": ("public", "corporate", "disposable"),
    "role_address": ("yes",),
    "unusable": ("yes",),
}
# Factors whose value is a number, with its unit.
NUMBER_FACTORS = {
    "sources": "sources",
    "source_weight": "weight",
    "holders": "people",
    "age": "days",
    "confirmed": "days",
    "communicated": "days",
    # Outcomes, each counted with forgetting
    "reached": "times",
    "no_answer": "times",
    "busy": "times",
    "wrong_person": "times",
    "not_in_service": "times",
    "bounced": "times",
    "opened": "times",
    "clicked": "times",
    "replied": "times",
}
FACTORS = [
    ("base", "Any Contact"),
    ("sources", "Number of Sources"),
    ("source_weight", "Greatest Weight of a Source"),
    ("usage", "Usage"),
    ("kind", "Kind"),
    ("holders", "People Who Have It"),
    ("reached", "Reached"),
    ("no_answer", "No Answer"),
    ("busy", "Busy"),
    ("wrong_person", "Wrong Person"),
    ("not_in_service", "Not in Service"),
    ("bounced", "Bounced"),
    ("opened", "Opened"),
    ("clicked", "Clicked"),
    ("replied", "Replied"),
    ("age", "Known with this Person since"),
    ("confirmed", "Last Confirmed"),
    ("communicated", "Last Communication"),
    ("number_exists", "Exists by Numbering Plan"),
    ("domain_class", "Kind of Domain"),
    ("role_address", "Role Address"),
    ("unusable", "Cannot Be Used"),
]


class CrmContactScoreFactor(models.Model):
    """Points of one bucket of one factor.

    A number falls into the bucket when from <= number < to, blank ends are open. What
    is not known falls into no bucket: blank gives no points.
    """

    _name = "crm.contact.score.factor"
    _description = "Scoring Factor"
    _order = "sequence, id"
    _rec_name = "factor"

    model_id = fields.Many2one(
        "crm.contact.score.model", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    factor = fields.Selection(FACTORS, required=True)
    value = fields.Char(help="Of factors that are told by a word.")
    bound_from = fields.Float("From", digits=(12, 2))
    bound_to = fields.Float("To", digits=(12, 2))
    points = fields.Integer(required=True)

    _points_range = models.Constraint(
        "CHECK(points BETWEEN -1000 AND 1000)",
        "The points of a factor are between -1000 and 1000.",
    )
