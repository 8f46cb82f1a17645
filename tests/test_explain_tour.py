# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_api import ApiMixin
from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestExplainTour(ApiMixin, TourCase):
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
        ask = partial(
            self.post_with,
            self.make_key(self.user),
            "crm.prospect/explain",
            ids=self.prospect.ids,
        )
        answer = ask(partner_id=self.client_card.id)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.json()["linked"])
        with mute_logger("odoo.http"):
            refused = ask(partner_id="x")
        self.assertEqual(refused.status_code, 422)
        self.assertIn("partner_id", refused.json()["message"])
