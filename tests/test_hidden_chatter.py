# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from markupsafe import Markup

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_access import MARKER, AccessCase


@tagged("post_install", "-at_install")
class TestHiddenChatter(AccessCase, HttpCase):
    """A client among the people of an application that is seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = "zzmarker@example.org"
        cls.other = cls.env["res.partner"].create(
            {"name": "Сосед", "email": "neighbour@example.org"}
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "user_id": cls.hidden.id, "partner_id": cls.client.id}
        )
        cls.flush_tracking()
        cls.lead.partner_id = False
        cls.lead.write({"contact_name": "Кто-то", "email_from": "other@example.org"})
        cls.flush_tracking()
        cls.lead.message_subscribe((cls.client + cls.other).ids)
        cls.letter = cls.lead.message_post(
            body="Здравствуйте",
            author_id=cls.client.id,
            email_from=f"{MARKER} <zzmarker@example.org>",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            incoming_email_to="zzmarker@example.org, office@example.com",
        )
        link = cls.client._get_html_link(title=f"@{MARKER}")
        cls.reply = cls.lead.message_post(
            body=Markup("<p>Ask %s, please</p>") % link,
            partner_ids=cls.client.ids,
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
        )

    @classmethod
    def flush_tracking(cls):
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def ask(self, route, **params):
        self.env.flush_all()
        self.authenticate(self.hidden.login, self.hidden.login)
        return self.make_jsonrpc_request(route, params)

    def ask_of_lead(self, route, **params):
        return self.ask(
            route, thread_model="crm.lead", thread_id=self.lead.id, **params
        )

    def test_scene(self):
        """What is to be hidden is there, for others."""
        messages = self.lead.with_user(self.seller).message_ids
        self.assertIn(self.client, messages.sudo().author_id)
        values = messages.sudo().tracking_value_ids
        self.assertIn(self.client.id, values.mapped("old_value_integer"))
        self.assertIn(MARKER, repr(messages.read(["body", "email_from"])))

    def test_messages(self):
        answer = self.ask_of_lead("/mail/thread/messages")
        self.assertIn(self.letter.id, answer["messages"])
        self.assertUnknown(answer)
        messages = {m["id"]: m for m in answer["data"]["mail.message"]}
        letter = messages[self.letter.id]
        self.assertEqual(letter["author_id"], False)
        self.assertEqual(letter["email_from"], "Client")
        self.assertIn("Здравствуйте", repr(letter["body"]))
        self.assertIn("Ask <", repr(messages[self.reply.id]["body"]))
        self.assertIn("Client", repr(messages[self.reply.id]["body"]))
        self.assertNotIn(
            self.client.id, [p["id"] for p in answer["data"].get("res.partner", ())]
        )

    def test_searched(self):
        """The search box of the chatter does not find by a hidden name."""
        found = self.ask_of_lead(
            "/mail/thread/messages",
            fetch_params={"search_term": MARKER, "is_notification": True},
        )
        self.assertUnknown(found)
        tracked = self.lead.message_ids.filtered(
            lambda m: self.client.id in m.tracking_value_ids.mapped("old_value_integer")
        )
        self.assertTrue(tracked)
        self.assertFalse(set(tracked.ids) & set(found["messages"]))

    def test_thread(self):
        """Followers and proposed recipients: the others are there."""
        answer = self.ask(
            "/mail/data",
            fetch_params=[
                [
                    "mail.thread",
                    {
                        "thread_model": "crm.lead",
                        "thread_id": self.lead.id,
                        "request_list": [
                            "followers",
                            "suggestedRecipients",
                            "activities",
                            "attachments",
                            "scheduledMessages",
                        ],
                    },
                ]
            ],
        )
        self.assertUnknown(answer)
        self.assertIn(self.other.id, [p["id"] for p in answer["res.partner"]])
        self.assertNotIn(self.client.id, [p["id"] for p in answer["res.partner"]])
        thread = next(t for t in answer["mail.thread"] if t["id"] == self.lead.id)
        self.assertIn("other@example.org", repr(thread["suggestedRecipients"]))

    def test_recipients(self):
        for params in ({}, {"message_id": self.letter.id}):
            self.assertUnknown(self.ask_of_lead("/mail/thread/recipients", **params))
        stranger = self.env["res.partner"].create(
            {"name": "Чужой", "email": "stranger@example.org"}
        )
        for main_email in (False, "other@example.org"):
            answer = self.ask_of_lead(
                "/mail/thread/recipients/get_suggested_recipients",
                partner_ids=(self.client + stranger).ids,
                main_email=main_email,
            )
            self.assertUnknown(answer)
            self.assertIn(stranger.email, repr(answer))
        answer = self.ask_of_lead(
            "/mail/partner/from_email", emails=["zzmarker@example.org"]
        )
        self.assertFalse(answer)

    def test_read(self):
        """By RPC: lists of people without him, no error."""
        lead = self.as_hidden(self.lead)
        row = lead.read(["message_partner_ids", "message_follower_ids"])[0]
        self.assertIn(self.other.id, row["message_partner_ids"])
        self.assertNotIn(self.client.id, row["message_partner_ids"])
        names = list(lead.env["mail.message"].fields_get(attributes=()))
        messages = lead.message_ids
        for rows in (messages.read(names), messages.read(names, load=None)):
            self.assertUnknown(rows)
        followers = lead.env["mail.followers"].search_read(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertUnknown(followers)
        self.assertIn(self.other.id, [f["partner_id"][0] for f in followers])
        self.assertUnknown(
            lead.env["mail.notification"].search_read(
                [], ["res_partner_id", "author_id"]
            )
        )
        spec = {
            "author_id": {"fields": {"display_name": {}, "email": {}}},
            "partner_ids": {"fields": {"name": {}}},
        }
        self.assertUnknown(messages.web_read(spec))

    def test_reaches_him(self):
        """What he writes still reaches the client who follows."""
        answer = self.ask(
            "/mail/message/post",
            thread_model="crm.lead",
            thread_id=self.lead.id,
            post_data={
                "body": "Добрый день",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
            },
        )
        self.assertUnknown(answer)
        message = self.env["mail.message"].browse(answer["message_id"])
        self.assertIn(self.client, message.notification_ids.res_partner_id)

    def test_notified_in_odoo(self):
        """Of a letter of the client he is told in Odoo, by no e-mail with the name."""
        self.lead.message_subscribe(self.hidden.partner_id.ids)
        for user in self.hidden + self.seller:
            user.notification_type = "email"
        letter = self.lead.message_post(
            body="Ещё раз",
            author_id=self.client.id,
            email_from=f"{MARKER} <zzmarker@example.org>",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.seller.partner_id.ids,
        )
        kinds = {
            notification.res_partner_id: notification.notification_type
            for notification in letter.notification_ids
        }
        self.assertEqual(kinds[self.hidden.partner_id], "inbox")
        self.assertEqual(kinds[self.seller.partner_id], "email")
        self.flush_tracking()
        bus = self.env["bus.bus"].search([("message", "ilike", "message/inbox")])
        self.assertTrue(bus)
        self.assertUnknown([json.loads(text) for text in bus.mapped("message")])

    def test_notified_of_a_hidden_record(self):
        """An application that went out of his sight writes him no e-mail."""
        self.hidden.notification_type = "email"
        kinds = []
        for partner in self.other + self.client:
            lead = self.env["crm.lead"].create(
                {"name": "Ещё", "partner_id": partner.id}
            )
            lead.message_subscribe(self.hidden.partner_id.ids)
            note = lead.message_post(
                body="Тут", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
            sent = note.notification_ids.filtered(
                lambda n: n.res_partner_id == self.hidden.partner_id
            )
            kinds.append(sent.notification_type)
        self.assertEqual(kinds, ["email", "inbox"])

    def test_chat(self):
        """Members of a chat, and what is sent to all of them."""
        channel = self.env["discuss.channel"].create(
            {"name": "", "channel_type": "group"}
        )
        channel._add_members(
            partners=self.hidden.partner_id + self.client, post_joined_message=False
        )
        self.env["bus.bus"].search([]).unlink()
        channel.message_post(
            body="Тут", author_id=self.client.id, message_type="comment"
        )
        self.flush_tracking()
        mine = self.as_hidden(channel)
        self.assertUnknown(mine.display_name)
        self.assertIn("Client", mine.display_name)
        members = mine.channel_member_ids
        self.assertUnknown(members.mapped("display_name"))
        answer = self.ask(
            "/mail/data",
            fetch_params=["channels_as_member", ["discuss.channel", [channel.id]]],
        )
        self.assertUnknown(_texts(answer))
        sent = self.env["bus.bus"]._poll([channel], 1)
        self.assertIn(MARKER, repr(sent))
        sent = self.as_hidden(self.env["bus.bus"])._poll([channel], 1)
        self.assertTrue(sent)
        self.assertUnknown(_texts(sent))

    def test_merge(self):
        """The client follows the merged lead too, and stays unknown."""
        tail = self.env["crm.lead"].create(
            {"name": "Вторая", "user_id": self.hidden.id}
        )
        tail.message_subscribe(self.client.ids)
        both = self.as_hidden(self.lead + tail)
        merged = both.merge_opportunity()
        self.assertUnknown(merged.message_ids.read(["body", "preview"]))
        self.assertTrue(merged.sudo().message_partner_ids & self.other)

    def test_new_follower(self):
        """He cannot be subscribed by his id."""
        lead = self.env["crm.lead"].create({"name": "Ещё", "user_id": self.hidden.id})
        self.as_hidden(lead).message_subscribe((self.client + self.other).ids)
        self.env.invalidate_all()
        self.assertIn(self.other, lead.message_partner_ids)
        self.assertNotIn(self.client, lead.message_partner_ids)
        self.as_hidden(lead).write(
            {"message_partner_ids": [Command.unlink(self.other.id)]}
        )
        self.env.invalidate_all()
        self.assertNotIn(self.other, lead.message_partner_ids)


def _texts(answer):
    """An answer without ids: members of a chat keep theirs."""
    if isinstance(answer, dict):
        return [_texts(value) for value in answer.values()]
    if isinstance(answer, list):
        return [_texts(value) for value in answer]
    return answer
