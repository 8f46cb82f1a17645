# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A trial of a rule: asked for, refused, stopped, forgotten, and nothing written."""

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PHONE
from .common_trial import TrialCase


@tagged("post_install", "-at_install")
class TestTrial(TrialCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def test_new_rule(self):
        """Who would be linked is told; the prospect and the client stay apart."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, **PHONE)
        rule = self.draft_rule("phone", "name")
        rows = self.rows()
        trial = self.try_rule(rule)
        self.assertEqual(self.rows(), rows)
        self.assertEqual(rule.state, "draft")
        self.assertEqual(self.counts(trial), {"gained_link": 1})
        self.assertEqual(self.pairs(trial, "gained_link"), [(prospect, client, None)])
        self.assertEqual((trial.link_now, trial.link_then), (0, 1))
        self.assertEqual(trial.tried, rule.sentence)
        self.assertEqual(trial.candidates_then, 1)
        [pair] = trial.difference_ids.pair_ids
        self.assertEqual(pair.action_open_prospect()["res_id"], prospect.id)
        self.assertEqual(pair.action_open_other()["res_model"], "res.partner")
        action = trial.difference_ids[0].action_view_pairs()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), pair)

    def test_newly_ambiguous(self):
        """A second client who fits makes the link a question, on trial as later."""
        self.make_rule("email", "name", sequence=1)
        first, second = self.make_client(**ANNA), self.make_client(**NAME, **PHONE)
        prospect = self.make_prospect(**NAME, **PHONE, emails=ANNA["emails"])
        self.assertEqual(prospect.partner_id, first)
        trial = self.try_rule(self.draft_rule("phone", "name", sequence=2))
        counts = {"lost_link": 1, "gained_proposal": 1, "ambiguous": 1}
        self.assertEqual(self.counts(trial), counts)
        self.assertEqual(
            self.pairs(trial, "ambiguous"),
            [(prospect, first, None), (prospect, second, None)],
        )
        self.assertEqual((trial.ambiguous_now, trial.ambiguous_then), (0, 1))
        self.assertEqual((trial.link_now, trial.link_then), (1, 0))
        self.assertEqual((trial.proposal_now, trial.proposal_then), (0, 2))

    def test_nothing_to_find(self):
        """An empty base, and no verdict: numbers are zero and words say so."""
        trial = self.try_rule(self.draft_rule("phone", "name"))
        self.assertFalse(self.counts(trial))
        self.assertEqual(trial.verdict_text, "No verdicts yet")
        self.assertEqual(trial.link_precision_then, "no verdicts")
        self.assertEqual(trial.link_recall_now, "no verdicts")

    def test_refused(self):
        """What could not be activated is not tried either, and says why."""
        with self.assertRaisesRegex(ValidationError, "name alone"):
            self.draft_rule("name").action_try()
        rule = self.draft_rule("phone", "name")
        for share in (0, 101, -1, "10", 1.5, True, [1]):
            with self.subTest(share=share), self.assertRaisesRegex(UserError, "share:"):
                rule.action_try(share)
        rule.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            rule.action_try()
        used = self.make_rule("phone", "lastname")
        with self.assertRaisesRegex(UserError, "not a draft change"):
            used.action_adopt()
        used.signature_ids.sudo().state = "building"
        with self.assertRaisesRegex(UserError, "prepared"):
            used.action_try()

    def test_change_beside_the_rule(self):
        """A stricter draft is not taken for useless below the rule that it is of."""
        rule = self.make_rule("phone", "lastname", sequence=7)
        draft = rule.browse(rule.action_try_change()["res_id"])
        self.assertEqual((draft.origin_id, draft.state), (rule, "draft"))
        self.assertEqual(rule.action_try_change()["res_id"], draft.id)
        self.env["crm.match.condition"].create(
            {"rule_id": draft.id, "attribute": "firstname"}
        )
        draft.confidence = 97
        trial = self.try_rule(draft)
        self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, **PHONE)
        version = rule.version
        draft.action_adopt()
        self.assertFalse(draft.exists())
        self.assertGreater(rule.version, version)
        self.assertEqual(
            (rule.confidence, rule.sequence, rule.state), (97, 7, "active")
        )
        self.assertEqual(
            rule.condition_ids.mapped("attribute"), ["phone", "lastname", "firstname"]
        )
        # What the rule found, and what its draft was tried for, is with it.
        self.assertEqual(prospect.match_rule_id, rule)
        self.assertEqual(trial.rule_id, rule)
        self.assertTrue(trial.outdated)

    def test_refused_change(self):
        """A change that cannot be used leaves the rule in use as it is."""
        rule = self.make_rule("phone", "lastname")
        draft = rule.browse(rule.action_try_change()["res_id"])
        draft.condition_ids[0].unlink()
        with (
            self.assertRaisesRegex(ValidationError, "name alone"),
            self.env.cr.savepoint(),
        ):
            draft.action_adopt()
        self.env.invalidate_all()
        self.assertTrue(draft.exists())
        self.assertEqual(len(rule.condition_ids), 2)

    def test_change_put_into_use_by_itself(self):
        """A draft change can be a rule beside the other, unless that is no use."""
        rule = self.make_rule("phone", "lastname")
        draft = rule.browse(rule.action_try_change()["res_id"])
        with (
            self.assertRaisesRegex(ValidationError, "never decide"),
            self.env.cr.savepoint(),
        ):
            draft.action_activate()
        self.env.invalidate_all()
        self.assertEqual(draft.origin_id, rule)
        draft.condition_ids[1].attribute = "firstname"
        draft.action_activate()
        self.assertEqual((draft.state, draft.origin_id.id), ("active", False))
        self.assertNotEqual(rule.action_try_change()["res_id"], draft.id)

    def test_sample(self):
        """A share of the prospects is tried, and what is found is extrapolated."""
        self.load_people()
        self.deactivate_rules()
        self.match_all()
        rule = self.draft_rule("phone", "lastname")
        whole = self.try_rule(rule)
        with patch(f"{self.rule_module}.SAMPLE_SIZE", 150):
            trial = self.try_rule(rule)
        self.assertEqual(trial.share, 25)
        self.assertTrue(trial.is_sample)
        self.assertTrue(90 < trial.person_total < 210, trial.person_total)
        found = self.counts(trial)["gained_link"]
        everywhere = self.counts(whole)["gained_link"]
        self.assertTrue(0 < found < everywhere)
        gained = trial.difference_ids[0]
        self.assertEqual(gained.estimate, found * 4)
        self.assertEqual(trial.link_then, found * 4)
        again = self.env["crm.match.trial"].browse(
            trial.action_try_everybody()["res_id"]
        )
        self.assertEqual(again.share, 100)
        again = self.env["crm.match.trial"].browse(trial.action_try_again()["res_id"])
        self.assertEqual(again.share, 25)

    rule_module = "odoo.addons.crm_prospect.models.matching.match_rule_trial"

    def test_nothing_left_behind(self):
        """With the draft its trials go; what it would be looked up by never came."""
        signatures = self.env["crm.match.signature"].search([])
        rule = self.draft_rule("birthdate_date", "gender", mode="proposing")
        self.make_client(**ANNA)
        self.make_prospect(**NAME, **BIRTH, gender="female")
        trial = self.try_rule(rule)
        self.assertEqual(self.counts(trial), {"gained_proposal": 1})
        self.assertEqual(self.env["crm.match.signature"].search([]), signatures)
        pairs = trial.difference_ids.pair_ids
        rule.unlink()
        self.env.invalidate_all()
        self.assertFalse(trial.exists())
        self.assertFalse(pairs.exists())

    def test_deleted_person(self):
        """With a person, the pairs of trials that show him go."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, **PHONE)
        rule = self.draft_rule("phone", "name")
        for person in (client, prospect):
            trial = self.try_rule(rule)
            self.assertEqual(len(trial.difference_ids.pair_ids), 1)
            person.unlink()
            self.env.invalidate_all()
            self.assertFalse(trial.difference_ids.pair_ids)
            client = self.make_client(**ANNA)
