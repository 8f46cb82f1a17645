# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import tagged

from .common_share import ShareCase


@tagged("post_install", "-at_install")
class TestContactabilityPlaces(ShareCase):
    """Places are dense, equals share them, and every score has one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.contactability"].search([]).unlink()
        cls.nobody = cls.env["res.company"]

    def make_scores(self, scores, company):
        people = self.env["res.partner"].create(
            [
                {"name": name, "is_client": True, "company_id": company.id}
                for name in scores
            ]
        )
        return self.env["crm.contactability"].create(
            [
                {
                    "partner_id": person.id,
                    "score": scores[person.name],
                    "usable_count": 1,
                    "computed_at": fields.Datetime.now(),
                }
                for person in people
            ]
        )

    def test_places(self):
        """Иванов 725, Петров 615, Смирнова 615, Орлов 20."""
        self.make_scores(
            {"Иванов": 725, "Петров": 615, "Смирнова": 615, "Орлов": 20}, self.nobody
        )
        self.env.flush_all()
        places = self.env["crm.contactability.place"]
        places._count_places()
        found = {row.score: (row.place, row.percentile) for row in places.search([])}
        self.assertEqual(len(found), 1001)
        self.assertEqual(found[725], (1, 75.0))
        self.assertEqual(found[615], (2, 25.0))
        self.assertEqual(found[20], (3, 0.0))
        # Who gets a score that nobody had is behind the better ones at once.
        self.assertEqual(found[1000][0], 1)
        self.assertEqual(found[700][0], 2)
        self.assertEqual(found[0], (4, 0.0))
        self.assertEqual(places._count_places(), 0)

    def test_companies(self):
        """A client has his place among those whom his company sees; nothing crosses."""
        one, two = self.env["res.company"].create([{"name": "One"}, {"name": "Two"}])
        of_all = self.make_scores({"Иванов": 500}, self.nobody)
        ours = self.make_scores({"Петров": 700, "Орлов": 300}, one)
        theirs = self.make_scores({"Смирнова": 900, "Котова": 300}, two)
        self.env.flush_all()
        places = self.env["crm.contactability.place"]
        places._count_places()
        self.env.invalidate_all()
        self.assertEqual(of_all.mapped("place"), [1])
        self.assertEqual(ours.mapped("place"), [1, 3])
        self.assertEqual(theirs.mapped("place"), [1, 3])
        self.assertEqual(ours.mapped("percentile"), [66.67, 0])
        found = self.env["crm.contactability"].search([("place", "=", 3)])
        self.assertEqual(found, ours[1] + theirs[1])
        best = self.env["crm.contactability"].search([("place", "<=", 1)])
        self.assertEqual(best, of_all + ours[0] + theirs[0])
        [answer] = ours[1].partner_id.contactability()
        self.assertEqual(answer["place"], 3)
        self.assertEqual(places._count_places(), 0)
