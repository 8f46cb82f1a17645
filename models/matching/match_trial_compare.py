# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from .trial_outcome import NOTHING, Outcome, kind_of, planned

# Column of the other person in the table of matches.
OTHERS = {"partner_id": "partner_id", "prospect_id": "other_prospect_id"}


class CrmMatchTrial(models.Model):
    """What both sets of rules make of a batch, told by the engine itself."""

    _inherit = "crm.match.trial"

    def _compare(self, ids):
        """Differences that the rule makes to these prospects.

        :param ids: sorted ids of indexed prospects
        :return: list of (kind, values of the pair)
        """
        differences = []
        for owner in OTHERS:
            concerned = self._concerned(ids, owner)
            if concerned:
                differences += getattr(self, f"_compare_{owner}")(concerned)
        return differences

    def _concerned_rules(self):
        """Rules by which the two sets may find different pairs.

        These are the tried and the replaced one; where new keys bring in new
        candidates, all that may hold for these.
        """
        now, then = self._rule_sets()
        tried = (now - then) | (then - now)
        return tried | then if self.parts else tried

    def _concerned(self, ids, owner):
        """Those of whom the two sets of rules find different pairs."""
        engine = self.env["crm.match.engine"]
        now, then = self._rule_sets()
        known = self.env["crm.match.trial.candidate"]._pairs_of(ids, owner)
        tried = (now - then) | (then - now)
        pairs = [row[:2] for row in engine._find(known, owner, tried._get_content())]
        concerned = self._differently_found(pairs, owner) if pairs else set()
        if self.parts:
            new = self.env["crm.match.trial.new.candidate"]._pairs_of(ids, owner)
            new = SQL("%s EXCEPT %s", new, known)
            concerned |= {
                row[0] for row in engine._find(new, owner, then._get_content())
            }
        return sorted(concerned)

    def _differently_found(self, pairs, owner):
        """Prospects of those pairs that other rules find.

        A rule on trial holds for many pairs that stricter ones decide on already.

        :param pairs: list of (person, other)
        """
        replaced = self._replaced()
        candidates = SQL(
            "SELECT * FROM unnest(%s::int[], %s::int[]) AS found (person, other)",
            *map(list, zip(*pairs, strict=True)),
        )
        found = []
        for rules in self._rule_sets():
            hits = self.env["crm.match.engine"]._find(
                candidates, owner, rules._get_content()
            )
            found.append(
                {
                    tuple(pair): [
                        replaced.get(rule, rule) for rule in (auto, proposing)
                    ]
                    for *pair, auto, proposing, _evidence in hits
                }
            )
        now, then = found
        return {pair[0] for pair in pairs if now.get(pair) != then.get(pair)}

    def _replaced(self):
        """dict of the rule on trial -> the one that it is to replace."""
        rule = self.rule_id
        return {rule.id: rule.origin_id.id} if rule.origin_id else {}

    def _both_candidates(self, ids, owner):
        """Candidates of the keys that there are, and with those of the new ones."""
        now = self.env["crm.match.trial.candidate"]._pairs_of(ids, owner)
        if not self.parts:
            return now, now
        new = self.env["crm.match.trial.new.candidate"]._pairs_of(ids, owner)
        return now, SQL("%s UNION %s", now, new)

    def _compare_partner_id(self, ids):
        engine, apply = self.env["crm.match.engine"], self.env["crm.match.apply"]
        recorded = self._recorded(ids, "partner_id")
        results = apply._fetch_results(ids)
        outcomes, states = [], []
        for candidates, rules in zip(
            self._both_candidates(ids, "partner_id"), self._rule_sets(), strict=True
        ):
            hits = engine._find_clients(candidates, rules._get_content())
            drop, write, changes = apply._plan_clients(ids, hits)
            outcomes.append(planned(recorded, drop, write))
            state = {prospect: result[2] for prospect, result in results.items()}
            state.update((prospect, state) for prospect, _c, _r, state in changes)
            states.append({p for p, text in state.items() if text == "ambiguous"})
        return [
            *self._differing(*outcomes, "partner_id"),
            *self._ambiguous("ambiguous", states[1] - states[0], *outcomes),
            *self._ambiguous("unambiguous", states[0] - states[1], *outcomes),
        ]

    def _compare_prospect_id(self, ids):
        engine, apply = self.env["crm.match.engine"], self.env["crm.match.apply"]
        recorded = self._recorded(ids, "prospect_id")
        outcomes = []
        for candidates, rules in zip(
            self._both_candidates(ids, "prospect_id"), self._rule_sets(), strict=True
        ):
            pairs = engine._find_prospects(candidates, rules._get_content())
            drop, write, *_rest = apply._plan_prospects(ids, pairs, both_sides=False)
            outcomes.append(planned(recorded, drop, write))
        return self._differing(*outcomes, "prospect_id")

    def _recorded(self, ids, owner):
        """dict (prospect, other) -> (match id, Outcome) of what is recorded."""
        rows = self.env.execute_query(
            SQL(
                """SELECT prospect_id, %(other)s, id, verdict, rule_id FROM crm_match
                WHERE prospect_id = ANY(%(ids)s) AND %(other)s IS NOT NULL""",
                other=SQL.identifier(OTHERS[owner]),
                ids=ids,
            )
        )
        return {
            (prospect, other): (match_id, Outcome(*row))
            for prospect, other, match_id, *row in rows
        }

    def _differing(self, before, after, owner):
        """List of (kind, values) of the pairs whose outcomes differ."""
        replaced = self._replaced()
        differences = []
        for pair in sorted(before.keys() | after.keys()):
            was, will_be = before.get(pair, NOTHING), after.get(pair, NOTHING)
            if kind := kind_of(was, will_be, replaced):
                differences.append((kind, self._pair_vals(pair, owner, was, will_be)))
        return differences

    def _ambiguous(self, kind, prospects, before, after):
        """List of (kind, values) of the pairs between which nobody can choose.

        The first pair of each prospect is marked: prospects are what is counted.
        """
        shown = after if kind == "ambiguous" else before
        differences, seen = [], set()
        for pair in sorted(pair for pair in shown if pair[0] in prospects):
            was, will_be = before.get(pair, NOTHING), after.get(pair, NOTHING)
            if shown[pair].verdict == "proposed":
                vals = self._pair_vals(pair, "partner_id", was, will_be)
                differences.append((kind, {**vals, "first": pair[0] not in seen}))
                seen.add(pair[0])
        return differences

    def _pair_vals(self, pair, owner, before, after):
        return {
            "prospect_id": pair[0],
            OTHERS[owner]: pair[1],
            "verdict_before": before.verdict,
            "rule_before_id": before.rule,
            "verdict_after": after.verdict,
            "rule_after_id": after.rule,
        }
