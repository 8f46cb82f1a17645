# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""“Did you mean …?” on the card of a prospect, in a browser."""

from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestEmailTypoTour(TourCase):
    def test_one_click(self):
        points = self.env["crm.contact.point"].create(
            [
                {"prospect_id": self.prospect.id, "kind": "email", "value": value}
                for value in ("first@gmial.com", "second@yadnex.ru")
            ]
        )
        self.env.flush_all()
        self.start_tour(
            f"/odoo/crm.prospect/{self.prospect.id}",
            "crm_prospect_contact_typo",
            login=self.user.login,
        )
        self.env.invalidate_all()
        self.assertEqual(
            points.mapped("value"), ["first@gmail.com", "second@yadnex.ru"]
        )
        self.assertEqual(points.mapped("is_typo_dismissed"), [False, True])
