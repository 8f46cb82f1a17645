# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestExplainTour(TourCase):
    """Why / why not in a browser, and over JSON-2, with the rights of a salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].create(
            {"lastname": "Elsewhere", "firstname": "Ivan", "is_client": True}
        )
        cls.env.cr.flush()

    def test_panel(self):
        """The panel, the dialog, another choice, and a verdict on the card."""
        self.assertEqual(self.prospect.partner_id, self.client_card)
        self.start_tour(
            f"/odoo/prospects/{self.prospect.id}",
            "crm_match_explain",
            login=self.user.login,
        )
        self.assertFalse(self.prospect.partner_id)
        self.assertEqual(self.prospect.match_ids.verdict, "rejected")

    def test_json2(self):
        """Another system asks why, with its API key."""
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.user)
            ._generate(None, "explain", fields.Datetime.now() + timedelta(hours=1))
        )
        headers = {"Authorization": f"Bearer {key}"}
        answer = self.url_open(
            "/json/2/crm.prospect/explain",
            json={"ids": self.prospect.ids, "partner_id": self.client_card.id},
            headers=headers,
        )
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.json()["linked"])
        with mute_logger("odoo.http"):
            refused = self.url_open(
                "/json/2/crm.prospect/explain",
                json={"ids": self.prospect.ids, "partner_id": "x"},
                headers=headers,
            )
        self.assertEqual(refused.status_code, 422)
        self.assertIn("partner_id", refused.json()["message"])
