# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestMailingTour(TourCase):
    """A salesperson writes to the prospect whose card he has open."""

    def test_letter(self):
        self.env.company.crm_mailing_sender = "sales@example.com"
        self.prospect.contact_point_ids = [
            Command.create({"kind": "email", "value": "anna.touring@example.org"})
        ]
        self.env["mail.template"].create(
            {
                "name": "Tour offer",
                "model_id": self.env["ir.model"]._get_id("crm.prospect"),
                "subject": "Offer for {{ object.name }}",
                "body_html": '<p>Dear <t t-out="object.name"/></p>',
            }
        )
        self.env.cr.flush()
        self.start_tour(
            f"/odoo/action-crm_prospect.crm_prospect_action/{self.prospect.id}",
            "crm_mailing_letter",
            login=self.user.login,
        )
        letter = self.prospect.message_ids.filtered("mail_activity_type_id")
        self.assertEqual(letter.subject, f"Offer for {self.prospect.name}")
