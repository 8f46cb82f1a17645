# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A salesperson in a browser, a client, and the prospect who is that client."""

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user


class TourCase(HttpCase):
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
        cls.env.cr.flush()
