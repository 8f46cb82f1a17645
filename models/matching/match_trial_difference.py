# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .match import VERDICTS

KINDS = [
    ("gained_link", "Newly linked"),
    ("lost_link", "Not linked any more"),
    ("gained_proposal", "Newly proposed"),
    ("lost_proposal", "Not proposed any more"),
    ("ambiguous", "Newly ambiguous prospects"),
    ("unambiguous", "Prospects no longer ambiguous"),
    ("other_rule", "Found by another rule"),
]
# These are of prospects, the others of pairs.
AMBIGUITIES = ("ambiguous", "unambiguous")


class CrmMatchTrialDifference(models.Model):
    """How many pairs of one kind would change, with a sample of them."""

    _name = "crm.match.trial.difference"
    _description = "Difference Made by a Rule"
    _log_access = False
    _order = "trial_id, id"
    _rec_name = "kind"

    trial_id = fields.Many2one(
        "crm.match.trial", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, "Difference", required=True)
    count = fields.Integer("Found", help="Among the prospects that were tried.")
    estimate = fields.Integer(
        "Whole Base",
        compute="_compute_estimate",
        help="What was found, extrapolated from the share of prospects tried.",
    )
    pair_ids = fields.One2many("crm.match.trial.pair", "difference_id", "Sample")

    @api.depends("count", "trial_id.share")
    def _compute_estimate(self):
        for difference in self:
            share = difference.trial_id.share or 100
            difference.estimate = round(difference.count * 100 / share)

    def action_view_pairs(self):
        """Open the sample of the pairs that would change this way."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": kinds[self.kind],
            "res_model": "crm.match.trial.pair",
            "views": [(False, "list")],
            "domain": [("difference_id", "=", self.id)],
        }


class CrmMatchTrialPair(models.Model):
    """One pair that would change: ids only, and gone with either of the persons."""

    _name = "crm.match.trial.pair"
    _inherit = ["crm.client.seen"]
    _description = "Pair Changed by a Rule"
    _log_access = False
    _order = "rank, id"
    _rec_name = "prospect_id"

    difference_id = fields.Many2one(
        "crm.match.trial.difference", required=True, index=True, ondelete="cascade"
    )
    # Of many pairs those with the lowest are kept: by chance, not the oldest people.
    rank = fields.Integer()
    prospect_id = fields.Many2one(
        "crm.prospect", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Client", index="btree_not_null", ondelete="cascade"
    )
    other_prospect_id = fields.Many2one(
        "crm.prospect", index="btree_not_null", ondelete="cascade"
    )
    verdict_before = fields.Selection(VERDICTS, "Now")
    rule_before_id = fields.Many2one(
        "crm.match.rule", "Rule Now", ondelete="set null", index="btree_not_null"
    )
    verdict_after = fields.Selection(VERDICTS, "Then")
    rule_after_id = fields.Many2one(
        "crm.match.rule", "Rule Then", ondelete="set null", index="btree_not_null"
    )

    def action_open_prospect(self):
        """Open the prospect of the pair."""
        return self._open(self.prospect_id)

    def action_open_other(self):
        """Open the client, or the other prospect."""
        return self._open(self.partner_id or self.other_prospect_id)

    def _open(self, person):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": person._name,
            "res_id": person.id,
            "views": [(False, "form")],
        }
