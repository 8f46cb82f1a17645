# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the chatter and the messages of Odoo show."""

from .common_leak_crawl import CrawlCase
from .common_leak_markers import PART

THREAD = (
    "activities",
    "attachments",
    "contact_fields",
    "followers",
    "scheduledMessages",
    "suggestedRecipients",
)


class TalkCase(CrawlCase):
    """Reads conversations as the web client does."""

    def read_conversations(self):
        threads = (
            *(self.lead, self.linked, self.meeting, self.proposed, self.converted),
            *(self.channel, self.secret_lead, self.secret_meeting, self.client),
        )
        for thread in threads:
            # Odoo makes contacts of addresses that it suggests.
            with self.undone():
                self.read_thread(thread)
        names = ["init_messaging", "failures", "systray_get_activities"]
        names += ["channels_as_member", "/discuss/channels"]
        for name in names:
            self.rpc("/mail/data", {"fetch_params": [name]}, f"/mail/data {name}")
        for partner in self.secrets:
            card = {"id": partner.id, "model": "res.partner"}
            self.rpc(
                "/mail/data",
                {"fetch_params": [["avatar_card", card]]},
                "/mail/data avatar_card",
            )
        for box in ("inbox", "history", "starred"):
            self.rpc(f"/mail/{box}/messages", {}, f"/mail/{box}/messages")
        self.rpc("/discuss/search", {"term": PART}, "/discuss/search")
        channel = {"channel_id": self.channel.id}
        self.rpc(
            "/discuss/channel/members",
            {**channel, "known_member_ids": []},
            "/discuss/channel/members",
        )
        self.rpc("/discuss/channel/messages", channel, "/discuss/channel/messages")
        self.search_partners()

    def read_thread(self, thread):
        named = {"thread_model": thread._name, "thread_id": thread.id}
        door = f"chatter {thread._name}"
        self.rpc("/mail/thread/messages", named, f"{door} messages")
        for request in THREAD:
            wanted = ["mail.thread", {**named, "request_list": [request]}]
            self.rpc("/mail/data", {"fetch_params": [wanted]}, f"{door} {request}")
        if thread.with_user(self.user).has_access("read"):
            # Of others Odoo asks without looking whether there is one.
            self.read_recipients(thread, named, door)
        self.rpc(
            "/mail/partner/from_email",
            {**named, "emails": [self.client.email]},
            f"{door} from_email",
        )
        for follower in thread.sudo().message_follower_ids:
            self.rpc(
                "/mail/read_subscription_data",
                {"follower_id": follower.id},
                f"{door} subscription",
            )
        self.call(thread._name, "message_get_followers", thread.ids)

    def read_recipients(self, thread, named, door):
        self.rpc("/mail/thread/recipients", named, f"{door} recipients")
        for message in thread.message_ids:
            self.rpc(
                "/mail/thread/recipients",
                {**named, "message_id": message.id},
                f"{door} recipients of an answer",
            )
        self.rpc(
            "/mail/thread/recipients/get_suggested_recipients",
            {**named, "partner_ids": self.client.ids},
            f"{door} suggested recipients",
        )

    def search_partners(self):
        """Mentions, invitations and chats."""
        for text in ("", PART, "Zqxvjlast", self.client.email):
            self.call("res.partner", "get_mention_suggestions", text)
            channel = {"channel_id": self.channel.id}
            self.call(
                "res.partner",
                "get_mention_suggestions_from_channel",
                search=text,
                **channel,
            )
            self.call(
                "res.partner",
                "search_for_channel_invite",
                search_term=text,
                **channel,
            )
