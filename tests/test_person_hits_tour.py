# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The panel beside a new lead or prospect, in a browser."""

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestPersonHitsTour(ProspectCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env, "hits_salesman", "sales_team.group_sale_salesman_all_leads"
        )

    def tour(self, model, name):
        self.env.flush_all()
        self.start_tour(f"/odoo/{model}/new", name, login=self.salesman.login)
        self.env.invalidate_all()
        return self.env[model].search([("create_uid", "=", self.salesman.id)])

    def test_lead_of_a_client(self):
        """Use this: the new lead has the prospect of the known client."""
        self.make_client(**ANNA)
        prospect = self.make_prospect(**ANNA, user_id=False)
        lead = self.tour("crm.lead", "crm_prospect_hits_lead")
        self.assertEqual(lead.prospect_id, prospect)

    @mute_logger("odoo.http")
    def test_add_anyway(self):
        """A hidden client is a count; the draft goes on, also after an error."""
        self.hide_clients()
        self.make_client(**ANNA)
        lead = self.tour("crm.lead", "crm_prospect_hits_anyway")
        self.assertEqual(lead.contact_name, "Анна Петровна Соколова")

    def test_open_instead(self):
        """A prospect who is known is opened, and no second one is made."""
        self.make_prospect(**ANNA, user_id=False)
        self.assertFalse(self.tour("crm.prospect", "crm_prospect_hits_instead"))
