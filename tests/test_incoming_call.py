# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who calls: from a number to a person and his open applications (L12)."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ANNA, ProspectCase

NUMBER = "+79161234567"
OTHER = "+79265550102"
BORIS = {"lastname": "Волков", "firstname": "Борис", "phones": [NUMBER]}


@tagged("post_install", "-at_install")
class TestIncomingCall(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env, "call_salesman", "sales_team.group_sale_salesman_all_leads"
        )

    def who_calls(self, number=NUMBER, **arguments):
        self.env.flush_all()
        prospects = self.env["crm.prospect"].with_user(self.salesman)
        return prospects.who_calls(number, **arguments)

    def make_lead(self, **vals):
        return self.env["crm.lead"].create({"name": "Hull insurance", **vals})

    def assertCalls(self, result, client=None, prospect=None, number=NUMBER):
        answer = self.who_calls(number)
        self.assertEqual(answer["result"], result)
        for key, record in (("client", client), ("prospect", prospect)):
            self.assertEqual((answer[key] or {}).get("id"), record and record.id)
        return answer

    # ------------------------------------------------------------------ who it is

    def test_notations(self):
        """A number finds its bearer however it is written."""
        prospect = self.make_prospect(**ANNA)
        for number in (
            NUMBER,
            "89161234567",
            "8 (916) 123-45-67",
            "9161234567",
            " 79161234567",
            "tel:+7-916-123-45-67",
        ):
            answer = self.assertCalls("prospect", prospect=prospect, number=number)
            self.assertEqual(answer["number"], NUMBER)
            self.assertEqual(answer["url"], f"/odoo/crm.prospect/{prospect.id}")
            self.assertEqual(answer["prospect"]["number"], prospect.number_display)

    def test_nobody(self):
        self.make_prospect(**ANNA)
        answer = self.assertCalls("none", number=OTHER)
        self.assertEqual(answer["url"], "/odoo/incoming-call?number=%2B79265550102")
        self.assertEqual(answer["candidates"], [])
        self.assertFalse(answer["generic"])

    def test_client(self):
        """By the phone of his card, and by a number that a prospect of his has."""
        client = self.make_client(
            **{**ANNA, "phones": []}, **{"phone": "8 916 123-45-67"}
        )
        answer = self.assertCalls("client", client=client)
        self.assertEqual(answer["client"]["name"], client.name)
        self.assertEqual(answer["client"]["number"], client.client_number_display)
        self.assertEqual(answer["url"], f"/odoo/res.partner/{client.id}")
        prospect = self.make_prospect(**{**ANNA, "phones": [OTHER]})
        self.assertEqual(prospect.partner_id, client)
        self.assertCalls("client", client=client, prospect=prospect, number=OTHER)

    def test_people_not_records(self):
        """Three prospects of one client are one person, and two alike are one."""
        self.make_rule("phone", "lastname", target="prospect")
        first = self.make_prospect(**ANNA, ref="1")
        newest = self.make_prospect(**ANNA, source="BT", ref="2")
        self.assertCalls("prospect", prospect=newest)
        client = self.make_client(**ANNA)
        third = self.make_prospect(**ANNA, source="GM", ref="3")
        (first + newest).action_match()
        self.assertEqual((first + newest + third).partner_id, client)
        self.assertCalls("client", client=client, prospect=third)

    def test_several(self):
        """Nobody is chosen."""
        client, prospect = self.make_client(**ANNA), self.make_prospect(**BORIS)
        answer = self.assertCalls("several")
        self.assertEqual(
            [(c["kind"], c["id"]) for c in answer["candidates"]],
            [("client", client.id), ("prospect", prospect.id)],
        )
        self.assertIn("/odoo/incoming-call?", answer["url"])
        self.assertEqual(len(self.who_calls(limit=1)["candidates"]), 1)

    def test_nameless(self):
        """An application that left nothing but the number is nobody else."""
        nameless = self.env["crm.prospect"].create(
            {"contact_point_ids": [Command.create({"value": NUMBER})]}
        )
        self.assertCalls("prospect", prospect=nameless)
        client = self.make_client(**ANNA)
        self.assertCalls("client", client=client)

    def test_nobodys_number(self):
        """A stop value or a generic number chooses nobody, even of one person."""
        self.make_prospect(**ANNA)
        generic = self.env["crm.generic.value"].create(
            {"kind": "phone", "value": NUMBER, "state": "exempt"}
        )
        self.assertFalse(self.who_calls()["generic"])
        generic.state = "accepted"
        self.env["crm.stop.value"].create({"kind": "phone", "value": OTHER})
        for number, result in ((NUMBER, "several"), (OTHER, "none")):
            self.assertTrue(self.assertCalls(result, number=number)["generic"])

    def test_not_looked_at(self):
        """Archived people, partners that are no clients, people of other companies."""
        self.make_prospect(**ANNA).active = False
        self.env["res.partner"].create({"name": "Анна", "phone": NUMBER})
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_prospect(**BORIS, company_id=company.id, user_id=False)
        self.make_client(**BORIS, company_id=company.id)
        self.assertEqual(self.assertCalls("none")["hidden"], 0)

    # ------------------------------------------------------------------ rights

    def test_hidden_client(self):
        """A client whom the caller of the method may not see is a count."""
        self.hide_clients()
        self.make_client(**ANNA)
        answer = self.assertCalls("client")
        self.assertEqual((answer["hidden"], answer["candidates"]), (1, []))
        self.assertIn("/odoo/incoming-call?", answer["url"])
        self.assertNotIn(ANNA["lastname"], str(answer))
        boris = self.make_prospect(**BORIS)
        answer = self.assertCalls("several")
        self.assertEqual([c["id"] for c in answer["candidates"]], boris.ids)
        self.assertEqual(answer["hidden"], 1)

    def test_hidden_prospect(self):
        self.make_prospect(**ANNA, user_id=self.env.ref("base.user_admin").id)
        self.salesman = new_test_user(
            self.env, "call_own", "sales_team.group_sale_salesman"
        )
        answer = self.assertCalls("prospect")
        self.assertEqual((answer["hidden"], answer["candidates"]), (1, []))
        self.assertNotIn(ANNA["lastname"], str(answer))

    def test_not_for_everybody(self):
        plain = new_test_user(self.env, "call_plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.prospect"].with_user(plain).who_calls(NUMBER)
        # A steward need not be in sales: people, but no applications.
        self.make_prospect(**ANNA)
        self.make_lead(phone=NUMBER)
        self.salesman = self.make_user("call_steward", "steward")
        answer = self.who_calls()
        self.assertEqual((answer["result"], answer["applications"]), ("prospect", []))

    # ------------------------------------------------------------------ applications

    def test_open_applications(self):
        """Those of the person, and those with his number alone; newest first."""
        client = self.make_client(**ANNA)
        calling = self.make_prospect(**ANNA)
        sister = self.make_prospect(**{**ANNA, "phones": [OTHER]}, source="BT", ref="2")
        self.assertEqual(sister.partner_id, client)
        stranger = self.make_prospect(**{**BORIS, "phones": ["+79265550103"]})
        user = self.salesman
        leads = self.make_lead(prospect_id=calling.id, user_id=user.id)
        leads += self.make_lead(prospect_id=sister.id)
        leads += self.make_lead(phone="+7 916 123 45 67")
        leads[2].prospect_id = False
        lost = self.make_lead(prospect_id=calling.id)
        lost.action_set_lost()
        won = self.make_lead(prospect_id=calling.id)
        won.action_set_won()
        self.make_lead(prospect_id=stranger.id)
        found = self.who_calls()["applications"]
        self.assertEqual([lead["id"] for lead in found], leads[::-1].ids)
        self.assertEqual(
            found[-1],
            {
                "id": leads[0].id,
                "name": "Hull insurance",
                "stage": leads[0].stage_id.name,
                "user": user.name,
                "date": leads[0].create_date.strftime("%Y-%m-%d %H:%M:%S"),
            },
        )
        self.assertEqual(len(self.who_calls(limit=2)["applications"]), 2)

    def test_applications_of_others(self):
        """Who sees his own leads only is told of no other."""
        self.make_prospect(**ANNA, user_id=False)
        self.make_lead(phone=NUMBER, user_id=self.env.ref("base.user_admin").id)
        self.salesman = new_test_user(
            self.env, "call_own", "sales_team.group_sale_salesman"
        )
        self.assertEqual(self.who_calls()["applications"], [])

    # ------------------------------------------------------------------ the call

    def test_wrong_arguments(self):
        """What is wrong is named."""
        for number in ("", "anonymous", "5555555555", None, 7916, [NUMBER], "9" * 999):
            with self.assertRaisesRegex(UserError, "^number: "):
                self.who_calls(number)
        for limit in (0, 101, "3", None, 1.5):
            with self.assertRaisesRegex(UserError, "^limit: "):
                self.who_calls(limit=limit)

    def test_queries(self):
        """A few statements, however many people and applications."""
        self.make_client(**ANNA)
        for number in range(4):
            prospect = self.make_prospect(**ANNA, source="BT", ref=str(number))
            self.make_lead(prospect_id=prospect.id, user_id=self.salesman.id)
        self.make_prospect(**BORIS)
        self.who_calls()
        self.env.invalidate_all()
        prospects = self.env["crm.prospect"].with_user(self.salesman)
        # What any call of the session reads.
        session = prospects.env
        session.companies.parent_ids.fetch(["name"])
        session.company.country_id.fetch(["code"])
        session.user.fetch(["name"])
        # One of them is the row in the log of readings.
        with self.assertQueryCount(6):
            answer = prospects.who_calls(NUMBER)
        self.assertEqual(len(answer["applications"]), 4)
