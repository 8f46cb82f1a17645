# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a trial says is, pair by pair, what activation does (M11)."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import generator
from odoo.addons.crm_prospect.models.matching.match_trial_difference import AMBIGUITIES

from .common_run import MATCHING
from .common_trial import TrialCase

PEOPLE = 1000


@tagged("post_install", "-at_install")
class TestTrialEquality(TrialCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Looked up by what the rules to try are looked up by, or not.
        cls.in_use = cls.make_rule(
            "phone", "lastname", "firstname", target="both", sequence=200
        )
        clients = cls.load_clients(list(generator.clients(PEOPLE, 7)))
        cls.load_prospects([p for p, _c in generator.prospects(PEOPLE, PEOPLE, 7)])
        cls.match_all()
        decided = cls.env["crm.match"].search([("partner_id", "in", clients.ids)])
        decided[:20].action_confirm()
        decided.filtered(lambda m: m.verdict == "automatic")[-20:].action_reject()
        cls.match_all()

    def assert_comes_true(self, rule, deed, **expected):
        """Try a rule, do it, and find what the trial said.

        :param deed: puts the rule into use, and returns the rule it then is
        :param expected: least number of differences by kind
        """
        before, ambiguous = self.outcomes(), self.ambiguous()
        rows = self.rows()
        trial = self.try_rule(rule, sample=1_000_000)
        self.assertEqual(self.rows(), rows)
        counts = self.counts(trial)
        for kind, least in expected.items():
            self.assertGreaterEqual(counts.get(kind, 0), least, counts)
        predicted = dict(before)
        sent = {kind: set() for kind in AMBIGUITIES}
        self.assertEqual(trial.person_total, PEOPLE)
        said = {
            "link": trial.link_then,
            "proposal": trial.proposal_then,
            "ambiguous": trial.ambiguous_then,
        }
        for difference in trial.difference_ids:
            for pair in difference.pair_ids:
                if difference.kind in AMBIGUITIES:
                    sent[difference.kind].add(pair.prospect_id.id)
                    continue
                ids = tuple(
                    person.id or None
                    for person in (
                        pair.prospect_id,
                        pair.partner_id,
                        pair.other_prospect_id,
                    )
                )
                was = (pair.verdict_before or None, pair.rule_before_id.id or None)
                self.assertEqual(before.get(ids, (None, None)), was)
                predicted[ids] = (pair.verdict_after or None, pair.rule_after_id.id)
            if difference.kind not in AMBIGUITIES:
                self.assertEqual(len(difference.pair_ids), difference.count)
        for kind, prospects in sent.items():
            self.assertEqual(len(prospects), counts.get(kind, 0))
        tried, now = rule.id, deed(rule).id
        predicted = {
            ids: (verdict, now if found_by == tried else found_by)
            for ids, (verdict, found_by) in predicted.items()
            if verdict
        }
        keys = self.env["crm.match.run"].search(
            [("kind", "=", "keys"), ("state", "=", "waiting")]
        )
        for run in keys:
            self.finish_run(run)
        self.match_all()
        after = self.outcomes()
        self.assertEqual(
            {i: o for i, o in after.items() if predicted.get(i) != o},
            {i: o for i, o in predicted.items() if after.get(i) != o},
        )
        self.assertEqual(
            self.ambiguous(), (ambiguous | sent["ambiguous"]) - sent["unambiguous"]
        )
        verdicts = [verdict for verdict, _rule in after.values()]
        self.assertEqual(
            said,
            {
                "link": verdicts.count("automatic"),
                "proposal": verdicts.count("proposed"),
                "ambiguous": len(self.ambiguous()),
            },
        )
        return trial

    @staticmethod
    def activate(rule):
        rule.action_activate()
        return rule

    @staticmethod
    def deactivate(rule):
        rule.action_deactivate()
        return rule

    @staticmethod
    def adopt(rule):
        origin = rule.origin_id
        rule.action_adopt()
        return origin

    def draft(self, rule):
        """The draft change of a rule, as its form opens it."""
        action = rule.action_try_change()
        return self.env["crm.match.rule"].browse(action["res_id"])

    def test_new_rule(self):
        """A proposing rule among clients, looked up by keys that there are."""
        rule = self.draft_rule(
            "birthdate_date", "lastname", mode="proposing", sequence=900
        )
        trial = self.assert_comes_true(rule, self.activate, gained_proposal=2)
        self.assertFalse(trial.parts)

    def test_new_rule_with_new_keys(self):
        """Among clients and prospects, by what nobody is keyed by; nothing is left."""
        signatures = self.env["crm.match.signature"].search([])
        rule = self.draft_rule(
            "birthdate_date", "gender", "city", target="both", mode="proposing"
        )
        trial = self.assert_comes_true(rule, self.activate, gained_proposal=10)
        self.assertEqual(trial.parts, "birthdate_date")
        self.assertNotIn("birthdate_date", signatures.mapped("parts"))

    def test_new_automatic_rule(self):
        """A loose rule that links makes prospects ambiguous."""
        rule = self.draft_rule("phone", sequence=1)
        self.assert_comes_true(
            rule,
            self.activate,
            gained_link=5,
            lost_link=5,
            gained_proposal=10,
            ambiguous=10,
            other_rule=100,
        )

    def test_stricter(self):
        """A condition more: links are lost, and go to review."""
        draft = self.draft(self.in_use)
        draft.condition_ids = [Command.create({"attribute": "city"})]
        self.assert_comes_true(draft, self.adopt, lost_link=30)
        self.assertIn("city", self.in_use.condition_ids.mapped("attribute"))

    def test_looser(self):
        """A condition fewer: pairs are gained, the others stay with their rule."""
        draft = self.draft(self.in_use)
        draft.condition_ids.filtered(lambda c: c.attribute == "firstname").unlink()
        trial = self.assert_comes_true(draft, self.adopt, gained_link=10, ambiguous=3)
        self.assertNotIn("other_rule", self.counts(trial))

    def test_otherwise_looked_up(self):
        """A change that needs other keys."""
        draft = self.draft(self.in_use)
        draft.condition_ids.filtered(
            lambda c: c.attribute == "phone"
        ).attribute = "birthdate_date"
        self.assert_comes_true(draft, self.adopt, gained_link=30, lost_link=20)

    def test_out_of_use(self):
        """Without the last rule, then without the one that finds most."""
        rules = self.env["crm.match.rule"].search([("state", "=", "active")])
        busiest = max(rules - self.in_use, key=lambda rule: rule.match_count)
        self.assert_comes_true(self.in_use, self.deactivate, lost_link=30)
        self.assert_comes_true(busiest, self.deactivate, other_rule=30)

    def test_large_blocks(self):
        """What many share is left out by a trial as it is by a run."""
        with (
            patch(f"{MATCHING}.match_engine.MAX_BLOCK", 3),
            patch(f"{MATCHING}.match_candidate.MAX_BLOCK", 3),
        ):
            self.match_all()
            rule = self.draft_rule(
                "birthdate_date", "firstname", "gender", target="both", sequence=1
            )
            rule.condition_ids[1].comparison = "sounds"
            self.assert_comes_true(rule, self.activate, gained_link=10)
            draft = self.draft(self.in_use)
            draft.condition_ids.filtered(lambda c: c.attribute == "firstname").unlink()
            self.assert_comes_true(draft, self.adopt, gained_link=5)

    def test_waiting_persons(self):
        """What a full pass would change anyway is not put down to the rule."""
        self.env["crm.match"].search([("verdict", "=", "automatic")])[:30].unlink()
        self.env.cr.execute(
            """UPDATE crm_prospect SET partner_id = NULL, match_result = NULL,
            match_rule_id = NULL, link_kind = NULL, link_date = NULL"""
            " WHERE id NOT IN (SELECT prospect_id FROM crm_match)"
        )
        self.env.invalidate_all()
        rule = self.draft_rule("birthdate_date", "lastname:sounds", sequence=900)
        trial = self.try_rule(rule)
        expected = self.counts(trial)
        self.assertGreater(expected["gained_link"], 5)
        self.match_all()
        self.assertEqual(self.counts(self.try_rule(rule)), expected)
