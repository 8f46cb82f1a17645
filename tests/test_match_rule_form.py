# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules are refused when unsafe, unselective or useless, and say why."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PHONE, ProspectCase


def letters(number):
    """A last name of its own for each number: digits are no part of a name."""
    return "Х" + "т".join("аеиоулмнрк"[int(digit)] for digit in str(number))


@tagged("post_install", "-at_install")
class TestRuleForm(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def test_name_alone(self):
        """No rule recognises people by what they are called (M4)."""
        for conditions in (
            ("name",),
            ("lastname", "firstname", "middlename", "city", "gender"),
            ("lastname:sounds", "firstname:sounds"),
            ("name", "birthdate_date:not_contradicting"),
            ("phone:not_contradicting",),
            (),
        ):
            rule = self.draft_rule(*conditions)
            with (
                self.subTest(conditions=conditions),
                self.assertRaisesRegex(ValidationError, "name alone"),
            ):
                rule.action_activate()
            self.assertEqual(rule.state, "draft")

    def test_birth_date_alone(self):
        """In a small base few share a birth date, and still it links nobody."""
        for conditions in (
            ("birthdate_date",),
            ("birthdate_date", "gender", "city"),
            ("birthdate_date", "name:not_contradicting"),
        ):
            for vals in (
                {"mode": "automatic"},
                {"mode": "proposing", "rare_name_limit": 1},
            ):
                rule = self.draft_rule(*conditions, **vals)
                with (
                    self.subTest(conditions=conditions, vals=vals),
                    self.assertRaisesRegex(ValidationError, "what many share"),
                ):
                    rule.action_activate()
                rule.write({"mode": "proposing", "rare_name_limit": 0})
                rule.action_activate()
                rule.action_deactivate()

    def test_unselective_rule(self):
        """With more than 500 candidates a person a rule is refused, with numbers."""
        self.load_clients(
            [{"lastname": letters(n), "birthdate": "1980-05-17"} for n in range(501)]
        )
        rule = self.draft_rule("birthdate_date", "city", mode="proposing")
        with self.assertRaisesRegex(ValidationError, r"501 .*500 is the limit"):
            rule.action_activate()
        self.env["ir.config_parameter"].set_param("crm_prospect.max_candidates", "501")
        rule.action_activate()
        self.assertEqual(rule.state, "active")
        self.assertEqual(rule.expected_candidates, 501)

    def test_selective_with_one_more_condition(self):
        """The same birth date with the last name is looked up by both."""
        self.load_clients(
            [{"lastname": letters(n), "birthdate": "1980-05-17"} for n in range(501)]
        )
        rule = self.make_rule("birthdate_date", "lastname")
        self.assertEqual(rule.signature_ids.parts, "birthdate_date,lastname_latins")
        self.assertEqual(rule.expected_candidates, 1)

    def test_implied_rule(self):
        """A rule that a higher one makes useless is refused, and by which (M1)."""
        self.make_rule("document", "lastname", sequence=10)
        for conditions in (
            ("document", "lastname"),
            ("document:same:passport_ru", "lastname"),
            ("document", "name"),
            ("document", "lastname", "birthdate_date"),
        ):
            lower = self.draft_rule(*conditions, sequence=20)
            with (
                self.subTest(conditions=conditions),
                self.assertRaisesRegex(ValidationError, "Document \\+ last name"),
            ):
                lower.action_activate()
            # Above it is no use to the other one, which stays.
            lower.sequence = 5
            lower.action_activate()
            lower.action_deactivate()

    def test_not_implied(self):
        """What only looks implied is not."""
        self.make_rule(
            "document:same:passport_ru",
            "lastname",
            "birthdate_date:not_contradicting",
            sequence=10,
            mode="proposing",
        )
        for vals, *conditions in (
            # Any document, the guard apart, and links instead of proposing.
            ({"mode": "proposing"}, "document", "lastname", "birthdate_date"),
            ({"mode": "proposing"}, "document:same:passport_ru", "lastname"),
            (
                {"mode": "automatic"},
                "document:same:passport_ru",
                "lastname",
                "birthdate_date",
            ),
            (
                {"mode": "proposing", "target": "both"},
                "document:same:passport_ru",
                "lastname",
                "birthdate_date",
            ),
            (
                # It links those whose name is rare.
                {"mode": "proposing", "rare_name_limit": 5},
                "document:same:passport_ru",
                "lastname",
                "birthdate_date",
            ),
        ):
            with self.subTest(vals=vals, conditions=conditions):
                rule = self.make_rule(*conditions, sequence=20, **vals)
                self.assertEqual(rule.state, "active")
                rule.action_deactivate()

    def test_sounds_only_names(self):
        """A phone cannot sound alike."""
        with self.assertRaisesRegex(ValidationError, "by “sounds alike”"):
            self.draft_rule("phone:sounds")

    def test_modes_and_groups(self):
        """Automatic links, proposing proposes; other groups are left alone (M5)."""
        client = self.make_client(**ANNA)
        rule = self.make_rule("phone", "name", mode="proposing")
        person = {**NAME, **PHONE}
        proposed = self.make_prospect(**person)
        self.assertEqual(proposed.match_state, "proposed")
        self.assertFalse(proposed.partner_id)
        rule.mode = "automatic"
        linked = self.make_prospect(**person)
        self.assertEqual(linked.partner_id, client)
        rule.group_ids = self.groups["Сайт"]
        self.assertFalse(self.make_prospect(**person).match_ids)
        self.assertTrue(self.make_prospect(**person, source="GM").partner_id)
        self.assertFalse(self.make_prospect(**person, source="ABS").match_ids)

    def test_target(self):
        """A rule for prospects leaves clients alone, and the other way round."""
        client = self.make_client(**ANNA)
        rule = self.make_rule("phone", "name", target="prospect")
        person = {**NAME, **PHONE}
        first, second = self.make_prospect(**person), self.make_prospect(**person)
        pair = self.env["crm.match"].search(
            [("prospect_id", "in", (first | second).ids)]
        )
        self.assertEqual(
            (pair.prospect_id, pair.other_prospect_id, pair.partner_id),
            (first, second, client.browse()),
        )
        self.assertEqual(pair.verdict, "automatic")
        self.assertFalse((first | second).partner_id)
        rule.target = "both"
        self.match_all()
        self.assertEqual((first | second).partner_id, client)
        rule.target = "client"
        self.match_all()
        self.assertFalse(first.match_ids.other_prospect_id)
        self.assertEqual((first | second).partner_id, client)

    def test_pairs_of_prospects(self):
        """The same pairs, whether one by one, what changed, or everybody."""
        self.make_rule("phone", "lastname", target="prospect")
        self.make_rule(
            "birthdate_date",
            "lastname",
            target="both",
            mode="proposing",
            group_ids=self.groups["Партнёры"].ids,
            rare_name_limit=1,
        )
        self.make_client(lastname=letters(1), **BIRTH)
        people = [
            {
                "lastname": letters(n % 4),
                "source": ("AL", "VK", "BT")[n % 3],
                **(PHONE if n % 5 < 2 else {}),
                **(BIRTH if n % 2 else {}),
            }
            for n in range(24)
        ]
        one_by_one = [self.make_prospect(**person) for person in people]
        pairs = self.pairs(one_by_one)
        self.assertGreater(len(pairs), 15)
        self.match_all()
        self.assertEqual(self.pairs(one_by_one), pairs)
        self.env["crm.match"].search([]).unlink()
        self.match_all()
        self.assertEqual(self.pairs(one_by_one), pairs)
        self.env["crm.match"].search([]).unlink()
        self.env["crm.match.queue"]._add(
            "prospect_id", [p.id for p in reversed(one_by_one)]
        )
        self.match_all("incremental")
        self.assertEqual(self.pairs(one_by_one), pairs)

    def pairs(self, prospects):
        """What is recorded of pairs of these prospects."""
        place = {prospect.id: number for number, prospect in enumerate(prospects)}
        return {
            (
                place[m.prospect_id.id],
                place[m.other_prospect_id.id],
                m.verdict,
                m.rule_id,
            )
            for m in self.env["crm.match"].search([("other_prospect_id", "!=", False)])
        }

    def test_sentence(self):
        """The form reads as a sentence."""
        rule = self.draft_rule(
            "name",
            "birthdate_date:not_contradicting",
            "lastname:sounds",
            "document:same:inn",
            mode="proposing",
            target="both",
            group_ids=self.groups["Сайт"].ids,
            rare_name_limit=3,
        )
        self.assertEqual(rule.name, "Full name + last name (by sound) + INN")
        self.assertEqual(
            rule.sentence,
            "A prospect of Сайт is proposed as a client or another prospect when full"
            " name is the same and birth date does not contradict and last name sounds"
            " alike and INN is the same. Linked at once when at most 3 clients bear"
            " the name.",
        )
        self.assertEqual(
            self.draft_rule().sentence, "Add conditions: all of them have to hold."
        )

    def test_search_by_name(self):
        """The name is made of conditions and can be searched all the same."""
        rule = self.make_rule("phone", "name")
        self.assertIn(rule, rule.search([("name", "ilike", "phone + FULL")]))
        self.assertIn(rule, rule.search([("name", "=", rule.name)]))
        self.assertNotIn(rule, rule.search([("name", "ilike", "passport")]))
