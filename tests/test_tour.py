# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTour(HttpCase):
    """The screens in a browser, as a salesperson uses them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "prospect_tour",
            "sales_team.group_sale_salesman_all_leads",
            name="Tour Guide",
            tz="UTC",
        )
        person = {
            "lastname": "Touring",
            "firstname": "Anna",
            "birthdate_date": "1985-03-14",
            "contact_point_ids": [
                Command.create({"kind": "phone", "value": "+7 916 555-01-27"})
            ],
        }
        cls.client_card = cls.env["res.partner"].create({**person, "is_client": True})
        cls.prospect = cls.env["crm.prospect"].create(person)
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
