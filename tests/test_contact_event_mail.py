# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What incoming mail says: a bounce, an answer, an automatic answer."""

from datetime import datetime

from odoo.tests import tagged

from .common_event import MAIL, EventCase

BOUNCE = """Return-Path: <>
From: MAILER-DAEMON@example.com
To: bounce@example.com
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{number}@mx.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

The mail system could not deliver it.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: failed
Status: 5.1.1

--B
Content-Type: message/rfc822

From: crm@example.com
To: {address}
Subject: Offer
Message-ID: <{original}>

Offer
--B--
"""
ANSWER = """From: Anna <{address}>
To: sales@example.com
Subject: Re: Offer
Date: Sun, 31 May 2026 13:00:00 +0300
Message-ID: <{number}@example.org>
{header}
Content-Type: text/plain

I am interested.
"""
DATE = "Sun, 31 May 2026 13:00:00 +0300"


@tagged("post_install", "-at_install")
class TestContactEventMail(EventCase):
    def receive(self, text, **values):
        raw = text.format(
            **{"number": 1, "address": MAIL, "header": "X-A: b", **values}
        )
        self.env["mail.thread"].message_process("crm.lead", raw)

    def events_of_mail(self):
        return [
            (e.match_key, e.partner_id, e.outcome, e.date, e.channel)
            for e in self.events.search([], order="id")
        ]

    def test_bounce(self):
        """Once for each mail that came back, however often that is said."""
        sent = self.anna.message_post(body="Offer", message_id="<sent@example.com>")
        sent.date = datetime(2026, 5, 30, 8)
        nobody = self.env["res.partner"]
        for number in (1, 2):
            self.receive(BOUNCE, date=DATE, number=number, original="sent@example.com")
        expected = [(MAIL, nobody, "bounced", sent.date, "email")]
        self.assertEqual(self.events_of_mail(), expected)
        # A mail that is not stored counts by when it came back.
        for number in (3, 4):
            self.receive(BOUNCE, date=DATE, number=number, original="other@example.com")
        expected += [(MAIL, nobody, "bounced", datetime(2026, 5, 31, 10), "email")]
        self.assertEqual(self.events_of_mail(), expected)
        point = self.point_of(self.anna, "email")
        self.assertEqual(self.score_of(point).status, "not_exist")

    def test_bounce_of_a_stranger(self):
        self.receive(BOUNCE, date=DATE, address="x@example.org", original="y@z.org")
        self.assertFalse(self.events_of_mail())

    def test_reply(self):
        """Whoever alone has the address has replied; once, by the mail's own date."""
        self.receive(ANSWER)
        expected = [(MAIL, self.anna, "replied", datetime(2026, 5, 31, 10), "email")]
        self.assertEqual(self.events_of_mail(), expected)
        self.receive(ANSWER, number=2)
        self.assertEqual(self.events_of_mail(), expected)

    def test_no_reply(self):
        """Not: automatic answers, strangers, an address that several people have."""
        for number, header in enumerate(
            ("Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes")
        ):
            self.receive(ANSWER, header=header, number=number)
        self.receive(ANSWER, address="x@example.org", number=7)
        self.env["crm.contact.point"].create(
            {"prospect_id": self.boris.id, "kind": "email", "value": MAIL}
        )
        self.receive(ANSWER, number=8)
        self.assertFalse(self.events_of_mail())

    def test_reply_of_a_linked_prospect(self):
        """A prospect of the client is the same person."""
        self.env["crm.contact.point"].create(
            {"prospect_id": self.boris.id, "kind": "email", "value": MAIL}
        )
        self.boris.partner_id = self.anna
        self.receive(ANSWER)
        self.assertEqual(self.events.search([]).partner_id, self.anna)
