# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is only looked up is compared exactly like who is stored."""

from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import generator
from odoo.addons.crm_prospect.tools import phones

from .common import ANNA, BIRTH, NAME
from .common_register import RegisterCase

NOT_COMPARED = ("id", "prospect_id", "partner_id", "indexed_at")
COUNT = 200


@tagged("post_install", "-at_install")
class TestVirtualRows(RegisterCase):
    def stored_row(self, prospect):
        self.env.cr.execute(
            "SELECT to_jsonb(i) FROM crm_person_index i WHERE prospect_id = %s",
            prospect.ids,
        )
        return self.env.cr.fetchone()[0]

    def virtual_rows(self, persons, companies=None):
        parsed = [self.parse(person) for person in persons]
        return self.env["crm.person.index.builder"]._virtual_rows(parsed, companies)

    def assert_same(self, virtual, prospect):
        stored = self.stored_row(prospect)
        self.assertEqual(
            {name: v for name, v in virtual.items() if name not in NOT_COMPARED},
            {name: v for name, v in stored.items() if name not in NOT_COMPARED},
        )

    def test_generated(self):
        """Column by column, for two hundred misspelled, incomplete people."""
        persons = [person for person, _client in generator.prospects(COUNT, 100)]
        persons = [{k: v for k, v in p.items() if k != "ref"} for p in persons]
        common = next(p["phones"][0] for p in persons if p.get("phones"))
        stop = next(p["emails"][0] for p in persons if p.get("emails"))
        self.env["crm.generic.value"].create(
            {
                "kind": "phone",
                "value": phones.parse_one(common).number,
                "state": "accepted",
            }
        )
        self.env["crm.stop.value"].create({"kind": "email", "value": stop})
        prospects = self.load_prospects(persons)
        rows = self.virtual_rows(persons)
        self.assertEqual(
            [row["prospect_id"] for row in rows], list(range(-1, -COUNT - 1, -1))
        )
        for row, prospect in zip(rows, prospects, strict=True):
            self.assert_same(row, prospect)
        kinds = (
            "phones",
            "emails",
            "messengers",
            "documents",
            "address_key",
            "group_id",
        )
        for kind in kinds:
            self.assertTrue(any(row[kind] for row in rows), kind)

    def test_everything(self):
        """Values that tell nothing, an address of many, several spellings of one."""
        key = self.virtual_rows([{**ANNA, "source": "AL"}])[0]["address_key"]
        self.assertTrue(key)
        self.env["crm.generic.value"].create(
            [
                {"kind": "address", "value": key, "state": "accepted"},
                {"kind": "document", "value": "inn:500100732259", "state": "accepted"},
            ]
        )
        self.env["crm.stop.value"].create({"kind": "birthdate", "value": "17.05.1980"})
        person = {
            **ANNA,
            "source": "AL",
            "phones": ["8 916 123-45-67", "+7 (916) 1234567", "555"],
            "emails": ["Anna.Sokolova@Example.org", "anna.sokolova@example.org"],
        }
        prospect = self.load_prospects([person])
        prospect.company_id = self.env.company
        self.env.cr.flush()
        [row] = self.virtual_rows([person], self.env.company.ids)
        self.assert_same(row, prospect)
        self.assertEqual(row["phones"], ["+79161234567"])
        self.assertIsNone(row["address_key"])
        self.assertIsNone(row["birthdate_date"])
        self.assertEqual(len(row["documents"]), 2)
        name = {"source": "AL", "name": "sokolova anna", **BIRTH}
        self.assert_same(self.virtual_rows([name])[0], self.make_prospect(**name))

    def test_found_like_stored(self):
        """The engine says of a person who is looked up what it says of a stored one."""
        people = [person for person, _client in generator.prospects(COUNT, 100)]
        clients = self.load_clients(list(generator.clients(100)))
        self.assertEqual(len(clients), 100)
        prospects = self.load_prospects(people)
        engine = self.env["crm.match.engine"]
        stored = engine._find_clients(
            engine._candidates_of(prospects.ids, "partner_id")
        )
        rows = self.virtual_rows(people)
        found = {}
        rules_of = {"partner_id": engine._rules_for("partner_id")}
        for person, *hit in engine._look_up(rows, rules_of)["partner_id"]:
            found.setdefault(prospects.ids[-1 - person], []).append(tuple(hit))
        self.assertGreater(len(found), 50)
        self.assertEqual(
            {person: sorted(map(str, hits)) for person, hits in found.items()},
            {p: sorted(str(tuple(h)) for h in hits) for p, hits in stored.items()},
        )

    def test_nothing_written(self):
        """Neither by looking up, nor possible where nothing may be written."""
        self.make_client(**ANNA)
        self.make_prospect(**NAME)
        before = self.written()
        self.assertTrue(self.identify(ANNA).client_hits)
        self.assertEqual(self.written(), before)
        self.env.cr.execute("SAVEPOINT read_only; SET TRANSACTION READ ONLY")
        self.env.invalidate_all()
        self.assertTrue(self.identify(ANNA).client_hits)
        self.env.cr.execute("ROLLBACK TO SAVEPOINT read_only")

    def test_statements(self):
        """A look-up takes few statements, besides what reads the rules."""
        self.make_client(**ANNA)
        self.identify(ANNA)
        parsed = self.parse(ANNA, with_source=False)
        for warm, most in ((True, 5), (False, 5)):
            if not warm:
                self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.person.registrar"]._look_up_row(parsed)
            self.assertLessEqual(self.env.cr.sql_log_count - before, most)
