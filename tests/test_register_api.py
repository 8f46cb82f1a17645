# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Other systems ask and register, over JSON-2 with API keys."""

import json
import re

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ANNA, BIRTH, EMAIL, NAME, PASSPORT, PHONE
from .common_register_api import RegisterApiCase


@tagged("post_install", "-at_install")
class TestRegisterApi(RegisterApiCase):
    """What is answered, and written."""

    # ------------------------------------------------------------------ identify

    def test_identify(self):
        """Each verdict, with the client and the reasons in words."""
        self.deactivate_rules()
        self.make_rule("name", "document:same:passport_ru", confidence=99)
        self.make_rule("lastname", "phone", sequence=200)
        self.make_rule("name", "email", sequence=300)
        self.make_rule("name", "birthdate_date", mode="proposing", sequence=400)
        client = self.make_client(**ANNA)
        answer = self.call("identify", person=ANNA)
        self.assertEqual(answer["verdict"], "match")
        self.assertEqual(answer["hidden"], 0)
        [candidate] = answer["candidates"]
        self.assertEqual(answer["client"], candidate)
        self.assertEqual(
            {key: candidate[key] for key in ("id", "number", "name")},
            {
                "id": client.id,
                "number": client.client_number,
                "name": client.name,
            },
        )
        self.assertEqual(candidate["confidence"], 99)
        self.assertIn("passport", candidate["rule"])
        self.assertTrue(candidate["reasons"]["for"])
        self.assertEqual(candidate["reasons"]["against"], [])
        proposed = self.call("identify", person={**NAME, **BIRTH})
        self.assertEqual(proposed["verdict"], "proposed")
        self.assertIsNone(proposed["client"])
        self.assertEqual([c["id"] for c in proposed["candidates"]], client.ids)
        twin = self.make_client(**{**NAME, **PHONE, "middlename": None})
        self.assertTrue(twin)
        prospect = self.make_prospect(**NAME, **EMAIL, user_id=False)
        ambiguous = self.call("identify", person=ANNA, limit=1)
        self.assertEqual(ambiguous["verdict"], "ambiguous")
        self.assertIsNone(ambiguous["client"])
        self.assertEqual([c["id"] for c in ambiguous["candidates"]], client.ids)
        self.assertEqual([p["id"] for p in ambiguous["prospects"]], prospect.ids)
        self.assertEqual(ambiguous["prospects"][0]["number"], prospect.number)
        nobody = self.call("identify", person={"name": "Иванов Пётр"})
        self.assertEqual(
            nobody,
            {
                "verdict": "none",
                "client": None,
                "candidates": [],
                "prospects": [],
                "hidden": 0,
            },
        )

    def test_hidden(self):
        """Whom the caller may not see is a number, by either call."""
        self.hide_clients()
        client = self.make_client(**ANNA)
        self.make_prospect(**{**NAME, **PASSPORT, "user_id": self.env.user.id})
        answer = self.call("identify", person=ANNA)
        self.assertEqual(answer["verdict"], "match")
        self.assertEqual(answer["hidden"], 2)
        self.assertFalse(
            answer["client"] or answer["candidates"] or answer["prospects"]
        )
        registered = self.call("register", person={**ANNA, "source": "AL"})
        self.assertEqual(registered["verdict"], "match")
        self.assertIsNone(registered["client"])
        self.assertEqual(registered["hidden"], 1)
        text = json.dumps([answer, registered], ensure_ascii=False)
        self.assertNotIn(client.name, text)

    def test_name_of_a_hidden_prospect(self):
        """What a known reference says of somebody gets into no lead of the caller."""
        admin = self.env.ref("base.user_admin")
        prospect = self.make_prospect(**ANNA, user_id=admin.id)
        source = self.env.ref("crm_prospect.prospect_source_manual")
        prospect.reference_ids = [
            Command.create({"source_id": source.id, "ref": "4944650"})
        ]
        person = {"source": source.code, "ref": "4944650", **PHONE}
        answer = self.call("register", person=person, application={})
        self.assertEqual(answer["prospect_id"], prospect.id)
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        self.assertFalse(lead.contact_name)
        self.assertNotIn(ANNA["lastname"], lead.name)
        person |= {"lastname": ANNA["lastname"], "firstname": "Аня"}
        answer = self.call("register", person=person, application={})
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        self.assertEqual(lead.contact_name, f"{ANNA['lastname']} Аня")
        prospect.user_id = False
        answer = self.call(
            "register",
            person={**person, "lastname": None, "firstname": None},
            application={},
        )
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        self.assertEqual(lead.contact_name, prospect.name)

    def test_language(self):
        """Words in the language of the user, unless the call says another one."""
        self.env["res.lang"]._activate_lang("ru_RU")
        self.user.lang = "ru_RU"
        self.make_client(**ANNA)
        for context, expected in (({}, True), ({"lang": "en_US"}, False)):
            client = self.call("identify", person=ANNA, context=context)["client"]
            words = " ".join(client["reasons"]["for"])
            self.assertEqual(bool(re.search("[а-яё]", words)), expected, words)

    # ------------------------------------------------------------------ register

    def test_register(self):
        """Found or made, matched, linked and answered in one call."""
        client = self.make_client(**ANNA)
        person = {**ANNA, "source": "AL", "ref": "4944650"}
        application = {
            "ref": "A-1",
            "name": "Car credit",
            "description": "Two cars <b>",
            "amount": 1_200_000.5,
            "campaign": "Spring",
            "medium": "Partner site",
        }
        answer = self.call("register", person=person, application=application)
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        prospect = self.env["crm.prospect"].browse(answer["prospect_id"])
        self.assertEqual(
            {key: answer[key] for key in ("created", "verdict", "hidden")},
            {"created": True, "verdict": "match", "hidden": 0},
        )
        self.assertEqual(answer["client"]["id"], client.id)
        self.assertTrue(answer["client"]["reasons"]["for"])
        self.assertEqual(answer["applications"], {"count": 1, "days": None})
        self.assertEqual(lead.prospect_id, prospect)
        self.assertEqual(lead.client_id, client)
        self.assertFalse(lead.partner_id or lead.user_id or prospect.user_id)
        self.assertTrue(lead.team_id)
        self.assertEqual(lead.message_partner_ids, lead.message_partner_ids.browse())
        self.assertEqual(lead.name, "Car credit")
        self.assertEqual(lead.contact_name, prospect.name)
        self.assertEqual(lead.email_from, ANNA["emails"][0])
        self.assertEqual(lead.city, ANNA["city"])
        self.assertEqual(lead.expected_revenue, 1_200_000.5)
        self.assertEqual(
            (lead.campaign_id.name, lead.medium_id.name), ("Spring", "Partner site")
        )
        self.assertIn("Two cars &lt;b&gt;", lead.description)
        # Once more: nothing new, the same answer.
        again = self.call("register", person=person, application=application)
        self.assertEqual(again, {**answer, "created": False})
        # Another application, without a number, each time.
        for count in (2, 3):
            more = self.call("register", person=person, application={})
            self.assertNotEqual(more["lead_id"], answer["lead_id"])
            self.assertEqual(more["applications"], {"count": count, "days": 0})
        self.assertEqual(len(prospect.lead_ids), 3)
        self.assertIn(prospect.name, prospect.lead_ids.sorted("id")[-1].name)
        # Without an application: all there are so far.
        none = self.call("register", person=person)
        self.assertIsNone(none["lead_id"])
        self.assertEqual(none["applications"], {"count": 3, "days": 0})

    def test_applications_of_a_client(self):
        """Those of all his prospects count, with the days between them."""
        self.make_client(**ANNA)
        one = self.call(
            "register",
            person={**NAME, **PASSPORT, "source": "AL", "ref": "1"},
            application={},
        )
        lead = self.env["crm.lead"].browse(one["lead_id"])
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = create_date - interval '10 days'"
            " WHERE id = %s",
            lead.ids,
        )
        self.env["crm.prospect.group"].search([]).merge_scope = "never"
        two = self.call("register", person={**ANNA, "source": "BT"}, application={})
        self.assertEqual(two["applications"], {"count": 2, "days": 10})

    @mute_logger("odoo.http")
    def test_team(self):
        """By name or id; nobody else's."""
        team = self.env["crm.team"].create({"name": "Car Credits"})
        person = {**ANNA, "source": "AL"}
        for value in (team.id, "car credits"):
            answer = self.call("register", person=person, application={"team": value})
            self.assertEqual(
                self.env["crm.lead"].browse(answer["lead_id"]).team_id, team
            )
        company = self.env["res.company"].create({"name": "Other"})
        team.company_id = company
        message = self.refused("register", person=person, application={"team": team.id})
        self.assertTrue(message.startswith("application.team: "), message)

    def test_context_is_ignored(self):
        """A default of the call gets into nothing that is written for it."""
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        answer = self.call(
            "register",
            person={**ANNA, "source": "AL"},
            application={},
            context={
                "default_partner_id": stranger.id,
                "default_user_id": self.env.user.id,
            },
        )
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        self.assertFalse(lead.partner_id or lead.user_id or lead.prospect_id.user_id)

    def test_explain(self):
        """Why, of what was registered."""
        client = self.make_client(**ANNA)
        person = {**ANNA, "source": "AL"}
        prospect_id = self.call("register", person=person)["prospect_id"]
        answer = self.call("explain", ids=[prospect_id], partner_id=client.id)
        self.assertTrue(answer["linked"])
        self.assertTrue(answer["for"])

    def test_documented(self):
        """The calls and what they take are on the page that Odoo makes of them."""
        group = self.env.ref("api_doc.group_allow_doc", raise_if_not_found=False)
        if not group:
            self.skipTest("api_doc is not installed")
        self.user.group_ids |= group
        response = self.url_open(
            "/doc-bearer/crm.prospect.json",
            headers={"Authorization": f"bearer {self.key}"},
        )
        self.assertEqual(response.status_code, 200, response.text)
        methods = response.json()["methods"]
        for name in ("identify", "register", "explain", "load"):
            self.assertTrue(methods[name]["doc"], name)
        self.assertIn("person", methods["register"]["parameters"])
        self.assertIn("application", methods["register"]["parameters"])
