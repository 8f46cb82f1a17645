# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import tagged

from .common_share import ShareCase


@tagged("post_install", "-at_install")
class TestContactabilityPlaces(ShareCase):
    """Places are dense, equals share them, and every score has one."""

    def test_places(self):
        """Иванов 725, Петров 615, Смирнова 615, Орлов 20."""
        self.env["crm.contactability"].search([]).unlink()
        people = self.env["res.partner"].create(
            [
                {"name": name, "is_client": True}
                for name in ("Иванов", "Петров", "Смирнова", "Орлов")
            ]
        )
        self.env["crm.contactability"].create(
            [
                {
                    "partner_id": person.id,
                    "score": score,
                    "usable_count": 1,
                    "computed_at": fields.Datetime.now(),
                }
                for person, score in zip(people, (725, 615, 615, 20), strict=True)
            ]
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
