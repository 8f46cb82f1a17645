# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_access import MARKER, AccessCase


@tagged("post_install", "-at_install")
class TestHiddenLeads(AccessCase):
    """An application goes out of sight with all that hangs on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.env["crm.lead"].create(
            {"name": f"{MARKER} lead", "user_id": cls.hidden.id}
        )
        mine = cls.lead.with_user(cls.hidden)
        cls.message = mine.message_post(body=f"about {MARKER}")
        cls.note = cls.lead.message_post(
            body=f"to him {MARKER}", partner_ids=cls.hidden.partner_id.ids
        )
        cls.activity = mine.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.hidden.id, summary=MARKER
        )
        cls.attachment = (
            cls.env["ir.attachment"]
            .with_user(cls.hidden)
            .create(
                {
                    "name": MARKER,
                    "raw": MARKER.encode(),
                    "res_model": "crm.lead",
                    "res_id": cls.lead.id,
                }
            )
        )
        cls.event = cls.env["calendar.event"].create(
            {
                "name": MARKER,
                "start": fields.Datetime.now(),
                "stop": fields.Datetime.now() + timedelta(hours=1),
                "opportunity_id": cls.lead.id,
                "partner_ids": [Command.set(cls.hidden.partner_id.ids)],
            }
        )
        cls.scheduled = (
            cls.env["mail.scheduled.message"]
            .with_user(cls.hidden)
            .create(
                {
                    "author_id": cls.hidden.partner_id.id,
                    "model": "crm.lead",
                    "res_id": cls.lead.id,
                    "body": MARKER,
                    "scheduled_date": fields.Datetime.now() + timedelta(days=1),
                }
            )
        )
        cls.follower = cls.env["mail.followers"].search(
            [
                ("res_model", "=", "crm.lead"),
                ("res_id", "=", cls.lead.id),
                ("partner_id", "=", cls.hidden.partner_id.id),
            ]
        )
        cls.notification = cls.note.notification_ids.filtered(
            lambda n: n.res_partner_id == cls.hidden.partner_id
        )
        cls.everything = (
            cls.lead,
            cls.message,
            cls.note,
            cls.activity,
            cls.attachment,
            cls.event,
            cls.event.attendee_ids,
            cls.scheduled,
            cls.follower,
            cls.notification,
        )

    def test_all_of_it(self):
        """Seen while the lead has no client, gone once it has one."""
        for seen in (True, False):
            if not seen:
                self.lead.partner_id = self.client
            for records in self.everything:
                mine = self.as_hidden(records)
                self.assertTrue(records, "nothing to look at")
                with self.subTest(model=records._name, seen=seen):
                    found = mine.with_context(active_test=False).search(
                        [("id", "in", records.ids)]
                    )
                    self.assertEqual(bool(found), seen)
                    self.assertEqual(bool(mine._filtered_access("read")), seen)
                    if not seen:
                        with self.assertRaises(AccessError) as refusal:
                            mine.read(["display_name"])
                        self.assertUnknown(str(refusal.exception))

    def test_others_see_it_all(self):
        """The client base in sight: as Odoo does it."""
        self.lead.partner_id = self.client
        self.hidden.group_ids -= self.env.ref("crm_prospect.group_without_clients")
        for records in self.everything:
            mine = self.as_hidden(records)
            with self.subTest(model=records._name):
                self.assertEqual(mine._filtered_access("read"), records)

    def test_systray(self):
        """Counters of activities and of messages."""
        before = self.as_hidden(self.env["res.users"])._get_activity_groups()
        self.assertIn("crm.lead", [group["model"] for group in before])
        self.lead.partner_id = self.client
        after = self.as_hidden(self.env["res.users"])._get_activity_groups()
        self.assertNotIn("crm.lead", [group["model"] for group in after])
        self.assertUnknown(after)

    def test_counted_for_the_digest(self):
        """The figures of his digest are those of what he sees."""
        leads = self.as_hidden(self.env["crm.lead"])
        before = leads.search_count([])
        groups = leads.formatted_read_group([], ["partner_id"], ["__count"])
        self.assertUnknown(groups)
        self.lead.partner_id = self.client
        self.assertEqual(self.as_hidden(leads).search_count([]), before - 1)
        groups = leads.formatted_read_group([], ["partner_id"], ["__count"])
        self.assertUnknown(groups)

    def test_activity_report(self):
        self.activity.action_feedback(feedback=MARKER)
        report = [("lead_id", "=", self.lead.id)]
        self.assertTrue(self.as_hidden(self.env["crm.activity.report"]).search(report))
        self.lead.partner_id = self.client
        self.assertFalse(self.as_hidden(self.env["crm.activity.report"]).search(report))

    def test_saved_too_late(self):
        """Who had the form open is told so in words."""
        self.lead.partner_id = self.client
        with self.assertRaisesRegex(AccessError, "not in your sight, or no longer"):
            self.as_hidden(self.lead).web_save({"name": "New"}, {"name": {}})
        params = self.env["ir.config_parameter"]
        params.set_param("crm_prospect.tell_hidden_clients", "0")
        with self.assertRaisesRegex(AccessError, "not in your sight, or no longer.$"):
            self.as_hidden(self.lead).write({"name": "New"})

    def test_given_a_client(self):
        """A lead cannot be given a client by his id."""
        with self.assertRaises(AccessError):
            self.as_hidden(self.lead).write({"partner_id": self.client.id})
        with self.assertRaises(AccessError):
            self.as_hidden(self.env["crm.lead"]).create(
                {"name": "Probe", "partner_id": self.client.id}
            )
        self.assertFalse(self.lead.partner_id)

    def test_duplicates(self):
        """Leads of clients are neither counted nor offered for merging."""
        self.lead.phone = "+79161112233"
        other = self.env["crm.lead"].create(
            {"name": "Той же", "phone": "+79161112233", "partner_id": self.client.id}
        )
        third = self.env["crm.lead"].create({"name": "Ещё", "phone": "+79161112233"})
        other.phone = "+79161112233"
        mine = self.as_hidden(self.lead)
        self.assertEqual(mine.duplicate_lead_count, 1)
        self.assertEqual(mine.duplicate_lead_ids, self.lead + third)
        theirs = self.lead.with_user(self.seller)
        self.assertEqual(theirs.duplicate_lead_count, 2)
        self.assertNotIn(other, mine._get_lead_duplicates(email="a@example.org"))
