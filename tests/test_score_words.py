# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common import ProspectCase

# factor, value, from, to: in English
WORDS = [
    ("base", "any", 0, 0, "To begin with"),
    ("kind", "voip", 0, 0, "Internet phone (VoIP)"),
    ("sources", False, 2, 3, "Sources that confirm it: 2"),
    ("sources", False, 3, 5, "Sources that confirm it: 3 to 4"),
    ("sources", False, 5, 0, "Sources that confirm it: 5 or more"),
    ("source_weight", False, 0, 20, "Weight of its best source: less than 20"),
    ("holders", False, 1, 2, "Nobody else has it"),
    ("holders", False, 2, 3, "People who have it: 2"),
    ("holders", False, 3000, 0, "People who have it: 3,000 or more"),
    ("age", False, 365, 0, "Known for 1 year or longer"),
    ("age", False, 0, 60, "Known for less than 2 months"),
    ("age", False, 60, 730, "Known for 2 months to 2 years"),
    ("confirmed", False, 0, 45, "Confirmed less than 45 days ago"),
    ("confirmed", False, 45, 90, "Last confirmed 45 days to 3 months ago"),
    ("communicated", False, 90, 0, "Last contact 3 months ago or earlier"),
    ("reached", False, 0.25, 0, "Answered lately"),
    ("reached", False, 0.25, 1.5, "Answered lately (times: 0.25 to 1.5)"),
    ("reached", False, 1.5, 0, "Answered lately (times: 1.5 or more)"),
    ("busy", False, 0, 0.5, "Was busy lately (times: less than 0.5)"),
    ("unusable", "yes", 0, 0, "Cannot be used"),
]


