# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is known already, while a new person is typed."""

from odoo import api
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ANNA, BIRTH, EMAIL, NAME, PHONE, ProspectCase

DRAFT = {"name": "Соколова Анна Петровна", **PHONE}


@tagged("post_install", "-at_install")
class TestSimilarPeople(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env, "typing_salesman", "sales_team.group_sale_salesman_all_leads"
        )

    def find_similar(self, values, **arguments):
        self.env.flush_all()
        prospects = self.env["crm.prospect"].with_user(self.salesman)
        return prospects.find_similar(values, **arguments)

    def assertHits(self, values, *people, certain=True):
        """These people are found, in this order."""
        answer = self.find_similar(values)
        models = {"client": "res.partner", "prospect": "crm.prospect"}
        found = [(models[hit["kind"]], hit["id"]) for hit in answer["hits"]]
        self.assertEqual(found, [(person._name, person.id) for person in people])
        for hit in answer["hits"]:
            self.assertEqual(hit["certain"], certain)
        return answer["hits"]

    # ------------------------------------------------------------------ who

    def test_client(self):
        client = self.make_client(**ANNA)
        self.make_client(lastname="Волков", firstname="Борис", **PHONE)
        for known in (PHONE, EMAIL):
            [hit] = self.assertHits({**NAME, **known}, client)
            self.assertEqual(hit["name"], client.name)
            self.assertEqual(hit["number"], client.client_number_display)
            self.assertIsNone(hit["prospect"])
        self.assertEqual(hit["why"], "full name matches, e-mail matches")
        half = {"lastname": ANNA["lastname"], "firstname": ANNA["firstname"], **BIRTH}
        self.assertHits(half, client, certain=False)
        self.assertHits(NAME)
        self.assertHits({"name": "Иванов Иван", **PHONE})

    def test_prospect(self):
        """Also by rules that are for clients: nobody is to be typed twice."""
        prospect = self.make_prospect(**ANNA)
        [hit] = self.assertHits(DRAFT, prospect)
        self.assertEqual(hit["prospect"]["id"], prospect.id)
        self.assertEqual(hit["number"], prospect.number_display)
        self.assertEqual(hit["why"], "full name matches, phone matches")

    def test_people_not_records(self):
        """A client and his prospects are one hit, which offers a prospect."""
        client = self.make_client(**ANNA)
        prospects = [
            self.make_prospect(**ANNA, source=source, ref="1")
            for source in ("AL", "BT")
        ]
        [hit] = self.assertHits(DRAFT, client)
        self.assertEqual(hit["prospect"]["id"], prospects[1].id)
        # Found by what only a prospect of his says.
        other = {"phones": ["+79265550102"]}
        third = self.make_prospect(**{**ANNA, **other}, source="GM", ref="1")
        self.assertEqual(third.partner_id, client)
        [hit] = self.assertHits({**NAME, **other}, client)
        self.assertEqual(hit["prospect"]["id"], third.id)
        self.assertEqual(hit["why"], "full name matches, phone matches")

    def test_ambiguous(self):
        """Of two clients who fit alike neither is certain."""
        clients = [self.make_client(**ANNA) for _number in range(2)]
        self.assertHits(DRAFT, *clients, certain=False)
        self.assertEqual(len(self.find_similar(DRAFT, limit=1)["hits"]), 1)

    def test_writes_nothing(self):
        """It answers on a read-only cursor; the log of readings has its own."""
        client = self.make_client(**ANNA)
        self.make_prospect(**ANNA)
        self.env.flush_all()
        with (
            self.enter_registry_test_mode(),
            self.registry.cursor(readonly=True) as cr,
        ):
            prospects = api.Environment(cr, self.salesman.id, {})["crm.prospect"]
            [hit] = prospects.find_similar(DRAFT)["hits"]
        self.assertEqual(hit["id"], client.id)

    # ------------------------------------------------------------------ rights

    def test_hidden(self):
        """Whom one may not see is a count: no name, no id, no reason."""
        self.hide_clients()
        self.make_client(**ANNA)
        self.assertEqual(self.find_similar(DRAFT), {"hits": [], "hidden": 1})
        admin = self.env.ref("base.user_admin")
        self.make_prospect(**ANNA, user_id=admin.id)
        self.salesman = new_test_user(
            self.env, "typing_own", "sales_team.group_sale_salesman"
        )
        self.assertEqual(self.find_similar(DRAFT), {"hits": [], "hidden": 1})

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_client(**ANNA, company_id=company.id)
        self.make_prospect(**ANNA, company_id=company.id, user_id=False)
        self.assertEqual(self.find_similar(DRAFT), {"hits": [], "hidden": 0})

    def test_not_for_everybody(self):
        plain = new_test_user(self.env, "typing_plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.prospect"].with_user(plain).find_similar(DRAFT)

    # ------------------------------------------------------------------ the call

    def test_wrong_values(self):
        """What is wrong is named, and no value is repeated."""
        for field, values in (
            ("person", None),
            ("person", "Соколова"),
            ("name", {}),
            ("name", {"name": 12.5}),
            ("name", {"name": "x" * 999}),
            ("source", {**DRAFT, "source": "NOPE"}),
            ("partner_id", {**DRAFT, "partner_id": 1}),
            ("birthdate", {**DRAFT, "birthdate": "31.02.1980"}),
            ("phones", {**DRAFT, "phones": "+79161234567"}),
            ("phones", {**DRAFT, "phones": ["+7916"] * 999}),
        ):
            with self.assertRaisesRegex(UserError, f"^{field}: "):
                self.find_similar(values)
        for limit in (0, 101, "3", None, True):
            with self.assertRaisesRegex(UserError, "^limit: "):
                self.find_similar(DRAFT, limit=limit)
        # What cannot be used is kept out of the question, and no reason to stop.
        self.assertHits({**NAME, "phones": ["5555555555"], "emails": ["anna@"]})

    def test_queries(self):
        """A constant number of statements, however many people are found."""
        counts = []
        for number in range(3):
            self.make_client(**ANNA)
            self.find_similar(DRAFT)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = self.find_similar(DRAFT)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(answer["hits"]), number + 1)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 24)
