# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people said of the pairs of a rule, beside the confidence it claims."""

from odoo.tests import tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestRuleMeasured(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.rule = cls.make_rule("phone", "lastname", mode="proposing")
        cls.other = cls.make_rule("email", "lastname", mode="proposing")
        people = [
            {"lastname": ANNA["lastname"], "phones": [f"+791612345{n}"]}
            for n in range(10, 22)
        ]
        cls.load_clients(people)
        cls.load_prospects(people)
        cls.match_all()
        cls.matches = cls.env["crm.match"].search([("rule_id", "=", cls.rule.id)])

    def test_words(self):
        """No verdicts, a few, enough: the text says how much it is worth."""
        self.assertEqual(len(self.matches), 12)
        self.assertEqual(self.rule.measured_text, "no verdicts yet")
        self.assertEqual(self.rule.measured_confidence, 0)
        self.matches[:8].action_confirm()
        self.matches[8:9].action_reject()
        self.env.invalidate_all()
        self.assertEqual(self.rule.measured_text, "too few verdicts: 8 of 9 confirmed")
        self.matches[9:11].action_confirm()
        self.matches[11:].action_reject()
        self.env.invalidate_all()
        self.assertEqual((self.rule.confirmed_count, self.rule.rejected_count), (10, 2))
        self.assertAlmostEqual(self.rule.measured_confidence, 83.33, 2)
        self.assertEqual(self.rule.measured_text, "83.3 % (10 of 12)")
        self.assertEqual(self.other.measured_text, "no verdicts yet")
        action = self.rule.action_view_verdicts()
        found = self.env["crm.match"].search(action["domain"])
        self.assertEqual(found, self.matches)
        # A verdict taken back counts no more.
        self.matches[0].action_revoke()
        self.env.invalidate_all()
        self.assertEqual(self.rule.confirmed_count, 9)

    def test_kept_by_a_change(self):
        """An adopted change leaves the verdicts with the rule."""
        self.matches[:10].action_confirm()
        draft = self.rule.browse(self.rule.action_try_change()["res_id"])
        self.assertEqual(draft.measured_text, "no verdicts yet")
        draft.confidence = 60
        draft.action_adopt()
        self.env.invalidate_all()
        self.assertEqual(self.rule.measured_text, "100 % (10 of 10)")

    def test_one_query(self):
        """The list of rules counts the verdicts of all of them at once."""
        rules = self.rule.search([])
        self.assertGreater(len(rules), 5)
        self.env.flush_all()
        rules.mapped("confirmed_count")
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            rules.mapped("measured_text")

    def test_rights(self):
        """Verdicts on the prospects of others are not counted for a salesman."""
        self.matches[:3].action_confirm()
        self.matches.prospect_id.user_id = self.make_user("measured_other", "own")
        salesman = self.make_user("measured_own", "own")
        self.env.invalidate_all()
        self.assertEqual(self.rule.with_user(salesman).confirmed_count, 0)
        steward = self.make_user("measured_steward", "steward")
        self.assertEqual(self.rule.with_user(steward).confirmed_count, 3)
