# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BIRTH, INN, NAME, PASSPORT, PHONE, ProspectCase
from .common_companies import CompanyScene

ANNA = {**NAME, **BIRTH, **PASSPORT, **PHONE}


@tagged("post_install", "-at_install")
class TestCompanies(CompanyScene, ProspectCase):
    """The same person is a client and a prospect of two companies that do not know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_companies()
        cls.clients, cls.prospects = {}, {}
        for company in (cls.a, cls.b):
            cls.clients[company] = cls.make_client(**ANNA, company_id=company.id)
            cls.prospects[company] = cls.make_prospect(**ANNA, company_id=company.id)

    def prospects_as(self, user):
        return self.env["crm.prospect"].with_user(user)

    # ------------------------------------------------------------------ sources

    def test_source_gives_its_company(self):
        """Typed in, loaded, registered by a system: all are of the company."""
        person = {"source": "OFB", "lastname": "Новикова"}
        typed = self.make_prospect(**person)
        loaded = self.load_prospects([{**person, "ref": "1"}])
        registered = self.prospects_as(self.of_b).register({**person, "ref": "2"})
        people = typed + loaded + typed.browse(registered["prospect_id"])
        self.assertEqual(len(people), 3)
        self.assertEqual(people.company_id, self.b)
        self.assertFalse(people.with_user(self.of_a)._filtered_access("read"))
        rows = self.env["crm.person.index"].search([("prospect_id", "in", people.ids)])
        self.assertEqual(rows.mapped("company_id"), self.b.ids * 3)

    def test_source_of_another_company_is_unknown(self):
        person = {"source": "OFB", "lastname": "Новикова", "ref": "7"}
        mine = self.prospects_as(self.of_a)
        for call in (mine.register, mine.identify):
            with self.assertRaisesRegex(UserError, "source"):
                call(person)
        [refused] = mine.load([person])["refused"]
        self.assertEqual(refused["field"], "source")
        both = self.as_both(self.env["crm.prospect"])
        self.assertTrue(both.register(person)["created"])
        # Of all of his companies, only the chosen ones count.
        one = both.with_context(allowed_company_ids=self.a.ids)
        with self.assertRaisesRegex(UserError, "source"):
            one.register(person)

    def test_checked(self):
        """No prospect of a company has a source of another one."""
        with self.assertRaises(UserError):
            self.make_prospect(source="OFB", lastname="Новикова", company_id=self.a.id)
        group = self.env["crm.prospect.group"].create(
            {"name": "Of B", "company_id": self.b.id}
        )
        with self.assertRaises(UserError):
            self.sources["AL"].group_id = group
        self.source_b.group_id = group
        with self.assertRaises(UserError):
            group.company_id = self.a

    def test_code_is_unique_among_all_companies(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.source_b.with_user(self.of_a).create(
                {"code": "ofb", "name": "Mine", "company_id": self.a.id}
            )

    def test_source_changes_company(self):
        """Its prospects of no company go along, also in the index."""
        source = self.env["crm.prospect.source"].create({"code": "NEW", "name": "New"})
        [prospect] = self.load_prospects([{"source": "NEW", "lastname": "Новикова"}])
        source.company_id = self.b
        self.assertEqual(prospect.company_id, self.b)
        row = self.env["crm.person.index"].search([("prospect_id", "=", prospect.id)])
        self.assertEqual(row.company_id, self.b.id)
        with self.assertRaises(ValidationError):
            source.company_id = self.a

    def test_lists(self):
        """Sources and groups of another company are not offered."""
        group = self.env["crm.prospect.group"].create(
            {"name": "Of B", "company_id": self.b.id}
        )
        for record in (group, self.source_b):
            self.assertNotIn(record, record.with_user(self.of_a).search([]))
            self.assertIn(record, record.with_user(self.of_b).search([]))
            self.assertIn(record, self.as_both(record).search([]))

    # ------------------------------------------------------------------ who is who

    def test_matched_inside(self):
        for company, prospect in self.prospects.items():
            self.assertEqual(prospect.partner_id, self.clients[company])
            self.assertEqual(prospect.pair_ids.partner_id, self.clients[company])

    def test_identify(self):
        """Who asks for one company is told of that one, and of no number more."""
        for user, company in ((self.of_a, self.a), (self.of_b, self.b)):
            told = self.prospects_as(user).identify(ANNA)
            self.assertEqual(told["verdict"], "match")
            self.assertEqual(told["client"]["id"], self.clients[company].id)
            found = [person["id"] for person in told["prospects"]]
            self.assertEqual(found, self.prospects[company].ids)
            self.assertEqual(told["hidden"], 0)
        told = self.as_both(self.env["crm.prospect"]).identify(ANNA)
        self.assertEqual(told["verdict"], "ambiguous")
        self.assertEqual(len(told["candidates"]), 2)

    def test_identify_between_companies(self):
        """A marked rule tells that there is somebody, as a number."""
        self.make_rule(
            "document:same:passport_ru",
            cross_company=True,
            target="both",
            mode="proposing",
            sequence=1000,
        )
        told = self.prospects_as(self.of_a).identify(ANNA)
        self.assertEqual(told["client"]["id"], self.clients[self.a].id)
        self.assertEqual(len(told["prospects"]), 1)
        self.assertEqual(told["hidden"], 2)
        self.assertNotIn(self.clients[self.b].id, [c["id"] for c in told["candidates"]])

    def test_register(self):
        """Who registers finds nobody of another company, whoever else is known."""
        self.prospects[self.a].unlink()
        told = self.prospects_as(self.of_a).register({**ANNA, "source": "AL"})
        self.assertTrue(told["created"])
        self.assertNotEqual(told["prospect_id"], self.prospects[self.b].id)

    def test_register_known_number(self):
        """The number of another company's person in a source of all: no id is told."""
        reference = {"source_id": self.sources["AL"].id, "ref": "55"}
        self.prospects[self.b].reference_ids = [(0, 0, reference)]
        person = {"source": "AL", "ref": "55", "lastname": NAME["lastname"]}
        told = self.prospects_as(self.of_a).register(person, {"name": "Loan"})
        self.assertFalse(told["created"])
        for key in ("prospect_id", "client", "lead_id"):
            self.assertIsNone(told[key], key)
        loaded = self.prospects_as(self.of_a).load([person])
        self.assertEqual(loaded["ids"], [None])

    def test_register_for_all(self):
        """A person of all companies has a client of another one: none is told of."""
        for company in (self.a, self.b):
            self.prospects[company].unlink()
        self.clients[self.a].is_client = False
        self.env.cr.flush()
        person = {**ANNA, "source": "AL"}
        told = self.prospects_as(self.of_a).register(person)
        prospect = self.env["crm.prospect"].browse(told["prospect_id"])
        self.assertEqual(prospect.partner_id, self.clients[self.b])
        self.assertEqual((told["verdict"], told["hidden"]), ("none", 0))
        self.assertIsNone(told["client"])
        told = self.prospects_as(self.of_b).register(person)
        self.assertEqual(told["client"]["id"], self.clients[self.b].id)

    def test_typed_in(self):
        """The panel beside a form that is being filled in."""
        told = self.prospects_as(self.of_a).find_similar(ANNA)
        self.assertEqual([h["id"] for h in told["hits"]], self.clients[self.a].ids)
        self.assertEqual(told["hidden"], 0)

    def test_search_and_call(self):
        for user, company in ((self.of_a, self.a), (self.of_b, self.b)):
            mine = self.prospects_as(user)
            found = mine.find(ANNA["phones"][0])
            self.assertEqual(
                {(person["model"], person["id"]) for person in found},
                {
                    ("res.partner", self.clients[company].id),
                    ("crm.prospect", self.prospects[company].id),
                },
            )
            call = str(mine.who_calls(ANNA["phones"][0]))
            other = self.b if company == self.a else self.a
            self.assertIn(f"'id': {self.clients[company].id}", call)
            self.assertNotIn(f"'id': {self.clients[other].id}", call)

    # ------------------------------------------------------------------ counts

    def test_risk(self):
        """Applications of another company, or left in another one, do not count."""
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": "Loan",
                    "prospect_id": prospect.id,
                    "company_id": company.id,
                    "user_id": False,
                    "team_id": False,
                }
                for company, prospect in self.prospects.items()
            ]
        )
        self.env.cr.flush()
        self.assertEqual(leads.mapped("prospect_id.company_id"), self.a + self.b)
        for user, company in ((self.of_a, self.a), (self.of_b, self.b)):
            mine = self.prospects[company].with_user(user)
            self.assertEqual(mine.risk_count, 1)
        self.assertEqual(self.as_both(self.prospects[self.a]).risk_count, 1)
        shared = self.make_prospect(**ANNA)
        self.assertEqual(shared.with_user(self.of_a).risk_count, 1)
        self.assertEqual(self.as_both(shared).risk_count, 2)

    # ------------------------------------------------------------------ a marked link

    def test_link_between_companies(self):
        """Each side sees that there is somebody, never who."""
        client = self.make_client(lastname="Новикова", **INN, company_id=self.b.id)
        prospect = self.make_prospect(**NAME, **INN, company_id=self.a.id)
        self.assertFalse(prospect.partner_id)
        self.make_rule("document:same:inn", cross_company=True, sequence=0)
        self.match_all()
        self.assertEqual(prospect.partner_id, client)
        mine = prospect.with_user(self.of_a)
        self.assertEqual(mine.linked_client_count, 1)
        self.assertFalse(mine.client_id)
        self.assertFalse(mine.pair_ids)
        self.assertFalse(mine.env["crm.match"].search([("partner_id", "=", client.id)]))
        [shown] = mine.read(["partner_id", "display_name"])
        self.assertNotIn(client.name, str(shown["partner_id"]))
        seen = self.as_both(prospect)
        self.assertEqual(seen.client_id, client)
        self.assertEqual(seen.pair_ids.partner_id, client)
        theirs = client.with_user(self.of_b)
        self.assertNotIn(prospect, theirs.prospect_ids.sudo())
