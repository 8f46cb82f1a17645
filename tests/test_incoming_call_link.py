# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The link for telephony and the page it opens (L12)."""

from urllib.parse import parse_qs, urlsplit

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA, ProspectCase
from .common_api import ApiMixin

NUMBER = "+79161234567"
LINK = "/crm_prospect/call?number=%2B79161234567"


@tagged("post_install", "-at_install")
class TestIncomingCallLink(ApiMixin, ProspectCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env, "call_link", "sales_team.group_sale_salesman_all_leads"
        )
        cls.prospect = cls.make_prospect(**ANNA)
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Hull insurance", "prospect_id": cls.prospect.id}
        )
        cls.env.flush_all()

    def location(self, link):
        """Where a link redirects to: the path and the query."""
        response = self.url_open(link, allow_redirects=False)
        self.assertEqual(response.status_code, 303, response.text)
        url = urlsplit(response.headers["Location"])
        return url.path, parse_qs(url.query)

    def test_link(self):
        page = ("/odoo/incoming-call", {"number": [NUMBER]})
        card = (f"/odoo/crm.prospect/{self.prospect.id}", {})
        self.authenticate(self.salesman.login, self.salesman.login)
        self.assertEqual(self.location(LINK), page)
        self.assertEqual(self.location(LINK + "&open=card"), card)
        nobody = "/crm_prospect/call?number=84955550102&open=card"
        self.assertEqual(self.location(nobody), (page[0], {"number": ["+74955550102"]}))
        # The page says what is wrong, with the number as it came.
        for number in ("anonymous", "//evil.example", "a&open=card"):
            quoted = number.replace("&", "%26").replace("/", "%2F")
            link = f"/crm_prospect/call?number={quoted}&open=card"
            self.assertEqual(self.location(link), (page[0], {"number": [number]}))
        self.assertEqual(self.location("/crm_prospect/call"), (page[0], {}))

    def test_not_logged_in(self):
        """One logs in first, and comes back to the call."""
        path, query = self.location(LINK)
        self.assertEqual(path, "/web/login")
        [back] = query["redirect"]
        self.assertEqual(parse_qs(urlsplit(back).query), {"number": [NUMBER]})
        self.assertEqual(urlsplit(back).path, "/crm_prospect/call")

    @mute_logger("odoo.http")
    def test_api(self):
        """Telephony may ask by itself, over JSON-2."""
        key = self.make_key(self.salesman)
        for number, status in ((NUMBER, 200), ("anonymous", 422)):
            response = self.post_with(key, "crm.prospect/who_calls", number=number)
            self.assertEqual(response.status_code, status, response.text)
            if status == 200:
                answer = response.json()
                self.assertEqual(answer["prospect"]["id"], self.prospect.id)
                self.assertEqual(answer["applications"][0]["id"], self.lead.id)
            else:
                self.assertIn("number: ", response.json()["message"])

    @mute_logger("odoo.http")
    def test_page(self):
        """The page in a browser: look, note the call, open, and take a new caller."""
        self.start_tour(LINK, "crm_prospect_call", login=self.salesman.login)
        self.env.invalidate_all()
        note = self.lead.message_ids.filtered(lambda m: "Incoming call" in m.body)
        self.assertEqual(note.author_id, self.salesman.partner_id)
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        new = self.env["crm.lead"].search([("name", "=", "Called at noon")])
        self.assertEqual(new.phone_sanitized, "+74955550102")
