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

TWIN = {
    "lastname": "Двойнова",
    "firstname": "Инна",
    "phones": ["+79167778899"],
    "emails": ["twin@example.org"],
}
# What the applications of the four kinds of people say.
PEOPLE = {
    "new": BORIS_LEAD,
    "known": ANNA_LEAD,
    "ambiguous": {
        "name": "Loan",
        "contact_name": "Двойнова Инна",
        "phone": TWIN["phones"][0],
        "email_from": TWIN["emails"][0],
    },
    "nobody": {
        "name": "Loan",
        "partner_name": "Romashka",
        "email_from": "info@romashka.example.org",
    },
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


class PeopleCase(DoorCase):
    """Clients who are, may be or are not the people of :data:`PEOPLE`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_rule("lastname", "firstname", "email")
        cls.twins = cls.make_client(**TWIN) + cls.make_client(**TWIN)
        # Who is chosen as the partner by hand, and knows none of these people.
        cls.clara = cls.make_client(
            lastname="Клара", firstname="Цой", emails=["clara@example.org"]
        )
        cls.clara.write({"phone": "+79161230000", "street": "ул. Садовая, 3"})
        # The addresses of the others are those of clients on their cards.
        cls.vera = cls.make_client(lastname="Кузнецова", firstname="Вера")
        cls.inna = cls.make_client(lastname="Романова", firstname="Инга")
        cls.by_email = {
            "new": cls.vera,
            "known": cls.anna,
            "ambiguous": cls.twins[0],
            "nobody": cls.inna,
        }
        for kind, client in cls.by_email.items():
            client.email = PEOPLE[kind]["email_from"]
        cls.env.cr.flush()
        cls.clients = cls.env["res.partner"].search([("is_client", "=", True)])
        cls.leads = cls.env["crm.lead"].with_user(cls.salesman)

    def cards(self):
        return {client: self.card(client) for client in self.clients}

    def check(self, kind, lead, client=None, conflict=False):
        """The lead has the right person, and nobody else has changed.

        :param client: whom a person chose, if anybody
        """
        self.env.cr.flush()
        lead = lead.sudo()
        prospect = lead.prospect_id
        known = self.anna if kind == "known" else self.env["res.partner"]
        self.assertEqual(lead.client_id, known or client or known)
        self.assertEqual(lead.client_conflict, conflict)
        self.assertEqual(bool(prospect), kind != "nobody" or bool(client))
        if prospect and not client:
            states = {"new": "none", "known": "linked", "ambiguous": "ambiguous"}
            if not (kind == "new" and prospect.match_state == "proposed"):
                self.assertEqual(prospect.match_state, states[kind])
        if client and not known:
            self.assertEqual(prospect.link_user_id, self.salesman)
        clients = self.env["res.partner"].search([("is_client", "=", True)])
        self.assertEqual(clients, self.clients)
