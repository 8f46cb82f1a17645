# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why two persons are, or are not, one: what is recorded of the pair."""

import json
from datetime import date

from odoo.tests import tagged

from .common import ANNA, BIRTH, EMAIL, INN, NAME, PASSPORT, PHONE
from .common_explain import ExplainCase


@tagged("post_install", "-at_install")
class TestExplainPairs(ExplainCase):
    """Verdicts, other links, other prospects."""

    def test_rejected(self):
        """The verdict of a person is told, and holds the two apart."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        prospect.match_ids.action_reject("namesake")
        answer = self.explain(prospect)
        self.assertEqual(answer["verdict"]["verdict"], "rejected")
        self.assertEqual(answer["verdict"]["reason"], "namesake")
        self.assertEqual(answer["verdict"]["user"], self.env.user.name)
        self.assertIn("A person said that these are two persons.", answer["apart"])

    def test_linked_elsewhere(self):
        """What the other client has to do with it."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        twin = self.make_client(**NAME, **EMAIL)
        answer = self.explain(prospect, twin)
        self.assertIn("The prospect is linked with another client.", answer["apart"])

    def test_ambiguous(self):
        """Two clients fit: the rule holds for both, and neither is linked."""
        self.make_client(**NAME, **INN)
        prospect = self.make_prospect(
            **NAME, documents=[*PASSPORT["documents"], *INN["documents"]]
        )
        twin = self.make_client(**NAME, **PASSPORT)
        self.match_all("incremental")
        answer = self.explain(prospect, twin)
        self.assertTrue(any(rule["decides"] for rule in answer["rules"]))
        self.assertIn(
            "Several clients fit; a person has to decide which one.", answer["apart"]
        )

    def test_rare_name(self):
        """A proposing rule that links because the name is rare says so."""
        prospect = self.make_prospect(**NAME, **BIRTH)
        rule = self.shipped("name_birthdate")
        self.assertGreater(rule.rare_name_limit, 0)
        found = self.rule_of(self.explain(prospect), rule)
        self.assertEqual((found["mode"], found["rare"]), ("proposing", True))
        self.assertTrue(found["decides"])

    def test_two_prospects(self):
        """Two prospects are explained from both sides alike."""
        rule = self.make_rule("phone", "firstname", target="prospect", sequence=1)
        first = self.make_prospect(**NAME, **PHONE, **BIRTH)
        second = self.make_prospect(firstname="Анна", lastname="Котова", **PHONE)
        answers = (
            first.explain(other_id=second.id),
            second.explain(other_id=first.id),
        )
        for answer in answers:
            self.assertTrue(self.rule_of(answer, rule)["decides"])
            self.assertEqual(answer["verdict"]["verdict"], "automatic")
            self.assertIn("last name differs", answer["apart"])
        self.assertIn("birth date: the other prospect has none", answers[0]["missing"])
        self.assertIn("birth date: the prospect has none", answers[1]["missing"])

    def test_archived(self):
        """Who is archived is not compared."""
        prospect = self.make_prospect(**NAME)
        prospect.active = False
        self.env.cr.flush()
        answer = self.explain(prospect)
        self.assertIn("archived", " ".join(answer["apart"]))
        self.assertFalse(any(rule["holds"] for rule in answer["rules"]))

    def test_just_changed(self):
        """What was written a moment ago in the same transaction counts."""
        prospect = self.make_prospect(**NAME)
        prospect.birthdate_date = date(1980, 5, 17)
        self.client.birthdate_date = date(1990, 5, 1)
        self.assertIn("birth date differs", self.explain(prospect)["against"])

    def test_json(self):
        """The answer can be sent, and holds no normal forms."""
        prospect = self.make_prospect(**ANNA)
        text = json.dumps(self.explain(prospect), ensure_ascii=False)
        self.assertIn("Соколова", text)
        self.assertNotIn("passport_ru:", text)
