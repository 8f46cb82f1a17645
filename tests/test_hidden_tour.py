# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common_access import WITHOUT_CLIENTS
from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestHiddenTour(TourCase):
    """Somebody without the client base, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user.group_ids += cls.env.ref(WITHOUT_CLIENTS)
        new_test_user(
            cls.env,
            "hidden_tour_steward",
            "sales_team.group_sale_salesman_all_leads,"
            "crm_prospect.group_prospect_steward",
        )
        known = cls.env["crm.prospect"].create(
            {"lastname": "Elsewhere", "firstname": "Known"}
        )
        known.action_link_client(cls.client_card.id, despite_contradictions=True)
        cls.env["crm.lead"].create(
            {
                "name": "Hidden loan",
                "type": "opportunity",
                "prospect_id": known.id,
                "user_id": cls.user.id,
            }
        )
        cls.env.flush_all()

    def test_application(self):
        """A client is known, nobody learns who, and a steward is asked once."""
        self.start_tour(
            "/odoo/action-crm.crm_lead_action_pipeline",
            "crm_hidden_client",
            login=self.user.login,
        )
        kind = self.env.ref("crm_prospect.mail_activity_type_access")
        asked = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        self.assertEqual(len(asked), 1)

    def test_list(self):
        """Tabs and badges of prospects, and no way to the list of clients."""
        self.start_tour(
            "/odoo/prospects", "crm_hidden_client_list", login=self.user.login
        )
