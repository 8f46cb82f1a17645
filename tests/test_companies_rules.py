# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import product

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.crm_prospect.demo import identifiers

from .common_companies import CompanyScene
from .common_trial import TrialCase

CONDITION = "document:same:passport_ru"


@tagged("post_install", "-at_install")
class TestCompaniesRules(CompanyScene, TrialCase):
    """Which pairs a rule may find: nothing crosses companies unless it says so.

    One prospect, one client and one other prospect share a passport, for every way in
    which these may belong to companies.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_companies()
        cls.deactivate_rules()
        none = cls.env["res.company"]
        cls.cases = []
        for number, (mine, other) in enumerate(product((cls.a, cls.b, none), repeat=2)):
            passport = {"type": "passport_ru", "number": identifiers.passport(number)}
            person = {"lastname": f"Case {number}", "documents": [passport]}
            cls.cases.append(
                (
                    mine,
                    other,
                    cls.make_prospect(**person, company_id=mine.id),
                    cls.make_client(**person, company_id=other.id),
                    cls.make_prospect(**person, company_id=other.id),
                )
            )
        cls.prospects = cls.env["crm.prospect"].union(*(c[2] for c in cls.cases))

    def expect(self, holds):
        """Pairs that a rule is to find.

        :param holds: function (company, company) -> whether it finds such a pair
        """
        return {
            (prospect, found)
            for mine, other, prospect, client, twin in self.cases
            if holds(mine, other)
            for found in (client, twin)
        }

    def found(self, matches):
        """Pairs of each prospect of the table with his client and his twin."""
        pairs = set()
        for match in matches:
            others = match.partner_id or match.other_prospect_id
            pairs |= {(match.prospect_id, others), (others, match.prospect_id)}
        wanted = {(c[2], found) for c in self.cases for found in c[3:]}
        return pairs & wanted

    def assert_finds(self, holds, **vals):
        """A rule finds these pairs whichever way it is asked."""
        expected = self.expect(holds)
        draft = self.draft_rule(CONDITION, target="both", **vals)
        trial = self.try_rule(draft)
        tried = trial.difference_ids.pair_ids
        self.assertEqual(self.found(tried), expected, "laboratory")
        draft.action_activate()
        for kind in ("full", "incremental", "on-line"):
            self.forget_matches()
            if kind == "on-line":
                self.env["crm.match.engine"]._match_prospects(self.prospects.ids)
            else:
                self.env["crm.match.queue"]._add("prospect_id", self.prospects.ids)
                self.match_all(kind)
            matches = self.env["crm.match"].search([])
            self.assertEqual(self.found(matches), expected, kind)
        for case in self.cases:
            for other in case[3:]:
                with self.subTest(case=case[:2], other=other):
                    self.assert_explained(draft, case[2], other, expected)

    def assert_explained(self, rule, prospect, other, expected):
        key = "partner_id" if other._name == "res.partner" else "other_id"
        told = self.as_both(prospect).explain(**{key: other.id})
        [mine] = [line for line in told["rules"] if line["id"] == rule.id]
        is_expected = (prospect, other) in expected
        self.assertEqual(mine["decides"], is_expected)
        self.assertEqual(mine["state"] == "holds", is_expected)

    def test_plain(self):
        self.assert_finds(lambda mine, other: not (mine and other) or mine == other)

    def test_between_companies(self):
        self.assert_finds(lambda mine, other: True, cross_company=True)

    def test_of_one_company(self):
        """Of its own people, and those of all companies that fit them."""
        self.assert_finds(
            lambda mine, other: self.a in (mine, other) and self.b not in (mine, other),
            company_id=self.a.id,
        )

    def test_beside_each_other(self):
        """A marked rule opens no door for the others."""
        cross = self.make_rule("lastname", CONDITION, cross_company=True, sequence=1)
        plain = self.make_rule(CONDITION, sequence=2)
        own = self.make_rule(
            CONDITION, mode="proposing", company_id=self.b.id, sequence=0
        )
        self.forget_matches()
        self.match_all()
        for mine, other, prospect, client, _twin in self.cases:
            match = self.env["crm.match"].search([("partner_id", "=", client.id)])
            match = match.filtered(lambda m, p=prospect: m.prospect_id == p)
            self.assertEqual(match.rule_id, cross, (mine.name, other.name))
        cross.action_deactivate()
        self.forget_matches()
        self.match_all()
        matches = self.env["crm.match"].search(
            [("prospect_id", "in", self.prospects.ids)]
        )
        self.assertEqual(matches.rule_id, plain)
        plain.action_deactivate()
        self.forget_matches()
        self.match_all()
        matches = self.env["crm.match"].search(
            [("prospect_id", "in", self.prospects.ids)]
        )
        self.assertEqual(matches.rule_id, own)

    def test_costs_nothing(self):
        """Without a marked rule and a rule of a company the statement has no more."""
        engine = self.env["crm.match.engine"]
        pairs = SQL("SELECT 1 AS person, 2 AS other")

        def text():
            rules = self.env["crm.match.rule"]._usable_content()
            return engine._hits_query(pairs, "partner_id", rules).code

        rule = self.make_rule(CONDITION)
        self.assertEqual(text().count("company_id"), 4)
        self.assertNotIn("crosses", text())
        rule.cross_company = True
        self.assertIn("crosses", text())

    def test_versioned(self):
        """A rule that looks among others is a new version, and says so in words."""
        rule = self.make_rule(CONDITION)
        version = rule.version
        rule.cross_company = True
        self.assertEqual(rule.version, version + 1)
        self.assertIn("different companies", rule.sentence)
        rule.write({"cross_company": False, "company_id": self.b.id})
        self.assertIn("Company B", rule.sentence)

    def test_covered(self):
        """A rule below one that is for fewer people is not superfluous."""
        self.make_rule(CONDITION, company_id=self.a.id, sequence=1)
        plain = self.make_rule(CONDITION, sequence=2)
        cross = self.make_rule(CONDITION, cross_company=True, sequence=3)
        with self.assertRaises(ValidationError):
            self.make_rule(CONDITION, company_id=self.b.id, sequence=4)
        self.assertEqual((plain + cross).mapped("state"), ["active", "active"])

    def test_refused(self):
        """A rule of one company reaches no other one, nor groups of another one."""
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.make_rule(CONDITION, company_id=self.a.id, cross_company=True)
        group = self.env["crm.prospect.group"].create(
            {"name": "Of B", "company_id": self.b.id}
        )
        with self.assertRaises(UserError):
            self.draft_rule(
                CONDITION, company_id=self.a.id, group_ids=[(6, 0, group.ids)]
            )

    def test_seen(self):
        """Rules of another company are neither listed nor explained."""
        rule = self.make_rule(CONDITION, company_id=self.b.id)
        mine = rule.with_user(self.of_a)
        self.assertNotIn(rule, mine.search([]))
        self.assertFalse(mine.condition_ids.search([("rule_id", "=", rule.id)]))
        self.assertIn(rule, rule.with_user(self.of_b).search([]))
        _mine, _other, prospect, client, _twin = self.cases[0]
        told = prospect.with_user(self.of_a).explain(partner_id=client.id)
        self.assertNotIn(rule.id, [line["id"] for line in told["rules"]])
