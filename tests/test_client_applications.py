# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .common import BIRTH, NAME, PASSPORT
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestClientApplications(LeadCase):
    """The card of a client counts and lists the applications of his prospects."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        person = {**NAME, **BIRTH, **PASSPORT}
        cls.client = cls.make_client(**person)
        cls.one, cls.two = (
            cls.make_prospect(**person, user_id=user.id) for user in (cls.own, cls.all)
        )
        cls.by_prospect = cls.make_lead(cls.one, user_id=cls.own.id)
        cls.by_both = cls.make_lead(cls.two, partner_id=cls.client.id)
        cls.by_contact = cls.make_lead(partner_id=cls.client.id, user_id=cls.all.id)
        cls.lost = cls.make_lead(cls.two)
        cls.lost.action_set_lost()
        cls.everything = cls.by_prospect + cls.by_both + cls.by_contact + cls.lost

    def listed(self, client):
        action = client.action_view_opportunity()
        leads = self.env["crm.lead"].with_user(client.env.user)
        return leads.with_context(active_test=False).search(action["domain"])

    def test_count_and_list(self):
        """Once each, as far as the user may read them."""
        for user, expected in (
            (self.all, self.everything),
            (self.steward, self.everything),
            (self.own, self.everything - self.by_contact),
        ):
            # Odoo keeps the number for whoever asked first in a request.
            self.env.invalidate_all()
            client = self.client.with_user(user)
            self.assertEqual(client.opportunity_count, len(expected))
            self.assertEqual(self.listed(client), expected)
            [statistic] = [
                entry
                for entry in client._compute_application_statistics_hook()[client.id]
                if entry["iconClass"] == "fa-star"
            ]
            self.assertEqual(statistic["value"], len(expected))

    def test_without_sales_rights(self):
        user = self.make_user("no_sales", "own")
        client = self.client.with_user(user)
        self.assertFalse(client._compute_application_statistics_hook().get(client.id))

    def test_hierarchy(self):
        """A company counts what its people left, once."""
        company = self.env["res.partner"].create({"name": "Ltd", "is_company": True})
        sister = self.env["res.partner"].create(
            {"name": "Somebody", "parent_id": company.id}
        )
        self.client.parent_id = company
        lead = self.make_lead(self.one, partner_id=sister.id)
        partners = (company + self.client + sister).with_user(self.all)
        self.assertEqual(partners.mapped("opportunity_count"), [5, 5, 1])
        self.assertEqual(
            self.listed(company.with_user(self.all)), self.everything + lead
        )

    def test_queries(self):
        """Thirty cards take as many statements as three."""
        clients = self.client
        for number in range(30):
            person = {
                "lastname": "Многова" + "абвгдежзик"[number % 10] * (number // 10 + 1),
                "documents": [{"type": "passport_ru", "number": f"4511 7{number:05}"}],
            }
            clients += self.make_client(**person)
            self.make_lead(self.make_prospect(**person))
        clients = clients.with_user(self.all)
        self.assertEqual(sum(clients.mapped("opportunity_count")), 34)
        few = self.queries_of(lambda: clients[:3].mapped("opportunity_count"))
        many = self.queries_of(lambda: clients.mapped("opportunity_count"))
        self.assertLessEqual(many, few)

    def test_indexes(self):
        domain = self.client.with_user(self.all)._get_contact_opportunities_domain()
        leads = self.env["crm.lead"].with_context(active_test=False)
        plan = self.plan_of(leads._search(domain).select())
        self.assertNotIn("Seq Scan", plan)

    # ------------------------------------------------------------------ prospect

    def test_prospect(self):
        """The form of a prospect counts and lists his applications."""
        two = self.two.with_user(self.all)
        self.assertEqual(two.application_count, 2)
        self.assertEqual(two.lead_ids, self.by_both + self.lost)
        action = two.action_view_applications()
        self.assertEqual(
            two.env["crm.lead"]
            .with_context(**action["context"])
            .search(action["domain"]),
            self.by_both + self.lost,
        )
        self.by_both.user_id = self.all
        two.user_id = self.own
        self.env.invalidate_all()
        self.assertEqual(self.two.with_user(self.own).lead_ids, self.lost)
        self.assertEqual(self.two.with_user(self.own).application_count, 1)

    def test_new_from_prospect(self):
        """A new one names him at once, in the lists and on the board, and stays his."""
        two = self.two.with_user(self.all)
        context = two.action_view_applications()["context"]
        with Form(two.env["crm.lead"].with_context(**context)) as form:
            form.name = "Two-room flat"
            self.assertEqual(form.contact_name, two.name)
        self.assertEqual(form.record.prospect_id, two)

    def test_prospect_form_by_role(self):
        """Who works with prospects, not with applications, can open the form."""
        plain = self.make_user("applications_plain", "all")
        self.assertEqual(self.two.with_user(plain).application_count, 0)
        arch = self.env["crm.prospect"].with_user(plain).get_view()["arch"]
        self.assertNotIn('name="lead_ids"', arch)
        form = Form(self.two.with_user(self.all))
        self.assertEqual(len(form.lead_ids), 2)
