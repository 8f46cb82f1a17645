# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestSalesDayTour(TourCase):
    """A salesperson's day: what is to be done, what can wait, and who is who."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.activity"].search([]).unlink()
        cls.other = cls.env["crm.prospect"].create(
            {
                "lastname": "Touring",
                "firstname": "Boris",
                "birthdate_date": "1990-01-02",
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Loan",
                "type": "opportunity",
                "prospect_id": cls.other.id,
                "user_id": cls.user.id,
            }
        )
        cls.env.cr.flush()

    def test_link_by_hand(self):
        """From the application to the client and back, and a wrong link undone."""
        self.start_tour(
            f"/odoo/action-crm.crm_lead_action_pipeline/{self.lead.id}",
            "crm_link_by_hand",
            login=self.user.login,
        )
        match = self.other.match_ids.filtered("partner_id")
        self.assertEqual((match.verdict, match.reason), ("rejected", "Her brother"))
        self.assertFalse(self.other.partner_id)

    def test_todays_actions(self):
        """From the activities of the top bar to the list, and to the application."""
        today = fields.Date.context_today(self.user)
        colleague = new_test_user(
            self.env, "tour_colleague", "sales_team.group_sale_salesman_all_leads"
        )
        for days, summary, user in (
            (-2, "Overdue call", self.user),
            (0, "Today's call", self.user),
            (0, "Colleague call", colleague),
        ):
            self.lead.activity_schedule(
                "mail.mail_activity_data_call",
                today + timedelta(days),
                summary=summary,
                user_id=user.id,
            )
        self.start_tour("/odoo", "crm_todays_actions", login=self.user.login)
        self.assertFalse(self.lead.put_off_until)
        done = self.lead.with_context(active_test=False).activity_ids
        done = done.filtered(lambda activity: not activity.active)
        self.assertEqual(done.summary, "Overdue call")
