# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_score import ScoreCase

PHONE = "+79161234567"
MAIL = "anna.sokolova@example.org"


@tagged("post_install", "-at_install")
class TestScoreFacts(ScoreCase):
    """Each factor: what is known of a contact -> points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(
            lastname="Соколова", firstname="Анна", phones=[PHONE], emails=[MAIL]
        )
        cls.phone, cls.mail = cls.client.contact_point_ids.sorted("kind", reverse=True)
        cls.today = fields.Date.today()

    def points(self, point, factor, **bucket):
        """Points of a version with one line of 7, beside the base."""
        line = {"factor": factor, "points": 7, **bucket}
        row = self.compute(point, self.use_model(line))
        self.assertEqual(len(row["factor_ids"]), 1 + (row["score"] == 307))
        return row["score"] - 300

    def say(self, point, code, weight, first, last):
        source = self.env["crm.prospect.source"].create(
            {"code": code, "name": code, "weight": weight}
        )
        self.env["crm.person.origin"].create(
            {
                "contact_point_id": point.id,
                "source_id": source.id,
                "first_seen": self.today - timedelta(first),
                "last_seen": self.today - timedelta(last),
            }
        )

    def test_base(self):
        self.assertEqual(self.compute(self.phone, self.use_model())["score"], 300)

    def test_words(self):
        """(point, factor, the word that holds, one that does not)"""
        messenger = self.env["crm.contact.point"].create(
            {
                "partner_id": self.client.id,
                "kind": "messenger",
                "network": "vk",
                "value": "581233",
            }
        )
        for point, factor, word, other in (
            (self.phone, "usage", "personal", "work"),
            (self.phone, "kind", "mobile", "fixed"),
            (self.mail, "kind", "email", "mobile"),
            (messenger, "kind", "messenger", "email"),
            (self.phone, "number_exists", "unknown", "yes"),
            (self.mail, "domain_class", "corporate", "public"),
        ):
            with self.subTest(factor=factor, word=word):
                self.assertEqual(self.points(point, factor, value=word), 7)
                self.assertEqual(self.points(point, factor, value=other), 0)

    def test_words_that_are_not_of_this_kind(self):
        for point, factor, word in (
            (self.mail, "number_exists", "unknown"),
            (self.phone, "domain_class", "corporate"),
            (self.phone, "role_address", "yes"),
            (self.phone, "unusable", "yes"),
        ):
            with self.subTest(factor=factor):
                self.assertEqual(self.points(point, factor, value=word), 0)

    def test_domain_class_and_role(self):
        self.env["crm.email.domain"].search([("name", "=", "example.org")]).unlink()
        self.env["crm.email.domain"].create(
            {"name": "example.org", "domain_class": "public"}
        )
        self.assertEqual(self.points(self.mail, "domain_class", value="public"), 7)
        self.assertEqual(self.points(self.mail, "role_address", value="yes"), 0)
        roles = self.env["crm.email.role"]
        if not roles.search([("name", "=", "info")]):
            roles.create({"name": "info"})
        self.mail.value = "info@example.org"
        self.assertEqual(self.points(self.mail, "role_address", value="yes"), 7)

    def test_unusable(self):
        self.phone.value = "+7916"
        self.assertTrue(self.phone.unusable_reason)
        self.assertEqual(self.points(self.phone, "unusable", value="yes"), 7)

    def test_number_exists(self):
        """What the register says, unless somebody was reached since."""
        plan = self.env["crm.number.plan"].create(
            {
                "name": "Mobile",
                "country_id": self.env.ref("base.ru").id,
                "prefix": "+7916",
                "file_date": self.today - timedelta(10),
            }
        )
        self.env["crm.number.range"].create(
            {
                "plan_id": plan.id,
                "number_from": "+79160000000",
                "number_to": "+79161000000",
            }
        )
        self.assertEqual(self.points(self.phone, "number_exists", value="no"), 7)
        self.add_event(self.phone, "reached", 20)
        self.assertEqual(self.points(self.phone, "number_exists", value="no"), 7)
        self.add_event(self.phone, "reached", 2)
        self.assertEqual(self.points(self.phone, "number_exists", value="yes"), 7)

    def test_sources(self):
        """By hand, and two others; the same source of an e-mail says nothing here."""
        self.say(self.phone, "ONE", 35, 400, 30)
        self.say(self.phone, "TWO", 90, 300, 10)
        self.say(self.mail, "THREE", 99, 500, 3)
        for factor, bucket, points in (
            ("sources", {"bound_from": 3, "bound_to": 4}, 7),
            ("sources", {"bound_from": 4}, 0),
            ("sources", {"bound_to": 3}, 0),
            ("source_weight", {"bound_from": 90, "bound_to": 91}, 7),
            ("source_weight", {"bound_from": 91}, 0),
            ("age", {"bound_from": 400, "bound_to": 401}, 7),
            ("age", {"bound_to": 400}, 0),
            # Typed in today
            ("confirmed", {"bound_to": 1}, 7),
            ("confirmed", {"bound_from": 1}, 0),
        ):
            with self.subTest(factor=factor, **bucket):
                self.assertEqual(self.points(self.phone, factor, **bucket), points)

    def test_unknown(self):
        """What is not known falls into no line, however open it is."""
        self.phone.origin_ids.unlink()
        for factor in ("sources", "source_weight", "age", "confirmed", "communicated"):
            with self.subTest(factor=factor):
                self.assertEqual(self.points(self.phone, factor, bound_to=10_000), 0)

    def test_holders(self):
        self.assertEqual(self.points(self.phone, "holders", bound_to=2), 7)
        self.env["crm.contact.share"].create({"point_id": self.phone.id, "holders": 3})
        self.assertEqual(self.points(self.phone, "holders", bound_to=2), 0)
        self.assertEqual(
            self.points(self.phone, "holders", bound_from=3, bound_to=4), 7
        )

    def test_outcomes(self):
        """Each is counted for its own factor only."""
        outcomes = (
            "reached no_answer busy wrong_person not_in_service bounced opened clicked"
            " replied"
        ).split()
        for outcome in outcomes:
            event = self.add_event(self.phone, outcome)
            for factor in outcomes:
                with self.subTest(outcome=outcome, factor=factor):
                    points = self.points(self.phone, factor, bound_from=1, bound_to=2)
                    self.assertEqual(points, 7 * (factor == outcome))
            event.unlink()

    def test_half_life(self):
        """After a half-life an outcome counts half, after two a quarter."""
        self.add_event(self.phone, "reached", 30)
        self.add_event(self.phone, "reached", 60)
        line = {"factor": "reached", "points": 7}
        for half_life, low, high in ((30, 0.75, 0.76), (60, 1.20, 1.21), (1, 0, 0.01)):
            model = self.use_model(
                {**line, "bound_from": low, "bound_to": high}, half_life=half_life
            )
            self.assertEqual(self.compute(self.phone, model)["score"], 307, half_life)

    def test_forgotten(self):
        """Outcomes of twenty years ago break nothing."""
        self.add_event(self.phone, "reached", 7300)
        model = self.use_model(
            {"factor": "reached", "bound_to": 1, "points": 7}, half_life=1
        )
        self.assertEqual(self.compute(self.phone, model)["score"], 307)

    def test_communicated(self):
        self.add_event(self.phone, "no_answer", 12)
        self.add_event(self.phone, "opted_out", 9)
        days = {"bound_from": 9, "bound_to": 10}
        self.assertEqual(self.points(self.phone, "communicated", **days), 7)
        self.assertEqual(self.points(self.mail, "communicated", **days), 0)

    def test_outcome_of_another_person(self):
        """Another one was reached: that says nothing of this person."""
        other = self.make_client(lastname="Травин", firstname="Олег", phones=[PHONE])
        self.add_event(self.phone, "reached", partner_id=other.id)
        self.assertEqual(self.points(self.phone, "reached", bound_from=1), 0)
        self.assertEqual(self.points(self.phone, "communicated", bound_to=1), 0)
        # But a number that is out of service is so for everybody.
        self.add_event(self.phone, "not_in_service", partner_id=other.id)
        self.assertEqual(self.points(self.phone, "not_in_service", bound_from=1), 7)

    def test_outcome_of_nobody(self):
        """Without a person it is said of the value."""
        self.add_event(self.phone, "reached", partner_id=False)
        self.assertEqual(self.points(self.phone, "reached", bound_from=1), 7)

    def test_linked_prospect(self):
        """A prospect linked with the client is the same person, for the same value."""
        prospect = self.make_prospect(lastname="Ким", firstname="Ольга", phones=[PHONE])
        points = prospect.contact_point_ids
        self.say(points, "FORM", 60, 200, 100)
        self.add_event(points, "reached")
        two = {"bound_from": 2, "bound_to": 3}
        self.assertEqual(self.points(self.phone, "sources", **two), 0)
        prospect.action_link_client(self.client.id, despite_contradictions=True)
        self.assertEqual(self.points(self.phone, "sources", **two), 7)
        self.assertEqual(self.points(self.phone, "reached", bound_from=1), 7)
        self.assertEqual(self.points(self.mail, "sources", **two), 0)
