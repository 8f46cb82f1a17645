# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, DoorCase


@tagged("post_install", "-at_install")
class TestLeadGiven(DoorCase):
    """Nobody reads or changes a hidden prospect by choosing it for a lead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = new_test_user(
            cls.env, "l_given", groups="sales_team.group_sale_salesman"
        )
        cls.hidden = cls.make_prospect(
            lastname="Тайная", firstname="Ольга", user_id=cls.salesman.id
        )
        cls.leads = cls.env["crm.lead"].with_user(cls.own)

    def refused(self, deed):
        with self.assertRaises(AccessError) as caught, self.env.cr.savepoint():
            deed()
        self.assertNotIn("Тайная", str(caught.exception))

    def test_hidden(self):
        """Neither its name is told nor a contact added, whatever the door."""
        vals = {**BORIS_LEAD, "prospect_id": self.hidden.id}
        self.refused(lambda: self.leads.create(vals))
        by_default = self.leads.with_context(default_prospect_id=self.hidden.id)
        self.assertNotEqual(by_default.create(BORIS_LEAD).prospect_id, self.hidden)
        self.refused(lambda: self.leads.web_save(vals, {"prospect_id": {}}))
        [lead] = self.make_leads({**BORIS_LEAD, "user_id": self.own.id}, user=self.own)
        self.refused(lambda: lead.write({"prospect_id": self.hidden.id}))
        self.env.cr.flush()
        self.assertFalse(self.hidden.contact_point_ids)
        self.assertFalse(self.hidden.lead_ids)

    def test_visible(self):
        """One that the user may see is his to choose."""
        mine = self.make_prospect(lastname="Моя", user_id=self.own.id)
        lead = self.leads.create({**BORIS_LEAD, "prospect_id": mine.id})
        self.assertEqual(lead.prospect_id, mine)

    def test_given_by_the_system(self):
        """A lead whose prospect is hidden is written, copied and merged as ever."""
        lead = self.env["crm.lead"].create(
            {
                **BORIS_LEAD,
                "type": "lead",
                "prospect_id": self.hidden.id,
                "user_id": self.own.id,
            }
        )
        self.env.cr.flush()
        lead = lead.with_user(self.own)
        lead.write({"prospect_id": self.hidden.id, "city": "Клин"})
        copy = lead.copy()
        self.env.cr.flush()
        self.assertEqual(copy.prospect_id, self.hidden)
        head = self.leads.create({"name": "Head", "type": "opportunity"})
        self.assertEqual((lead + head).merge_opportunity(), head)
        self.env.cr.flush()
        self.assertEqual(head.prospect_id, self.hidden)

    def test_message(self):
        """Who is addressed from one lead is chosen for no other one."""
        office = "office-mail@example.org"
        self.anna.email = office
        one, two = self.make_leads(
            {**ANNA_LEAD, "email_from": office, "phone": False},
            {**BORIS_LEAD, "email_from": office},
        )
        self.assertFalse(one.client_id or two.client_id)
        one.message_post(body="Hello", partner_ids=self.anna.ids)
        self.env.cr.flush()
        self.assertEqual(two.partner_id, self.anna)
        self.assertEqual(one.client_id, self.anna)
        self.assertFalse(two.client_id)
