# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common_score import ScoreCase

CLIENTS = 60


@tagged("post_install", "-at_install")
class TestScoreRows(ScoreCase):
    """The rows of a small base of people with all kinds of facts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.load_clients(
            [
                {
                    "ref": str(number),
                    "lastname": "Соколов",
                    "firstname": f"Иван{chr(1072 + number % 30)}",
                    "phones": [f"+7916{number:07}", f"+7495{number:07}", "12345"],
                    "emails": [f"a{number}@example.org", f"info@{number}.example.org"],
                }
                for number in range(CLIENTS)
            ]
        )
        cls.points = cls.clients.contact_point_ids
        dice = random.Random(5)
        for point in cls.points.filtered("match_key"):
            for _event in range(dice.randrange(4)):
                outcome = dice.choice(
                    ["reached", "no_answer", "busy", "bounced", "wrong_person"]
                )
                cls.add_event(point, outcome, dice.uniform(0, 400))
        cls.env["crm.contact.share"].create(
            [
                {
                    "point_id": point.id,
                    "holders": dice.randint(2, 9),
                    "is_owner": dice.random() < 0.5,
                }
                for point in dice.sample(list(cls.points), 50)
            ]
        )
        cls.scorer = cls.env["crm.contact.scorer"]
        cls.env.flush_all()

    def test_sum_of_lines(self):
        """The points of the lines stored, limited, are the score stored."""
        self.assertEqual(len(self.points), 5 * CLIENTS)
        self.scorer._score("partner_id", self.clients.ids)
        rows = self.stored(self.points)
        self.assertEqual(len(rows), len(self.points))
        factors = self.env["crm.contact.score.factor"]
        seen = set()
        for _point, model, score, factor_ids, *_rest in rows:
            lines = factors.browse(factor_ids)
            self.assertEqual(lines.model_id.ids, [model])
            self.assertEqual(score, max(0, min(1000, sum(lines.mapped("points")))))
            seen.update(lines.mapped("factor"))
        self.assertGreater(len(seen), 10)
        self.assertIn(0, [row[2] for row in rows])

    def test_ranks(self):
        """Best first; each person and kind counts from one, without a gap."""
        self.scorer._score("partner_id", self.clients.ids)
        for client in self.clients:
            points = client.contact_point_ids
            points.invalidate_recordset()
            confirmed = {p: max(p.origin_ids.mapped("last_seen")) for p in points}
            best = points.sorted(
                lambda p, of=confirmed: (-p.score, -of[p].toordinal(), p.id)
            )
            self.assertEqual(best.mapped("rank"), [1, 2, 3, 4, 5])
            for kind, count in (("phone", 3), ("email", 2)):
                of_kind = best.filtered(lambda p, kind=kind: p.kind == kind)
                expected = list(range(1, count + 1))
                self.assertEqual(of_kind.mapped("kind_rank"), expected)
            # The order of the contacts on a card.
            self.assertEqual(
                self.env["crm.contact.point"].search([("partner_id", "=", client.id)]),
                best,
            )

    def test_ties(self):
        """Equal scores: what was confirmed last, then what came first."""
        self.use_model()
        client = self.make_client(
            lastname="Равный",
            firstname="Пётр",
            phones=["+79160000101", "+79160000102", "+79160000103"],
        )
        first, second, third = client.contact_point_ids.sorted("id")
        today = fields.Date.today()
        (first | second).origin_ids.write({"last_seen": today - timedelta(9)})
        third.origin_ids.unlink()
        rows = self.select_scores("partner_id", client.ids)
        self.assertEqual(
            [rows[p.id]["rank"] for p in (first, second, third)], [1, 2, 3]
        )
        second.origin_ids.write({"last_seen": today})
        rows = self.select_scores("partner_id", client.ids)
        self.assertEqual(
            [rows[p.id]["rank"] for p in (first, second, third)], [2, 1, 3]
        )

    def test_again(self):
        """The second time nothing is written, nor locked."""
        everybody = SQL("person = ANY(%s)", self.clients.ids)
        self.scorer._score("partner_id", self.clients.ids)
        self.scorer._write_contactability(everybody)
        versions = self.versions()
        self.assertEqual(self.scorer._score("partner_id", self.clients.ids), 0)
        self.assertEqual(self.scorer._write_contactability(everybody), 0)
        self.assertEqual(self.versions(), versions)
        self.add_event(self.points.filtered("match_key")[0], "reached")
        self.assertGreaterEqual(self.scorer._score("partner_id", self.clients.ids), 1)

    def versions(self):
        self.env.cr.execute(
            """SELECT id, ctid::text, xmax::text FROM crm_contact_score
            UNION ALL SELECT -id, ctid::text, xmax::text FROM crm_contactability"""
        )
        return sorted(self.env.cr.fetchall())

    def test_one_as_all(self):
        """One by one, in part, and everybody: the same rows."""
        everybody = self.select_scores("partner_id", self.clients.ids)
        slices = {}
        for condition in (
            SQL("person <= %s", self.clients.ids[20]),
            SQL("person BETWEEN %s AND %s", self.clients.ids[21], self.clients.ids[-1]),
        ):
            self.env.cr.execute(self.scorer._select_scores("partner_id", condition))
            slices.update((r["point_id"], r) for r in self.env.cr.dictfetchall())
        one_by_one = {}
        for client in self.clients:
            one_by_one.update(self.select_scores("partner_id", client.ids))
        self.assertEqual(one_by_one, everybody)
        self.assertEqual({p: slices[p] for p in everybody}, everybody)

    def test_draft(self):
        """A version is tried without being stored."""
        draft = self.env["crm.contact.score.model"].create(
            {
                "name": "Draft",
                "factor_ids": [
                    fields.Command.create(
                        {"factor": "base", "value": "any", "points": 77}
                    )
                ],
            }
        )
        rows = self.select_scores("partner_id", self.clients.ids, draft)
        self.assertEqual({row["score"] for row in rows.values()}, {77})
        draft.factor_ids.points = 78
        rows = self.select_scores("partner_id", self.clients.ids, draft)
        self.assertEqual({row["score"] for row in rows.values()}, {78})

    def test_prospects(self):
        prospects = self.load_prospects(
            [{"lastname": "Ким", "firstname": "Ян", "phones": ["+79160000999"]}]
        )
        self.assertEqual(self.scorer._score("prospect_id", prospects.ids), 1)
        point = prospects.contact_point_ids
        self.assertGreater(point.score, 0)
        self.assertEqual((point.rank, point.kind_rank), (1, 1))

    def test_no_version(self):
        """Without an active version nothing is scored, and nothing breaks."""
        self.env["crm.contact.score.model"]._active().state = "archived"
        self.assertEqual(self.scorer._score("partner_id", self.clients.ids), 0)
        self.assertEqual(self.scorer._write_contactability(SQL("TRUE")), 0)
