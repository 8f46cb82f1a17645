# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finding the persons of applications is switched where people look for it."""

from odoo.tests import Form, tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, DoorCase


@tagged("post_install", "-at_install")
class TestLeadSwitches(DoorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.group_ids += cls.env.ref("sales_team.group_sale_manager")

    def test_of_a_team(self):
        """A new team looks for persons until somebody switches that off in its form."""
        form = Form(self.env["crm.team"].with_user(self.admin))
        form.name = "B2B"
        self.assertTrue(form.find_persons)
        form.find_persons = False
        team = form.save()
        vals = {"team_id": team.id, "user_id": False}
        [lead] = self.make_leads({**BORIS_LEAD, **vals})
        self.assertFalse(lead.prospect_id)
        with Form(team) as form:
            form.find_persons = True
        [lead] = self.make_leads({**BORIS_LEAD, **vals})
        self.assertTrue(lead.prospect_id)

    def switch(self, on):
        """Save the settings with the switch in this position, as their form does."""
        form = Form(self.env["res.config.settings"].with_user(self.admin))
        self.assertEqual(form.lead_persons, not on)
        form.lead_persons = on
        form.save().execute()

    def test_of_all(self):
        """The settings switch it off and on, and show which of the two it is."""
        self.switch(False)
        [lead] = self.make_leads(ANNA_LEAD)
        self.assertFalse(lead.prospect_id)
        self.switch(True)
        [lead] = self.make_leads(ANNA_LEAD)
        self.assertEqual(lead.client_id, self.anna)
