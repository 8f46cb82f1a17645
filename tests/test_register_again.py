# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same application told twice: the same answer, and nothing is written."""

from odoo.tests import new_test_user, tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE
from .common_companies import CompanyScene
from .common_register import RegisterCase

APPLICATION = {"ref": "A-1", "name": "Credit"}
# Whom no automatic rule finds, and one whom it does.
PERSONS = {"phones": PHONE, "name and birthdate": {**NAME, **BIRTH}, "name": NAME}
LEAD_TABLES = ("crm_lead", "crm_application_reference")


@tagged("post_install", "-at_install")
class TestRegisterAgain(CompanyScene, RegisterCase):
    def call(self, person, application):
        answer = self.env["crm.prospect"].register(
            {"source": "AL", **person}, application
        )
        self.env.cr.flush()
        self.env.invalidate_all()
        return answer

    def apply(self, person):
        return self.call(person, APPLICATION)

    def rows(self):
        return {**self.written(), **self.snapshot(LEAD_TABLES)}

    def assert_nothing_written(self, answer, person, **changes):
        """A call of the known application answers as the first one did."""
        before = self.rows()
        again = self.apply(person)
        self.assertEqual(again, {**answer, "created": False, **changes})
        self.assertEqual(self.rows(), before)

    def lead(self, answer):
        return self.env["crm.lead"].browse(answer["lead_id"])

    def test_same_call(self):
        """Of people whom no rule finds, of a client, of one who waits for a match."""
        self.make_client(**ANNA)
        self.make_client(lastname="Орлова", firstname="Ольга", **BIRTH)
        persons = {**PERSONS, "client": {**NAME, **PASSPORT}}
        for number, (case, person) in enumerate(persons.items()):
            with self.subTest(case):
                application = {**APPLICATION, "ref": f"B-{number}"}
                first = self.call(person, application)
                self.assertTrue(first["created"])
                before = self.rows()
                again = self.call(person, application)
                self.assertEqual(again, {**first, "created": False})
                self.assertEqual(self.rows(), before)

    def test_pending(self):
        """Who is still to be looked for is so in the second answer, too."""
        self.env["ir.config_parameter"].set_param("crm_prospect.register_timeout", "1")
        first = self.apply(NAME)
        self.assertEqual(first["verdict"], "pending")
        self.assert_nothing_written(first, NAME)

    def test_other_contents(self):
        """What is said of the person of a known application is not taken."""
        first = self.apply(NAME)
        for person in (PHONE, {**NAME, "city": "Клин"}, {"lastname": "Орлова"}):
            self.assert_nothing_written(first, person)
        self.assert_nothing_written(first, {**NAME, "ref": "not known"})
        # Without the application he is whom the rules say.
        self.assertTrue(self.call({**NAME, "ref": "not known"}, None)["created"])

    def test_known_reference(self):
        """A person's own reference says who he is, and what he is told to be."""
        first = self.apply({**NAME, "ref": "1"})
        again = self.apply({**NAME, "ref": "1", "city": "Клин"})
        self.assertEqual(again, {**first, "created": False})
        lead = self.lead(first)
        self.assertEqual(lead.prospect_id.city, "Клин")
        self.assertFalse(lead.city)
        other = self.call({"lastname": "Орлова", "ref": "2"}, None)
        told = self.apply({"lastname": "Орлова", "ref": "2", "city": "Тверь"})
        self.assertEqual(told["prospect_id"], other["prospect_id"])
        self.assertEqual(told["lead_id"], first["lead_id"])
        self.assertEqual(lead.prospect_id.id, first["prospect_id"])

    def test_prospect_is_gone(self):
        """A lead that is of nobody any more gets who is told of; he is told once."""
        first = self.apply(NAME)
        self.lead(first).prospect_id.unlink()
        again = self.apply(NAME)
        self.assertTrue(again["created"])
        self.assertEqual(again["lead_id"], first["lead_id"])
        self.assertEqual(again["applications"]["count"], 1)
        self.assertEqual(self.lead(first).prospect_id.id, again["prospect_id"])
        self.assert_nothing_written(again, NAME)

    def test_archived(self):
        """A lost application and an archived prospect are known as well."""
        first = self.apply(NAME)
        lead = self.lead(first)
        lead.action_set_lost()
        lead.prospect_id.active = False
        self.env.cr.flush()
        self.assert_nothing_written(first, NAME)

    def test_without_number(self):
        """Each application without a reference is a new one, as ever."""
        first = self.call(PHONE, {"name": "Credit"})
        again = self.call(PHONE, {"name": "Credit"})
        self.assertNotEqual(again["lead_id"], first["lead_id"])

    def test_other_source(self):
        """The same number in another source is another application."""
        first = self.apply(NAME)
        other = self.apply({**NAME, "source": "BT"})
        self.assertNotEqual(other["lead_id"], first["lead_id"])
        self.assertTrue(other["created"])

    def test_other_company(self):
        """Whose application of all companies is another company's: no id is told."""
        self.make_companies()
        first = self.apply(NAME)
        prospect = self.lead(first).prospect_id
        prospect.company_id = self.b
        before = self.rows()
        told = prospect.with_user(self.of_a).register(
            {**NAME, "source": "AL"}, APPLICATION
        )
        self.assertFalse(told["created"])
        for key in ("prospect_id", "client", "lead_id"):
            self.assertIsNone(told[key], key)
        self.assertEqual(self.rows(), before)

    def test_application_of_another_company(self):
        """Nor is it when the person himself is known: his applications alone are."""
        self.make_companies()
        mine = self.call({**NAME, "ref": "1"}, None)
        first = self.apply({"lastname": "Орлова"})
        self.lead(first).prospect_id.company_id = self.b
        self.env.cr.flush()
        prospects = self.env["crm.prospect"].with_user(self.of_a)
        told = prospects.register({**NAME, "source": "AL", "ref": "1"}, APPLICATION)
        self.assertEqual(told["prospect_id"], mine["prospect_id"])
        self.assertIsNone(told["lead_id"])
        self.assertEqual(told["applications"]["count"], 0)

    def test_other_group(self):
        """So it is with groups of prospects."""
        mine, foreign = self.env["crm.prospect.group"].create(
            [{"name": "Mine"}, {"name": "Foreign"}]
        )
        self.sources["AL"].group_id = mine
        self.sources["BT"].group_id = foreign
        clerk = new_test_user(
            self.env, "clerk", groups="sales_team.group_sale_salesman"
        )
        clerk.prospect_group_ids = mine
        first = self.apply(NAME)
        self.lead(first).prospect_id = self.make_prospect(**NAME, source="BT")
        self.env.cr.flush()
        prospects = self.env["crm.prospect"].with_user(clerk)
        told = prospects.register({**NAME, "source": "AL"}, APPLICATION)
        self.assertFalse(told["created"])
        for key in ("prospect_id", "client", "lead_id"):
            self.assertIsNone(told[key], key)
