# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The chatter holds masks for users of the mask groups."""

import json

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import HttpCase, tagged

from odoo.addons.mail.tools.discuss import Store

from .common import ANNA, ProspectCase
from .common_masked_told import MaskedMixin

PHONE, EMAIL = ANNA["phones"][0], ANNA["emails"][0]

EDITOR = "mail.group_mail_template_editor"


@tagged("post_install", "-at_install")
class TestMaskedChatter(MaskedMixin, ProspectCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.prospect = cls.make_prospect(**ANNA)
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Loan", "type": "opportunity", "email_from": EMAIL, "phone": PHONE}
        )
        for user in (cls.masked, cls.seeing):
            user.password = user.login

    def chatter(self, record):
        """What the browser of a user is told of the messages of a record."""

        def ask(user):
            messages = record.with_user(user).message_ids
            return Store().add(messages).get_result()

        return ask

    def post(self, user, route, **params):
        self.authenticate(user.login, user.login)
        response = self.url_open(
            route,
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        )
        answer = response.json()
        self.assertNotIn("error", answer)
        return answer["result"]

    def test_tracking(self):
        """Old and new values of phone and e-mail of an application."""
        self.env.cr.flush()
        self.lead.write({"phone": "+79165550000", "email_from": "new@example.org"})
        self.env.cr.flush()
        told = self.check(self.chatter(self.lead), "phone", "email")
        self.assertIn("***@example.org", str(told))

    def test_search_of_tracking(self):
        """The search box of the chatter finds no part of a masked value."""
        self.env.cr.flush()
        self.lead.write({"phone": "+79165550000"})
        self.env.cr.flush()
        for user, part, number in (
            (self.seeing, "91655500", 1),
            (self.masked, "91655500", 0),
        ):
            messages = self.env["mail.message"].with_user(user)
            found = messages._message_fetch(
                Domain("model", "=", "crm.lead") & Domain("res_id", "=", self.lead.id),
                thread=self.lead.with_user(user),
                search_term=part,
            )["messages"]
            self.assertEqual(len(found), number, user.login)

    def test_templates(self):
        """Placeholders read anything: not those of who sees masks."""
        self.seeing.group_ids += self.env.ref(EDITOR)
        self.masked.group_ids += self.env.ref(EDITOR)

        def render(user, text):
            composer = self.env["mail.compose.message"].with_user(user)
            composer = composer.create(
                {
                    "model": "crm.lead",
                    "res_ids": str(self.lead.ids),
                    "composition_mode": "mass_mail",
                    "subject": text,
                }
            )
            [told] = composer._render_field("subject", self.lead.ids).values()
            return told

        phone = "{{ object.sudo().phone }}"
        self.assertEqual(render(self.seeing, phone), self.lead.phone)
        self.assertEqual(render(self.masked, "{{ object.name }}"), self.lead.name)
        with self.assertRaises(AccessError):
            render(self.masked, phone)
        with self.assertRaises(AccessError):
            self.env["mail.template"].with_user(self.masked).create(
                {
                    "name": "Phone",
                    "model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "subject": phone,
                }
            )

    def test_contact_history(self):
        """Contacts that were removed stay in the history of the person."""
        self.prospect.contact_point_ids.unlink()
        self.env.cr.flush()
        told = self.check(self.chatter(self.prospect), "phone", "email", "messenger")
        self.assertIn("+7 916 ***-**-67", str(told))

    def test_author(self):
        """The address of an author without a card, and those of a letter that came."""
        self.lead.message_post(
            body="Hello",
            message_type="email",
            author_id=False,
            email_from=f"Anna <{EMAIL}>",
            incoming_email_to=f"Anna <{EMAIL}>",
            incoming_email_cc=EMAIL,
        )
        told = self.check(self.chatter(self.lead), "email")
        addresses = {data.get("email_from") for data in told["mail.message"]}
        self.assertIn("a***@example.org", addresses)

    def test_suggested_recipients(self):
        """Masks are suggested; the letter goes to the address behind the mask."""

        def ask(user):
            return self.post(
                user,
                "/mail/thread/recipients/get_suggested_recipients",
                thread_model="crm.lead",
                thread_id=self.lead.id,
                partner_ids=[],
            )

        [told] = self.check(ask, "email")
        self.assertEqual(told["email"], "a***@example.org")

        def ask_thread(user):
            lead = self.lead.with_user(user)
            store = Store()
            store.add(lead, [], as_thread=True, request_list=["suggestedRecipients"])
            return store.get_result()

        self.check(ask_thread, "email")
        self.post(
            self.masked,
            "/mail/message/post",
            thread_model="crm.lead",
            thread_id=self.lead.id,
            post_data={
                "body": "Good news",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
                "partner_emails": [told["email"]],
            },
        )
        self.env.invalidate_all()
        recipient = self.lead.message_ids.partner_ids
        self.assertEqual(recipient.email, EMAIL)
        self.assertFalse(
            self.env["res.partner"].search_count([("email", "like", "***")])
        )

    def test_full_composer(self):
        """The way of the large window: a contact is made of the address itself."""
        [told] = self.post(
            self.masked,
            "/mail/partner/from_email",
            thread_model="crm.lead",
            thread_id=self.lead.id,
            emails=["a***@example.org"],
        )
        self.assertFalse(self.found_in(told), told)
        self.assertEqual(self.env["res.partner"].browse(told["id"]).email, EMAIL)

    def test_mask_of_nobody(self):
        """A mask that stands for nobody is no address, and no contact is made of it."""
        told = self.post(
            self.masked,
            "/mail/partner/from_email",
            thread_model="crm.lead",
            thread_id=self.lead.id,
            emails=["b***@example.org"],
        )
        self.assertEqual(told, [])

    def test_letter_to_followers(self):
        """What a follower may not see is masked in the letter that all of them get."""
        self.masked.notification_type = "email"
        self.masked.email = "masked@example.com"
        self.env["mail.tracking.value"].search([]).unlink()
        self.lead.message_subscribe(self.masked.partner_id.ids)
        self.lead.user_id = self.seeing
        self.env.cr.flush()
        self.env["mail.mail"].search([]).unlink()
        self.lead.with_user(self.seeing).write(
            {"phone": "+79165550000", "stage_id": self.lead.stage_id.search([])[1].id}
        )
        self.env.cr.flush()
        letters = self.env["mail.mail"].search([])
        self.assertFalse(self.found_in(letters.mapped("body_html")))

    def test_read(self):
        """Nor are addresses of messages read or searched by their parts."""
        self.lead.message_post(body="Hello", author_id=False, email_from=EMAIL)
        message = self.lead.message_ids[:1]
        names = ["email_from", "reply_to", "display_name"]
        self.check(lambda user: message.with_user(user).read(names), "email")

    def test_readers(self):
        """Followers and readers, which Odoo reads as superuser."""
        anna = self.env["res.partner"].create({"name": "Anna", "email": EMAIL})
        self.lead.message_subscribe(anna.ids)
        self.lead.message_post(body="Hello", partner_ids=anna.ids)
        self.check(self.chatter(self.lead), "email")

        def ask(user):
            store = Store()
            lead = self.lead.with_user(user)
            store.add(lead, [], as_thread=True, request_list=["followers"])
            return store.get_result()

        self.check(ask, "email")
