# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from .match_trial_compare import OTHERS


class CrmMatchTrial(models.Model):
    """Both sets of rules measured by what people said of pairs so far."""

    _inherit = "crm.match.trial"

    # {"total": [confirmed, rejected], "now": {"link": [..], "found": [..]}, "then": ..}
    verdicts = fields.Json(readonly=True)
    verdict_text = fields.Char("Verdicts of People", compute="_compute_measures")
    link_precision_now = fields.Char(compute="_compute_measures")
    link_precision_then = fields.Char(compute="_compute_measures")
    link_recall_now = fields.Char(compute="_compute_measures")
    link_recall_then = fields.Char(compute="_compute_measures")
    found_precision_now = fields.Char(compute="_compute_measures")
    found_precision_then = fields.Char(compute="_compute_measures")
    found_recall_now = fields.Char(compute="_compute_measures")
    found_recall_then = fields.Char(compute="_compute_measures")

    @api.depends("verdicts")
    @api.depends_context("lang")
    def _compute_measures(self):
        for trial in self:
            verdicts = trial.verdicts or {}
            confirmed, rejected = verdicts.get("total") or (0, 0)
            trial.verdict_text = (
                self.env._(
                    "%(confirmed)s pairs confirmed, %(rejected)s rejected",
                    confirmed=confirmed,
                    rejected=rejected,
                )
                if confirmed or rejected
                else self.env._("No verdicts yet")
            )
            for side in ("now", "then"):
                for what in ("link", "found"):
                    same, different = verdicts.get(side, {}).get(what) or (0, 0)
                    name = f"{what}_%s_{side}"
                    trial[name % "precision"] = self._share_text(same, same + different)
                    trial[name % "recall"] = self._share_text(same, confirmed)

    @api.model
    def _share_text(self, part, whole):
        """A share in percent with the numbers behind it, or that there are none."""
        if not whole:
            return self.env._("no verdicts")
        return self.env._(
            "%(percent)s %% (%(part)s of %(whole)s)",
            percent=f"{100 * part / whole:.1f}".removesuffix(".0"),
            part=part,
            whole=whole,
        )

    def _prepare_figures(self):
        """What is recorded now, and how both sets of rules fit the verdicts."""
        [(links, proposals, ambiguous)] = self.env.execute_query(
            SQL(
                """SELECT count(*) FILTER (WHERE verdict = 'automatic'),
                    count(*) FILTER (WHERE verdict = 'proposed'),
                    (SELECT count(*) FROM crm_prospect
                        WHERE active AND match_result = 'ambiguous')
                FROM crm_match WHERE verdict IN ('automatic', 'proposed')"""
            )
        )
        verdicts = {"total": self._count_verdicts()}
        for side, rules in zip(("now", "then"), self._rule_sets(), strict=True):
            verdicts[side] = {"link": [0, 0], "found": [0, 0]}
            for owner in OTHERS:
                for verdict, linked, found in self._count_found(owner, rules):
                    number = int(verdict == "rejected")
                    verdicts[side]["link"][number] += linked
                    verdicts[side]["found"][number] += found
        return {
            "link_now": links,
            "proposal_now": proposals,
            "ambiguous_now": ambiguous,
            "verdicts": verdicts,
        }

    def _decided(self, owner):
        """SELECT (person, other, verdict) of the pairs that people decided on."""
        return SQL(
            """SELECT m.prospect_id AS person, m.%(other)s AS other, m.verdict
            FROM crm_match m
            -- Who is archived is not in the index and can be found by no rule.
            JOIN crm_person_index a ON a.prospect_id = m.prospect_id
            JOIN crm_person_index b ON b.%(owner)s = m.%(other)s
            WHERE m.verdict IN ('confirmed', 'rejected')""",
            other=SQL.identifier(OTHERS[owner]),
            owner=SQL.identifier(owner),
        )

    def _count_verdicts(self):
        """[confirmed, rejected] of all pairs that a rule could find."""
        counts = dict(
            self.env.execute_query(
                SQL(
                    """SELECT verdict, count(*) FROM (%s UNION ALL %s) decided
                    GROUP BY verdict""",
                    *map(self._decided, OTHERS),
                )
            )
        )
        return [counts.get("confirmed", 0), counts.get("rejected", 0)]

    def _count_found(self, owner, rules):
        """List of (verdict, pairs linked, pairs linked or proposed) by these rules."""
        decided = self._decided(owner)
        verdicts = {
            (person, other): verdict
            for person, other, verdict in self.env.execute_query(decided)
        }
        pairs = SQL("SELECT person, other FROM (%s) decided", decided)
        counts = {}
        for person, other, automatic, *_rest in self.env["crm.match.engine"]._find(
            pairs, owner, rules._get_content()
        ):
            found = counts.setdefault(verdicts[person, other], [0, 0])
            found[0] += bool(automatic)
            found[1] += 1
        return [(verdict, *found) for verdict, found in counts.items()]
