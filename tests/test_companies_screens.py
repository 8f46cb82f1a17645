# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BIRTH, EMAIL, NAME, PASSPORT, PHONE, ProspectCase
from .common_companies import CompanyScene

ANNA = {**NAME, **BIRTH, **PASSPORT, **PHONE, **EMAIL}


@tagged("post_install", "-at_install")
class TestCompaniesScreens(CompanyScene, ProspectCase):
    """Review desk, timeline, letters, funnel and counts stay in one company each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_companies()
        cls.deactivate_rules()
        cls.make_rule("document:same:passport_ru", mode="proposing")
        cls.clients, cls.prospects = {}, {}
        leads = []
        for company in (cls.a, cls.b):
            cls.clients[company] = cls.make_client(**ANNA, company_id=company.id)
            prospect = cls.make_prospect(**ANNA, company_id=company.id, user_id=False)
            cls.prospects[company] = prospect
            leads.append(
                {
                    "name": f"Loan of {company.name}",
                    "prospect_id": prospect.id,
                    "company_id": company.id,
                    "user_id": False,
                    "team_id": False,
                }
            )
        cls.leads = cls.env["crm.lead"].create(leads)
        cls.env.cr.flush()
        cls.users = {cls.a: cls.of_a, cls.b: cls.of_b}

    def test_desk(self):
        for company, user in self.users.items():
            desk = self.env["crm.match.desk"].with_user(user)
            self.assertEqual(desk._rank([]), self.prospects[company].ids)
        ranked = self.as_both(self.env["crm.match.desk"])._rank([])
        self.assertEqual(len(ranked), 2)

    def test_timeline(self):
        for company, user in self.users.items():
            timeline = self.env["crm.timeline"].with_user(user)
            told = timeline.get_timeline("crm.prospect", self.prospects[company].id)
            self.assertIn(f"Loan of {company.name}", str(told["events"]))
            other = self.b if company == self.a else self.a
            self.assertNotIn(f"Loan of {other.name}", str(told["events"]))

    def test_funnel(self):
        for user in self.users.values():
            rows = self.env["crm.lead.step"].with_user(user).get_funnel([])
            applications = [row for row in rows if row["kind"] == "application"]
            self.assertEqual([row["reached"] for row in applications], [1])
            people = [row for row in rows if row["kind"] == "prospect"]
            mine = self.env["crm.prospect"].with_user(user).search_count([])
            self.assertEqual([row["reached"] for row in people], [mine])

    def test_letters(self):
        """Nobody writes to a person of another company, even together with his own."""
        self.a.crm_mailing_sender = "us@example.org"
        both = self.env["crm.prospect"].union(*self.prospects.values())
        with self.assertRaises(AccessError):
            self.env["crm.mailing"].with_user(self.of_a)._make(
                both.with_user(self.of_a)
            )
        mine = self.prospects[self.a].with_user(self.of_a)
        mailing = mine.env["crm.mailing"]._make(mine)
        self.assertEqual(mailing.sudo().recipient_ids.prospect_id, mine)

    def test_generic_values(self):
        """The list of stewards shows no value that only other companies know."""
        number = "+79160000001"
        self.make_client(lastname="Новикова", phones=[number], company_id=self.b.id)
        shared, foreign = self.env["crm.generic.value"].create(
            [
                {
                    "kind": "phone",
                    "value": point.match_key,
                    "person_count": 9,
                    "record_count": 9,
                    "link_count": 0,
                }
                for point in self.env["crm.contact.point"].search(
                    [
                        ("partner_id.company_id", "=", self.b.id),
                        ("kind", "=", "phone"),
                    ],
                    order="id",
                )
            ]
        )
        both = (shared + foreign).with_user(self.of_a)
        domain = [("id", "in", both.ids)]
        self.assertEqual(both.search(domain), shared)
        self.assertEqual(both._filtered_access("read"), shared)
        self.assertEqual(both.with_user(self.of_b).search_count(domain), 2)
