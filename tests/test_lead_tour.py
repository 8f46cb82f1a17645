# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestLeadTour(TourCase):
    """A salesperson sees at once that an application is that of a known client."""

    def test_known_client(self):
        for name in ("First loan", "Second loan"):
            self.env["crm.lead"].create(
                {
                    "name": name,
                    "type": "opportunity",
                    "prospect_id": self.prospect.id,
                    "user_id": self.user.id,
                }
            )
        self.env.flush_all()
        self.start_tour(
            "/odoo/action-crm.crm_lead_action_pipeline",
            "crm_lead_known_client",
            login=self.user.login,
        )
