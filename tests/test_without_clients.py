# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestWithoutClients(ProspectCase):
    """A user without the client base: what record rules and names do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "without_clients",
            groups="sales_team.group_sale_salesman_all_leads,"
            "crm_prospect.group_without_clients",
        )
        cls.client = cls.make_client(**ANNA, ref="1")
        cls.contact = cls.env["res.partner"].create(
            {"name": "Мама Анны", "parent_id": cls.client.id}
        )
        cls.company = cls.env["res.partner"].create(
            {"name": "Ромашка", "is_company": True}
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "partner_id": cls.client.id}
        )
        cls.other_lead = cls.env["crm.lead"].create(
            {"name": "Другая", "partner_id": cls.company.id}
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    def test_partners(self):
        """Neither a client nor the contacts under him, but everybody else."""
        everybody = self.client + self.contact + self.company + self.user.partner_id
        partners = self.env["res.partner"].with_user(self.user)
        found = partners.search([("id", "in", everybody.ids)])
        self.assertEqual(found, self.company + self.user.partner_id)
        for hidden in self.client + self.contact:
            with self.assertRaises(AccessError):
                hidden.with_user(self.user).read(["name"])
        self.assertFalse(partners.name_search(self.client.name))

    def test_names(self):
        """Not even code that runs as superuser for him learns the name."""
        for partner in self.client + self.contact:
            mine = partner.with_user(self.user).sudo()
            self.assertEqual(mine.display_name, "Client")
            self.assertIn(partner.name, partner.display_name)
        self.assertEqual(
            self.company.with_user(self.user).display_name, self.company.name
        )

    def test_leads(self):
        """An application of a client by Odoo's own field is hidden, others are not."""
        leads = self.env["crm.lead"].with_user(self.user)
        both = self.lead + self.other_lead
        self.assertEqual(leads.search([("id", "in", both.ids)]), self.other_lead)
        self.user.group_ids -= self.env.ref("crm_prospect.group_without_clients")
        self.assertEqual(leads.search([("id", "in", both.ids)]), both)

    def test_colleague(self):
        """A colleague who is a client stays a colleague."""
        colleague = new_test_user(self.env, "colleague", groups="base.group_user")
        colleague.partner_id.is_client = True
        mine = colleague.partner_id.with_user(self.user)
        self.assertEqual(mine.display_name, colleague.name)
        self.assertTrue(mine.read(["name"]))
