# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

# With fewer verdicts a share of them says little.
FEW_VERDICTS = 10


class CrmMatchRule(models.Model):
    """How often people agreed with a rule, beside the confidence it claims."""

    _inherit = "crm.match.rule"

    confirmed_count = fields.Integer(
        "Confirmed Pairs", compute="_compute_measured_confidence"
    )
    rejected_count = fields.Integer(
        "Rejected Pairs", compute="_compute_measured_confidence"
    )
    measured_confidence = fields.Float(
        compute="_compute_measured_confidence",
        aggregator=None,
        help="In percent: confirmed among the pairs that people decided on.",
    )
    measured_text = fields.Char(
        "Measured",
        compute="_compute_measured_confidence",
        help="Confirmed among the pairs of this rule that people decided on.",
    )

    def _compute_measured_confidence(self):
        counts = {
            (rule, verdict): count
            for rule, verdict, count in self.env["crm.match"]._read_group(
                [
                    ("rule_id", "in", self.ids),
                    ("verdict", "in", ("confirmed", "rejected")),
                ],
                ["rule_id", "verdict"],
                ["__count"],
            )
        }
        for rule in self:
            confirmed = counts.get((rule._origin, "confirmed"), 0)
            rejected = counts.get((rule._origin, "rejected"), 0)
            decided = confirmed + rejected
            rule.confirmed_count, rule.rejected_count = confirmed, rejected
            rule.measured_confidence = 100 * confirmed / decided if decided else 0
            rule.measured_text = rule._get_measured_text()

    def _get_measured_text(self):
        """The measured confidence in words, with the numbers behind it."""
        self.ensure_one()
        decided = self.confirmed_count + self.rejected_count
        if not decided:
            return self.env._("no verdicts yet")
        if decided < FEW_VERDICTS:
            return self.env._(
                "too few verdicts: %(confirmed)s of %(decided)s confirmed",
                confirmed=self.confirmed_count,
                decided=decided,
            )
        return self.env._(
            "%(percent)s %% (%(confirmed)s of %(decided)s)",
            percent=f"{self.measured_confidence:.1f}".removesuffix(".0"),
            confirmed=self.confirmed_count,
            decided=decided,
        )

    def action_view_verdicts(self):
        """Open the pairs of this rule that people decided on."""
        self.ensure_one()
        action = self.action_view_matches()
        verdicts = [("verdict", "in", ("confirmed", "rejected"))]
        return {**action, "domain": [("rule_id", "=", self.id), *verdicts]}
