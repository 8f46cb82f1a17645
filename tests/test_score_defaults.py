# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.crm_prospect.models.scoring.score_factor import FACTORS, WORD_FACTORS

from .common_score import ScoreCase

# A Russian mobile number that one source named lately; the rest is told by each test.
MOBILE = {
    "base": "any",
    "sources": 1,
    "source_weight": 50,
    "usage": "personal",
    "kind": "mobile",
    "holders": 1,
    "age": 400,
    "confirmed": 100,
    "number_exists": "yes",
}
FIVE = {
    "Личный номер": {"reached": 0.9, "communicated": 10},
    "Номер жены": {"holders": 2},
    "Не отвечает": {"no_answer": 2.9, "communicated": 3},
    "Телефон агента": {"holders": 300},
    "Не существует": {"not_in_service": 0.9, "communicated": 10},
}


@tagged("post_install", "-at_install")
class TestScoreDefaults(ScoreCase):
    """What the shipped lines give, as sums anybody can check by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.version = cls.env.ref("crm_prospect.contact_score_model_1")

    def lines(self, **facts):
        """The lines that these facts fall into."""
        return self.version.factor_ids.filtered(
            lambda line: line.factor in facts and self.holds(line, facts[line.factor])
        )

    @staticmethod
    def holds(line, fact):
        if line.factor in WORD_FACTORS:
            return line.value == fact
        return line.bound_from <= fact and (not line.bound_to or fact < line.bound_to)

    def points(self, **facts):
        return sum(self.lines(**facts).mapped("points"))

    def test_five_phones_of_one_client(self):
        """Own number, wife's, unanswered, agent's, out of service: in this order."""
        points = {
            name: self.points(**{**MOBILE, **more}) for name, more in FIVE.items()
        }
        self.assertEqual(
            points,
            {
                "Личный номер": 300 + 30 + 30 + 80 + 80 + 30 + 30 + 30 + 150 + 40,
                "Номер жены": 300 + 30 + 30 + 80 - 20 + 30 + 30 + 30,
                "Не отвечает": 300 + 30 + 30 + 80 + 80 + 30 + 30 + 30 - 200 + 40,
                "Телефон агента": 300 + 30 + 30 + 80 - 350 + 30 + 30 + 30,
                "Не существует": 300 + 30 + 30 + 80 + 80 + 30 + 30 + 30 - 700 + 40,
            },
        )
        self.assertEqual(list(points), sorted(points, key=points.get, reverse=True))

    def test_order_does_not_depend_on_what_else_is_known(self):
        """More sources, a home number, a longer time: the order stays."""
        for more in (
            {"sources": 4, "source_weight": 90},
            {"usage": "home", "kind": "fixed"},
            {"age": 4000, "confirmed": 10},
            {"confirmed": 2000, "number_exists": "unknown"},
        ):
            scores = [
                min(max(self.points(**{**MOBILE, **more, **own}), 0), 1000)
                for own in FIVE.values()
            ]
            self.assertEqual(scores, sorted(scores, reverse=True), more)
            self.assertEqual(len(set(scores)), 5, more)

    def test_hopeless(self):
        """What leads nowhere is worth nothing, however well it is known."""
        best = {
            **MOBILE,
            "sources": 5,
            "source_weight": 100,
            "age": 4000,
            "confirmed": 1,
            "communicated": 1,
        }
        self.assertEqual(self.points(**best, reached=2), 1000)
        self.assertLessEqual(self.points(**{**best, "unusable": "yes"}), 0)
        mail = {**best, "kind": "email", "domain_class": "public", "number_exists": ""}
        self.assertGreater(self.points(**mail, opened=1, clicked=1, replied=1), 900)
        self.assertLess(self.points(**mail, bounced=1), 200)
        self.assertLess(self.points(**{**MOBILE, "number_exists": "no"}), 200)
        disposable = {**mail, "domain_class": "disposable"}
        self.assertLess(self.points(**disposable), self.points(**mail) - 400)

    def test_every_factor_is_there(self):
        """All nine groups have lines; the shipped version passes its own check."""
        factors = set(self.version.factor_ids.mapped("factor"))
        self.assertEqual(factors, {factor for factor, _label in FACTORS})
        self.version._check_factors()
        self.version.factor_ids._check_line()
        self.assertEqual(self.env["crm.contact.score.model"]._active(), self.version)
        self.assertEqual(self.version.version, 1)

    def test_five_phones_scored(self):
        """The same five, scored by the statement itself: ranks and statuses."""
        numbers = [f"+790313557{number}" for number in range(70, 75)]
        client = self.make_client(lastname="Травин", phones=numbers)
        plan = self.env["crm.number.plan"].create(
            {
                "name": "Mobile",
                "country_id": self.env.ref("base.ru").id,
                "prefix": "+79",
            }
        )
        self.env["crm.number.range"].create(
            {
                "plan_id": plan.id,
                "number_from": "+79030000000",
                "number_to": "+79039999999",
            }
        )
        points = {p.value: p for p in client.contact_point_ids}
        own, wife, silent, agent, dead = [points[number] for number in numbers]
        self.add_event(own, "reached", 10)
        for days in (1, 2, 3):
            self.add_event(silent, "no_answer", days)
        self.add_event(dead, "not_in_service", 10)
        self.env["crm.contact.share"].create(
            [
                {"point_id": wife.id, "holders": 2, "relation": "wife"},
                {"point_id": agent.id, "holders": 300},
            ]
        )
        self.env["crm.contact.scorer"]._score("partner_id", client.ids)
        five = own | wife | silent | agent | dead
        scores = self.env["crm.contact.score"].search([("point_id", "in", five.ids)])
        ranked = scores.sorted("rank")
        self.assertEqual(ranked.point_id.ids, five.ids)
        self.assertEqual(ranked.mapped("rank"), [1, 2, 3, 4, 5])
        self.assertEqual(
            ranked.mapped("status"),
            ["personal", "relative", "no_answer", "shared", "not_exist"],
        )
        for score in scores:
            total = sum(reason["points"] for reason in score._get_reasons())
            self.assertEqual(score.score, min(max(total, 0), 1000))
        exists = {"text": "Exists by the numbering plan", "points": 30}
        self.assertIn(exists, ranked[-1]._get_reasons())