@tagged("post_install", "-at_install")
class TestScoreWords(ProspectCase):
    """Lines and reasons in words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = cls.env.ref("crm_prospect.contact_score_model_1")
        cls.client = cls.make_client(lastname="Травин", phones=["+79031355779"])
        cls.point = cls.client.contact_point_ids

    def line(self, factor, value, since, until):
        return self.env["crm.contact.score.factor"].new(
            {
                "factor": factor,
                "value": value,
                "bound_from": since,
                "bound_to": until,
            }
        )

    def make_score(self, point, *names, score=0, rank=1):
        """A score of these shipped lines, as the scorer writes it."""
        lines = [self.env.ref(f"crm_prospect.contact_score_{name}") for name in names]
        point.flush_recordset()
        self.env["crm.contact.score"].search([("point_id", "=", point.id)]).unlink()
        row = self.env["crm.contact.score"].create(
            {
                "point_id": point.id,
                "model_id": self.shipped.id,
                "score": score,
                "rank": rank,
                "kind_rank": rank,
                "status": "personal",
                "computed_at": "2026-03-01 02:00:00",
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_contact_score SET factor_ids = %s WHERE id = %s",
            [[line.id for line in lines], row.id],
        )
        return row

    def test_words(self):
        for *line, words in WORDS:
            self.assertEqual(self.line(*line)._words(), words, line)

    def test_every_line_has_words(self):
        """No shipped line is dumb, and no two say the same."""
        words = self.shipped.factor_ids.mapped("words")
        self.assertTrue(all(words))
        self.assertEqual(len(words), len(set(words)))

    def test_numbers_follow_the_language(self):
        """Years and thousands are told by the rules of the user's language."""
        self.env["res.lang"]._activate_lang("ru_RU")
        numbers = {
            365: "1 год",
            730: "2 года",
            1825: "5 лет",
            30: "1 месяц",
            45: "45 дней",
        }
        for days, text in numbers.items():
            line = self.line("age", False, days, 0).with_context(lang="ru_RU")
            self.assertEqual(line._duration(days), text)
        line = line.with_context(lang="ru_RU")
        self.assertEqual(line._number(0.25), "0,25")
        self.assertEqual(line._number(3000), "3\xa0000")

    def test_reasons_add_up(self):
        """For before against, by weight; together they are the unlimited score."""
        names = ("base", "kind_mobile", "holders_5", "reached_1")
        score = self.make_score(self.point, *names, score=180)
        reasons = score._get_reasons()
        self.assertEqual(
            [(reason["text"], reason["points"]) for reason in reasons],
            [
                ("To begin with", 300),
                ("Answered lately (times: 0.25 to 1.5)", 150),
                ("Mobile phone", 80),
                ("People who have it: 100 or more", -350),
            ],
        )
        self.assertEqual(sum(reason["points"] for reason in reasons), 180)

    def test_reasons_stay_with_the_score(self):
        """A later version changes nothing of what a score was made of."""
        score = self.make_score(self.point, "base", "kind_mobile", score=380)
        before = score._get_reasons()
        draft = self.shipped.copy()
        base = draft.factor_ids.filtered(lambda line: line.factor == "base")
        draft.write({"factor_ids": [Command.update(base.id, {"points": 100})]})
        draft.action_activate()
        self.assertEqual(score._get_reasons(), before)

    def test_explained_to_callers(self):
        """The public method: one dict per contact, limit and owner told in words."""
        other = self.make_client(lastname="Курочкина", phones=["+79031355779"])
        strange = other.contact_point_ids
        self.make_score(self.point, "base", "usage_personal", score=330)
        self.make_score(strange, "unusable_yes", score=0)
        self.env["crm.contact.share"].create(
            [
                {"point_id": self.point.id, "holders": 2, "is_owner": True},
                {
                    "point_id": strange.id,
                    "holders": 2,
                    "owner_partner_id": self.client.id,
                    "relation": "husband",
                },
            ]
        )
        user = self.make_user("s_own", "own")
        points = (self.point | strange).with_user(user)
        mine, hers = points.get_score_reasons()
        self.assertEqual(
            (mine["id"], mine["score"], mine["rank"]), (points[0].id, 330, 1)
        )
        self.assertEqual(mine["status_label"], "Personal number")
        self.assertEqual(mine["limit_note"], "")
        self.assertEqual(hers["limit_note"], "Limited to 0")
        self.assertEqual(hers["reasons"], [{"text": "Cannot be used", "points": -1000}])
        self.assertIn("Травин", hers["owner_note"])
        self.assertIn("Husband", hers["owner_note"])
        self.assertEqual(
            mine["owner_note"], "People who have it: 2; belongs mainly here"
        )

    def test_unseen_owner_is_not_named(self):
        """Whoever may not read the owner learns neither his name nor his relation."""
        prospect = self.make_prospect(lastname="Иной", phones=["+79031355779"])
        point = prospect.contact_point_ids
        self.make_score(point, "base", score=300)
        self.env["crm.contact.share"].create(
            {
                "point_id": point.id,
                "holders": 2,
                "owner_partner_id": self.client.id,
                "relation": "brother",
            }
        )
        self.hide_clients()
        user = self.make_user("s_blind", "own")
        prospect.user_id = user
        [told] = point.with_user(user).get_score_reasons()
        self.assertEqual(
            told["owner_note"],
            "People who have it: 2; belongs mainly to another client",
        )

    def test_nothing_of_unreadable_contacts(self):
        """A contact that the user may not read is refused, not explained."""
        stranger = self.make_user("s_stranger", "own")
        prospect = self.make_prospect(lastname="Иной", phones=["+79031355778"])
        prospect.user_id = self.make_user("s_keeper", "own")
        self.env.flush_all()
        with self.assertRaises(Exception) as caught:
            prospect.contact_point_ids.with_user(stranger).get_score_reasons()
        self.assertEqual(type(caught.exception).__name__, "AccessError")

    def test_many_at_once(self):
        """Twenty contacts are explained in as many queries as two."""
        numbers = [f"+7903135{number:04}" for number in range(20)]
        points = self.make_client(lastname="Иной", phones=numbers).contact_point_ids
        for rank, point in enumerate(points, 1):
            self.make_score(point, "base", "kind_mobile", score=380, rank=rank)

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.get_score_reasons()
            return self.cr.sql_log_count - before

        count(points)
        self.assertEqual(count(points), count(points[:2]))

    def test_not_scored_yet(self):
        """A contact without a score says so."""
        self.env["crm.contact.score"].search(
            [("point_id", "=", self.point.id)]
        ).unlink()
        [told] = self.point.get_score_reasons()
        self.assertEqual((told["score"], told["reasons"]), (False, []))
