# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules measured by the verdicts of people: on trial, and as they are used."""

from odoo.tests import tagged

from .common import ANNA, EMAIL, NAME
from .common_trial import TrialCase


@tagged("post_install", "-at_install")
class TestTrialMeasure(TrialCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.rule = cls.make_rule("phone", "lastname", mode="proposing", sequence=5)

    def test_by_hand(self):
        """Counted by hand: three confirmed, two rejected, of different evidence."""
        people = [
            {
                "lastname": ANNA["lastname"],
                "firstname": name,
                "phones": [f"+7916123450{number}"],
            }
            for number, name in enumerate(("Анна", "Инна", "Яна", "Зоя", "Ада"))
        ]
        self.load_clients(people)
        prospects = self.env["crm.prospect"]
        for number, person in enumerate(people):
            # Only the first two and the fourth give their first name.
            hidden = {} if number in (0, 1, 3) else {"firstname": None}
            prospects += self.make_prospect(**{**person, **hidden})
        for prospect in prospects[:3]:
            prospect.match_ids.action_confirm()
        for prospect in prospects[3:]:
            prospect.match_ids.action_reject()
        trial = self.try_rule(self.draft_rule("phone", "lastname", "firstname"))
        self.assertEqual(trial.verdicts["total"], [3, 2])
        self.assertEqual(trial.verdict_text, "3 pairs confirmed, 2 rejected")
        # The rule in use proposes all five and links none of them.
        self.assertEqual(trial.link_precision_now, "no verdicts")
        self.assertEqual(trial.link_recall_now, "0 % (0 of 3)")
        self.assertEqual(trial.found_precision_now, "60 % (3 of 5)")
        self.assertEqual(trial.found_recall_now, "100 % (3 of 3)")
        # The draft links the three whose first name is the same.
        self.assertEqual(trial.link_precision_then, "66.7 % (2 of 3)")
        self.assertEqual(trial.link_recall_then, "66.7 % (2 of 3)")
        self.assertEqual(trial.found_precision_then, "60 % (3 of 5)")
        without = self.try_rule(self.rule)
        self.assertEqual(without.purpose, "remove")
        self.assertEqual(without.found_precision_then, "no verdicts")
        self.assertEqual(without.found_recall_then, "0 % (0 of 3)")
        self.assertEqual(without.candidates_now, 1)
        # Who is archived can be found by no rule, and is not held against it.
        prospects[0].active = False
        trial = self.try_rule(self.rule)
        self.assertEqual(trial.verdicts["total"], [2, 2])
        self.assertEqual(trial.found_recall_now, "100 % (2 of 2)")

    def test_pairs_of_prospects(self):
        """Verdicts on pairs of prospects count as well."""
        self.make_rule("email", "lastname", target="prospect", mode="proposing")
        for _n in range(2):
            self.make_prospect(**NAME, **EMAIL)
        match = self.env["crm.match"].search([("other_prospect_id", "!=", False)])
        match.action_confirm()
        trial = self.try_rule(self.rule)
        self.assertEqual(trial.verdicts["total"], [1, 0])
        self.assertEqual(trial.found_recall_now, "100 % (1 of 1)")
