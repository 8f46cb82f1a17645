# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# Without these parts there is nothing to compare.
PARTS = {"name": ("lastname", "firstname")}
# Of a value; the rest is only for comparing.
SHOWN = ("text", "same", "read_as", "unusable", "generic")


class CrmMatchExplainCondition(models.AbstractModel):
    """One condition of a rule on one pair: both values and the outcome in words."""

    _name = "crm.match.explain.condition"
    _description = "Condition on a Pair"

    @api.model
    def _explain(self, condition, fact, values, owner):
        """Both values and the outcome.

        :param condition: a `crm.match.condition`
        :param bool fact: what the engine says: whether it holds
        :param values: of both sides, as :meth:`CrmMatchExplainValues._of_pair` gives
        :param owner: who the other is: `partner_id` or `prospect_id`
        """
        types = condition.document_type_ids.ids
        left, right = (
            [v for v in side if not types or v.get("type") in types]
            for side in values.get(condition.attribute, ([], []))
        )
        blank = self._blank_side(condition.attribute, left, right, values)
        outcome = self._outcome(condition, fact, blank)
        return {
            "id": condition.id,
            "attribute": condition.attribute,
            "comparison": condition.comparison,
            "label": condition._in_words(),
            "left": self._shown(left),
            "right": self._shown(right),
            "outcome": outcome,
            "text": self._text(condition, outcome, blank, owner),
        }

    @api.model
    def _shown(self, values):
        """Values as they leave the house: without what is only for comparing."""
        return [{key: value[key] for key in SHOWN} for value in values]

    @api.model
    def _blank_side(self, attribute, left, right, values):
        """Which side has nothing to compare: left, right, both or none (empty)."""
        if attribute in PARTS:
            sides = [
                all(
                    any(map(self._counts, values[part][n])) for part in PARTS[attribute]
                )
                for n in (0, 1)
            ]
        else:
            sides = [any(map(self._counts, side)) for side in (left, right)]
        return {
            (True, True): "",
            (False, True): "left",
            (True, False): "right",
            (False, False): "both",
        }[tuple(sides)]

    @api.model
    def _counts(self, value):
        """Whether a value is compared at all."""
        return bool(value["key"]) and not value["generic"] and not value["unusable"]

    @api.model
    def _outcome(self, condition, fact, blank):
        """`fits`, `against`, `missing` or `differs`."""
        if condition.comparison == "different":
            return "against" if fact else "fits"
        if fact:
            return "fits"
        if blank:
            return "missing"
        guard = condition.comparison == "not_contradicting"
        return "against" if guard else "differs"

    @api.model
    def _text(self, condition, outcome, blank, owner):
        """The outcome in words."""
        attribute = condition._attribute_label()
        reasons = self.env["crm.match.reasons"]
        if outcome == "missing":
            return reasons._words_missing(blank, attribute, owner)
        if outcome == "differs":
            return self.env._("does not fit")
        exception = condition.comparison == "different"
        if outcome == "against":
            if exception:
                return self.env._("an exception: it is only proposed")
            return self.env._("contradicts")
        if exception:
            return self.env._("no exception")
        if blank and condition.comparison == "not_contradicting":
            missing = reasons._words_missing(blank, attribute, owner)
            return self.env._("does not contradict (%(missing)s)", missing=missing)
        return self.env._("fits")
