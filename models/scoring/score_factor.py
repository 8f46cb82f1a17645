# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..contact.contact_event import OUTCOMES

# Outcomes that give points: who opted out is told by his status alone.
COUNTED = [outcome for outcome in OUTCOMES if outcome[0] != "opted_out"]
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
    # Counted with forgetting
    **dict.fromkeys(dict(COUNTED), "times"),
}
FACTORS = [
    ("base", "Any Contact"),
    ("sources", "Number of Sources"),
    ("source_weight", "Greatest Weight of a Source"),
    ("usage", "Usage"),
    ("kind", "Kind"),
    ("holders", "People Who Have It"),
    *COUNTED,
    ("age", "Known with this Person since"),
    ("confirmed", "Last Confirmed"),
    ("communicated", "Last Communication"),
    ("number_exists", "Exists by Numbering Plan"),
    ("domain_class", "Kind of Domain"),
    ("role_address", "Role Address"),
    ("unusable", "Cannot Be Used"),
]


# All the words, as whoever makes a version chooses them.
VALUES = [
    ("any", "Any"),
    ("personal", "Personal"),
    ("work", "Work"),
    ("home", "Home"),
    ("mobile", "Mobile"),
    ("fixed", "Landline"),
    ("toll_free", "Toll-free"),
    ("voip", "VoIP"),
    ("other", "Other"),
    ("email", "E-mail"),
    ("messenger", "Messenger"),
    ("public", "Public provider"),
    ("corporate", "Corporate"),
    ("disposable", "Disposable"),
    ("yes", "Yes"),
    ("no", "No"),
    ("unknown", "Not known"),
]


class Bound(fields.Float):
    """A number whose 0 is kept as NULL: the end is open.

    Nothing is less than 0 here, so 0 says the same as an open end.
    """

    def convert_to_column(self, value, record, values=None, validate=True):
        if not value:
            return None
        return super().convert_to_column(value, record, values, validate)


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
    value = fields.Selection(VALUES, help="Of factors that are told by a word.")
    value_choice = fields.Json(compute="_compute_value_choice")
    bound_from = Bound("From", digits=(12, 2), aggregator=None)
    bound_to = Bound(
        "Up to", digits=(12, 2), aggregator=None, help="This number not included."
    )
    unit = fields.Char(compute="_compute_unit")
    points = fields.Integer(required=True, aggregator=None)

    _points_range = models.Constraint(
        "CHECK(points BETWEEN -1000 AND 1000 AND points <> 0)",
        "The points of a factor are between -1000 and 1000, and are not 0.",
    )

    @api.depends("factor")
    def _compute_value_choice(self):
        for line in self:
            words = WORD_FACTORS.get(line.factor)
            line.value_choice = list(words) if words else False

    @api.depends("factor")
    @api.depends_context("lang")
    def _compute_unit(self):
        units = {
            "sources": self.env._("sources"),
            "weight": self.env._("of 100"),
            "people": self.env._("people"),
            "days": self.env._("days"),
            "times": self.env._("times"),
        }
        for line in self:
            line.unit = units.get(NUMBER_FACTORS.get(line.factor))

    @api.onchange("factor")
    def _onchange_factor(self):
        """Whatever the other factor was told by."""
        words = WORD_FACTORS.get(self.factor)
        if words:
            self.update({"bound_from": 0, "bound_to": 0})
        if self.value not in (words or ()):
            self.value = words[0] if words and len(words) == 1 else False
