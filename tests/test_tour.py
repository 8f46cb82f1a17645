# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestTour(TourCase):
    """The screens in a browser, as a salesperson uses them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.prospect"].create({"lastname": "Elsewhere", "firstname": "Ivan"})
        cls.env["res.partner"].create({"name": "Tourworks Ltd", "is_company": True})
        cls.env.flush_all()

    def test_prospect_link(self):
        """The list opens a prospect, its link leads to the client and back."""
        self.assertEqual(self.prospect.partner_id, self.client_card)
        self.start_tour("/odoo/prospects", "crm_prospect_link", login=self.user.login)

    def test_person_tabs(self):
        """Three lists share one live search box."""
        self.start_tour("/odoo/prospects", "crm_prospect_tabs", login=self.user.login)
