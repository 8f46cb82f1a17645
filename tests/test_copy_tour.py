# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestCopyTour(TourCase):
    """A salesperson copies from a prospect to an application, and to a prospect."""

    def test_copy(self):
        self.prospect.comment = "Call after six"
        lead = self.env["crm.lead"].create(
            {
                "name": "Empty loan",
                "type": "opportunity",
                "description": "<p>Wants a car</p>",
                "user_id": self.user.id,
            }
        )
        self.env.flush_all()
        self.start_tour(
            f"/odoo/action-crm.crm_lead_action_pipeline/{lead.id}",
            "crm_copy_from",
            login=self.user.login,
        )
        lead.invalidate_recordset()
        self.assertEqual(lead.contact_name, "Touring Anna")
        self.assertIn("Call after six", lead.description)
        self.assertIn("Wants a car", lead.description)
        self.assertIn("555", lead.phone)
        self.assertEqual(lead.prospect_id, self.prospect)
