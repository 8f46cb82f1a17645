# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTimelineTour(HttpCase):
    """The timeline in a browser, as a salesperson reads it."""

    def test_timeline(self):
        """From the prospect to its application and back in one list."""
        user = new_test_user(
            self.env,
            "timeline_tour",
            "sales_team.group_sale_salesman_all_leads",
            name="Tour Guide",
            tz="UTC",
        )
        prospect = self.env["crm.prospect"].create({"name": "Touring Anna"})
        lead = self.env["crm.lead"].create(
            {
                "name": "Loan for a tour",
                "prospect_id": prospect.id,
                "type": "opportunity",
                "user_id": user.id,
            }
        )
        for number in range(35):
            lead.message_post(body=f"Letter {number}", message_type="comment")
        lead.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.today() + timedelta(days=3),
            summary="Call Anna",
            user_id=user.id,
        )
        self.env.flush_all()
        self.start_tour(
            f"/odoo/prospects/{prospect.id}", "crm_prospect_timeline", login=user.login
        )
