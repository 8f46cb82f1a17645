# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestTimelineTour(TourCase):
    """The timeline in a browser, as a salesperson reads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lead = cls.env["crm.lead"].create(
            {
                "name": "Loan for a tour",
                "prospect_id": cls.prospect.id,
                "type": "opportunity",
                "user_id": cls.user.id,
            }
        )
        for number in range(35):
            lead.message_post(body=f"Letter {number}", message_type="comment")
        lead.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.today() + timedelta(days=3),
            summary="Call Anna",
            user_id=cls.user.id,
        )
        cls.env.flush_all()

    def test_timeline(self):
        """From the prospect to its application and back in one list."""
        self.start_tour(
            f"/odoo/prospects/{self.prospect.id}",
            "crm_prospect_timeline",
            login=self.user.login,
        )

    def test_client(self):
        """The card of a client tells the story of his prospects' applications."""
        self.start_tour(
            f"/odoo/res.partner/{self.client_card.id}",
            "crm_client_timeline",
            login=self.user.login,
        )
