# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the measurement of the base tells, and whom each figure opens."""

from odoo.tests import tagged

from .common import ANNA, BIRTH, EMAIL, NAME, PASSPORT, PHONE, ProspectCase


class HealthCase(ProspectCase):
    @classmethod
    def measure(cls):
        """A complete measurement, as the cron would do it."""
        cls.env.cr.flush()
        return cls.finish_run(cls.env["crm.base.health"]._request())

    def line(self, health, metric, side, **values):
        """The one figure with these values."""
        lines = health.line_ids.filtered(
            lambda li: (li.metric, li.side) == (metric, side)
        )
        for field, value in values.items():
            lines = lines.filtered(lambda li, f=field, v=value: li[f] == v)
        return lines.ensure_one()

    def opened(self, action, user=None):
        """The persons that a figure opens."""
        model = self.env[action["res_model"]].with_context(**action["context"])
        return model.with_user(user or self.env.user).search(action["domain"])


@tagged("post_install", "-at_install")
class TestBaseHealth(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.make_rule("phone", "lastname", sequence=1)
        cls.make_rule(
            "document:same:passport_ru", "gender:not_contradicting", sequence=2
        )
        cls.make_rule("email", "name", target="prospect", sequence=3)
        cls.anna = cls.make_client(**ANNA)
        cls.plain = cls.make_client(**NAME, **EMAIL)
        cls.full, cls.nameless, cls.mailed, cls.bare = cls.load_prospects(
            [
                {**NAME, **PHONE, **BIRTH, "city": "Тверь"},
                {"firstname": "Анна", **PHONE},
                {"lastname": "Иванова", "firstname": "Анна", **EMAIL},
                {**NAME, "documents": ANNA["documents"][1:2]},
            ]
        )
        cls.health = cls.measure()

    def test_numbers(self):
        """The measurement is complete and knows how many persons there are."""
        self.assertEqual((self.health.state, self.health.progress), ("done", 100))
        self.assertEqual(self.health.prospect_count, 4)
        self.assertEqual(self.health.client_count, 2)
        self.assertFalse(self.health.prospect_block_count)

    def test_completeness(self):
        """How many have each attribute; the figure opens who lacks it."""
        for attribute, expected in (
            ("lastname", 3),
            ("birthdate_date", 1),
            ("phone", 2),
            ("email", 1),
            ("document", 1),
            ("city", 1),
        ):
            line = self.line(self.health, "complete", "prospect", attribute=attribute)
            self.assertEqual((line.count, line.total), (expected, 4), attribute)
            self.assertEqual(line.share, 100 * expected / 4)
            lacking = self.opened(line.action_open())
            self.assertEqual(len(lacking), 4 - expected, attribute)
        line = self.line(self.health, "complete", "prospect", attribute="phone")
        self.assertEqual(self.opened(line.action_open()), self.mailed | self.bare)
        line = self.line(self.health, "complete", "client", attribute="document")
        self.assertEqual((line.count, line.share), (1, 50))
        self.assertEqual(self.opened(line.action_open()), self.plain)

    def test_unlinkable(self):
        """Who lacks what every rule compares; of clients, every rule about clients."""
        line = self.line(self.health, "unlinkable", "prospect")
        # A phone without a last name, and a document of another type.
        self.assertEqual(self.opened(line.action_open()), self.nameless | self.bare)
        self.assertEqual((line.count, line.share), (2, 50))
        self.assertEqual(self.health.prospect_unlinkable, 50)
        line = self.line(self.health, "unlinkable", "client")
        self.assertEqual(self.opened(line.action_open()), self.plain)
        self.assertEqual(self.health.client_unlinkable, 50)

    def test_unlinkable_groups(self):
        """A rule for other groups is of no help to a prospect."""
        rule = self.make_rule("document", "lastname", sequence=4)
        line = self.line(self.measure(), "unlinkable", "prospect")
        self.assertEqual(self.opened(line.action_open()), self.nameless)
        rule.group_ids = self.groups["Сайт"] - self.bare.group_id
        rule.group_ids = rule.group_ids or self.env["crm.prospect.group"].create(
            {"name": "Nobody's"}
        )
        line = self.line(self.measure(), "unlinkable", "prospect")
        self.assertEqual(self.opened(line.action_open()), self.nameless | self.bare)

    def test_no_rules(self):
        """Without rules in use nobody can be recognised."""
        self.deactivate_rules()
        health = self.measure()
        self.assertEqual(health.prospect_unlinkable, 100)
        self.assertEqual(health.client_unlinkable, 100)

    def test_common_values(self):
        """The values that most share, in words; each opens who shares it."""
        common = {
            line.text: line
            for line in self.health.common_line_ids
            if line.side == "prospect"
        }
        self.assertEqual(common["Анна"].count, 4)
        self.assertEqual(common["Соколова"].count, 2)
        self.assertEqual(common["+79161234567"].count, 2)
        self.assertEqual(common["+79161234567"].share, 50)
        self.assertNotIn("Иванова", common, "nobody else has it")
        for line in self.health.common_line_ids:
            persons = self.opened(line.action_open())
            self.assertEqual(len(persons), line.count, line.text)
        shared = self.opened(common["+79161234567"].action_open())
        self.assertEqual(shared, self.full | self.nameless)

    def test_common_values_of_each_kind(self):
        """Values of every attribute are told in words and open their persons."""
        self.load_clients([{**ANNA, "middlename": name} for name in ("А", "Б")])
        health = self.measure()
        lines = health.common_line_ids.filtered(lambda line: line.side == "client")
        texts = dict.fromkeys(lines.mapped("attribute"))
        for line in lines:
            texts[line.attribute] = line.text
            self.assertEqual(len(self.opened(line.action_open())), line.count)
        self.assertEqual(texts["birthdate_date"], "05/17/1980")
        self.assertEqual(texts["email"], "anna.sokolova@example.org")
        self.assertEqual(texts["messenger"], "vk:id581233")
        self.assertEqual(texts["city"], "Тверь")
        documents = lines.filtered(lambda line: line.attribute == "document")
        passport = self.env.ref("crm_prospect.document_type_passport_ru")
        name = passport.label or passport.name
        self.assertIn(f"{name} 4509123456", documents.mapped("text"))

    def test_values_are_forgotten(self):
        """Values of people are kept in the latest measurement only, figures in all."""
        self.assertTrue(self.health.common_line_ids)
        self.measure()
        self.health.invalidate_recordset()
        self.assertFalse(self.health.common_line_ids)
        self.assertTrue(self.health.complete_line_ids)
        self.assertTrue(self.health.unlinkable_line_ids)

    def test_empty_base(self):
        """A base without persons is measured too."""
        self.env.cr.execute("DELETE FROM crm_person_index")
        health = self.measure()
        self.assertEqual((health.state, health.prospect_count), ("done", 0))
        self.assertFalse(health.prospect_unlinkable)

    def test_unused_passport(self):
        """A figure is about persons as they are when it is opened."""
        line = self.line(self.health, "complete", "prospect", attribute="document")
        self.assertIn(self.full, self.opened(line.action_open()))
        document_type = self.env.ref("crm_prospect.document_type_passport_ru")
        number = PASSPORT["documents"][0]["number"]
        self.full.document_ids = [
            (0, 0, {"type_id": document_type.id, "number": number})
        ]
        self.env.cr.flush()
        self.assertNotIn(self.full, self.opened(line.action_open()))
