# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_leak_talk import TalkCase


@tagged("post_install", "-at_install")
class TestLeakChatter(TalkCase):
    """Conversations in which a client takes part do not name him."""

    def test_own(self):
        with self.as_user(self.hidden):
            self.read_conversations()
        self.assert_tight()

    def test_all(self):
        with self.as_user(self.hidden_all):
            self.read_conversations()
        self.assert_tight()

    def test_bus(self):
        """What reaches his browser while a colleague works with the client."""
        with self.as_user(self.hidden):
            told = self.poll(0)
            last = max((note["id"] for note in told["notifications"]), default=0)
        with self.as_user(self.seller):
            for thread in (self.lead, self.linked, self.channel, self.secret_lead):
                self.rpc(
                    "/mail/message/post",
                    {
                        "thread_model": thread._name,
                        "thread_id": thread.id,
                        "post_data": {
                            "body": "Hello",
                            "partner_ids": (self.client + self.hidden.partner_id).ids,
                            "message_type": "comment",
                            "subtype_xmlid": "mail.mt_comment",
                        },
                    },
                    "post",
                )
            self.call("res.partner", "write", self.client.ids, {"city": "Zqxvjcity 2"})
            self.call("calendar.event", "write", self.meeting.ids, {"name": "Later"})
        self.leaks.clear()
        self.assertFalse(self.crashes)
        with self.as_user(self.hidden):
            told = self.poll(last)
        self.assertTrue(told["notifications"])
        self.assert_tight()

    def poll(self, last):
        return self.rpc(
            "/websocket/peek_notifications",
            {"channels": [], "last": last, "is_first_poll": True},
            "bus",
        )
