# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import SQL

from .common import NAME, ProspectCase

INN, OTHER_INN = "7707083893", "500100732259"


@tagged("post_install", "-at_install")
class TestEmployer(ProspectCase):
    """The company with the INN of the employer, a relation to look at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("employer_own", "own")
        cls.company = cls.make_company("Bank", INN)
        cls.prospect = cls.make_prospect(**NAME, employer_vat=INN, user_id=False)

    @classmethod
    def make_company(cls, name, vat, **vals):
        companies = cls.env["res.partner"].with_context(no_vat_validation=True)
        return companies.create({"name": name, "vat": vat, "is_company": True, **vals})

    def test_notations(self):
        """However the two are written; what is no INN finds nothing."""
        for company, person in (
            (INN, f"ИНН {INN}"),
            (f"RU{INN}", INN),
            ("7707 083893", "77 0708 3893"),
            (f"{INN}/773601001", INN),
            (OTHER_INN, OTHER_INN),
        ):
            self.company.vat = company
            self.prospect.employer_vat = person
            self.assertEqual(self.prospect.employer_id, self.company, company)
        for company, person in (
            ("7707083894", "7707083894"),
            (INN, "5555555555"),
            (INN, "нет"),
            (False, INN),
            (INN, False),
        ):
            self.company.vat = company
            self.prospect.employer_vat = person
            self.assertFalse(self.prospect.employer_id, person)

    def test_several(self):
        """Of several companies the head office, then the oldest; archived ones not."""
        head = self.make_company("Head", INN)
        self.company.parent_id = head
        second = self.make_company("Second", INN)
        self.env.invalidate_all()
        self.assertEqual(self.prospect.employer_id, head)
        head.active = False
        self.env.invalidate_all()
        self.assertEqual(self.prospect.employer_id, second)
        second.is_company = False
        self.env.invalidate_all()
        self.assertEqual(self.prospect.employer_id, self.company)

    def test_client(self):
        client = self.make_client(**NAME, employer_vat=INN)
        self.assertEqual(client.employer_id, self.company)
        found = self.env["res.partner"].search([("employer_id", "=", self.company.id)])
        self.assertEqual(found, client)

    def test_nobody_is_recognised_by_it(self):
        """A colleague is nobody's match, and no client."""
        client = self.make_client(lastname="Орлов", employer_vat=INN)
        self.assertFalse(self.prospect.partner_id | self.prospect.match_ids.partner_id)
        self.assertFalse(self.company.is_client)
        self.assertEqual(client.employer_id, self.prospect.employer_id)

    def test_search(self):
        prospects = self.env["crm.prospect"].with_user(self.user)
        other = self.make_prospect(lastname="Иная", user_id=False)
        ours = Domain("id", "in", (self.prospect + other).ids)
        for operator, value, expected in (
            ("=", self.company.id, self.prospect),
            ("in", self.company.ids, self.prospect),
            ("ilike", "bank", self.prospect),
            ("ilike", "nothing", prospects),
            ("!=", False, self.prospect),
            ("=", False, other),
            ("!=", self.company.id, other),
            ("any", [("name", "=", "Bank")], self.prospect),
        ):
            found = prospects.search(ours & Domain("employer_id", operator, value))
            self.assertEqual(found, expected, operator)

    def test_counts_and_cards(self):
        """The form of the prospect counts the company, its card counts him."""
        prospect = self.prospect.with_user(self.user)
        self.assertEqual(prospect.linked_company_count, 1)
        action = prospect.action_open_employer()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("res.partner", self.company.id)
        )
        seller = new_test_user(
            self.env, "employer_seller", groups="sales_team.group_sale_salesman"
        )
        form = Form(self.prospect.with_user(seller))
        self.assertEqual(form.employer_id, self.company)
        company = self.company.with_user(self.user)
        self.assertEqual(company.employed_prospect_count, 1)
        action = company.action_view_employed_prospects()
        self.assertEqual(
            self.env["crm.prospect"].search(action["domain"]), self.prospect
        )

    def test_rights(self):
        """Neither counts what one may not read."""
        owner = self.make_user("employer_owner", "own")
        self.prospect.user_id = owner
        company = self.company.with_user(self.user)
        self.assertEqual(company.employed_prospect_count, 0)
        other = self.env["res.company"].create({"name": "Other"})
        self.company.company_id = other
        self.assertFalse(self.prospect.with_user(owner).employer_id)
        self.assertEqual(self.prospect.with_user(owner).linked_company_count, 0)

    def test_batch(self):
        """A hundred prospects take as many statements as two."""
        people = [
            {"lastname": "Работников", "firstname": "Иван", "ref": str(number)}
            for number in range(100)
        ]
        prospects = self.load_prospects(people)
        prospects.employer_vat = INN
        self.env.flush_all()
        for some in (prospects[:2], prospects):
            self.env.invalidate_all()
            some.mapped("employer_vat")
            with self.assertQueryCount(1):
                self.assertEqual(some.employer_id, self.company)

    def test_indexes(self):
        """The statements that are used, not read from whole tables."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        # Of a few companies it would be as good.
        self.env.cr.execute("DROP INDEX res_partner_companies")
        plans = []
        execute_query = type(self.env).execute_query

        def explain(env, query):
            self.env.cr.execute(SQL("EXPLAIN %s", query))
            plans.append("\n".join(line for (line,) in self.env.cr.fetchall()))
            return execute_query(env, query)

        self.patch(type(self.env), "execute_query", explain)
        self.env["crm.prospect"]._companies_by_inn([INN])
        self.env["res.partner"]._count_employed({INN})
        companies, prospects = plans
        self.assertIn("res_partner_company_inn", companies)
        self.assertIn("crm_prospect_employer_inn", prospects)
