# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_access import MARKER, AccessCase


@tagged("post_install", "-at_install")
class TestHiddenCalendar(AccessCase):
    """Meetings with a hidden client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now()
        cls.meeting = cls.make_meeting(
            f"С {MARKER}", cls.client + cls.hidden.partner_id
        )
        cls.own = cls.make_meeting("Планёрка", cls.seller.partner_id)

    @classmethod
    def make_meeting(cls, name, partners, **vals):
        return cls.env["calendar.event"].create(
            {
                "name": name,
                "start": cls.start,
                "stop": cls.start + timedelta(hours=1),
                "partner_ids": [Command.set(partners.ids)],
                **vals,
            }
        )

    def test_meetings(self):
        """Gone, also where he himself is invited; the others are there."""
        both = self.meeting + self.own
        events = self.as_hidden(self.env["calendar.event"])
        self.assertEqual(events.search([("id", "in", both.ids)]), self.own)
        attendees = events.env["calendar.attendee"]
        found = attendees.search([("event_id", "in", both.ids)])
        self.assertEqual(found, self.own.attendee_ids)
        for records in (self.meeting, self.meeting.attendee_ids):
            with self.assertRaises(AccessError) as refusal:
                records.with_user(self.hidden).read(["display_name"])
            self.assertUnknown(str(refusal.exception))
        self.assertUnknown(events.search_read([], ["name", "description"]))
        seen = self.meeting.with_user(self.seller).read(["name", "partner_ids"])
        self.assertIn(MARKER, repr(seen))

    def test_attendees(self):
        """Details and free time of attendees."""
        partners = self.as_hidden(self.client + self.seller.partner_id)
        self.assertUnknown(partners.get_attendee_detail(self.own.ids))
        busy = partners._get_busy_calendar_events(
            self.start - timedelta(days=1), self.start + timedelta(days=1)
        )
        self.assertNotIn(self.client.id, busy)
        self.assertIn(self.seller.partner_id.id, busy)

    def test_invited_later(self):
        """A meeting that a client joins goes out of sight, with its messages."""
        meeting = self.make_meeting("Встреча", self.hidden.partner_id)
        message = meeting.with_user(self.hidden).message_post(body=MARKER)
        self.assertTrue(self.as_hidden(meeting).has_access("read"))
        meeting.partner_ids += self.client
        self.assertFalse(self.as_hidden(meeting).has_access("read"))
        self.assertFalse(self.as_hidden(message).has_access("read"))
        self.assertFalse(
            self.as_hidden(self.env["mail.message"]).search([("id", "=", message.id)])
        )

    def test_not_invited(self):
        """He cannot be invited by his id."""
        events = self.as_hidden(self.env["calendar.event"])
        with self.assertRaises(AccessError):
            events.create(
                {
                    "name": "Проба",
                    "start": self.start,
                    "stop": self.start,
                    "partner_ids": [Command.set(self.client.ids)],
                }
            )

    def test_of_a_lead(self):
        """A meeting about the application of a client."""
        lead = self.env["crm.lead"].create({"name": "Заявка"})
        meeting = self.make_meeting(
            "По заявке", self.hidden.partner_id, opportunity_id=lead.id
        )
        self.assertTrue(self.as_hidden(meeting).has_access("read"))
        lead.partner_id = self.client
        self.assertFalse(self.as_hidden(meeting).has_access("read"))

    def test_invitation(self):
        """No e-mail that names the client: the others get theirs."""
        people = self.hidden.partner_id + self.seller.partner_id
        for client in self.env["res.partner"], self.client:
            attendees = self.make_meeting("Встреча", people + client).attendee_ids
            told = attendees.filtered(lambda a: a._should_notify_attendee())
            self.assertIn(self.seller.partner_id, told.partner_id)
            self.assertEqual(self.hidden.partner_id in told.partner_id, not client)
