# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of leads share: the people of the table, and the doors."""

from odoo.tests import new_test_user

from .common import ANNA, BIRTH, EMAIL, NAME, PHONE, ProspectCase

FULL_NAME = " ".join(NAME.values())
# What an application says of Anna: enough for the rule name + phone.
ANNA_LEAD = {
    "name": "Loan",
    "contact_name": FULL_NAME,
    "phone": PHONE["phones"][0],
    "email_from": EMAIL["emails"][0],
}
BORIS_LEAD = {
    "name": "Loan",
    "contact_name": "Кузнецов Борис Олегович",
    "phone": "+79035554433",
    "email_from": "boris.kuznetsov@example.org",
}


class DoorCase(ProspectCase):
    """A salesman who sees everything, one rule, and a client: Anna."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.rule = cls.make_rule("lastname", "firstname", "phone")
        cls.make_rule("phone", mode="proposing")
        cls.anna = cls.make_client(**NAME, **BIRTH, **PHONE, **EMAIL, city=ANNA["city"])
        cls.salesman = new_test_user(
            cls.env,
            "l_salesman",
            email="l_salesman@example.org",
            groups="sales_team.group_sale_salesman_all_leads,base.group_partner_manager,"
            "crm_prospect.group_prospect_all",
        )

    @classmethod
    def make_leads(cls, *vals_list, user=None):
        """Leads as the salesman makes them, with their prospects."""
        leads = cls.env["crm.lead"].with_user(user or cls.salesman).create(vals_list)
        cls.env.cr.flush()
        return leads

    def card(self, partner):
        """All stored columns of a card, as they are in the database."""
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM res_partner WHERE id = %s", [partner.id])
        return self.env.cr.dictfetchone()

    def said(self, lead):
        """What a lead says of a person."""
        return lead.sudo()._person_values()
