# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Outcomes kept by Odoo's mailing apps; `./dev/test --with` installs them."""

from datetime import datetime

from odoo.tests import tagged

from odoo.addons.crm_prospect.models.contact import contact_event_mailing

from .common_event import MAIL, PHONE, EventCase
from .test_contact_event_mail import BOUNCE, DATE

SENT = datetime(2026, 5, 31, 10)
OPENED = datetime(2026, 5, 31, 11)
CLICKED = datetime(2026, 5, 31, 12)
REPLIED = datetime(2026, 5, 31, 13)


@tagged("post_install", "-at_install")
class TestMailingTraces(EventCase):
    def setUp(self):
        super().setUp()
        if "sms_number" not in self.env.get("mailing.trace", self.env["base"])._fields:
            self.skipTest(
                "needs ./dev/test --with mass_mailing,mass_mailing_sms"
                " /crm_prospect:TestMailingTraces"
            )
        self.mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Offer",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "campaign_id": self.env["utm.campaign"].create({"title": "May"}).id,
            }
        )

    def trace(self, person=None, **vals):
        person = person or self.anna
        return self.env["mailing.trace"].create(
            {
                "mass_mailing_id": self.mailing.id,
                "model": person._name,
                "res_id": person.id,
                "email": MAIL,
                "trace_status": "sent",
                "sent_datetime": SENT,
                **vals,
            }
        )

    def sms(self, **vals):
        return self.trace(trace_type="sms", email=False, sms_number=PHONE, **vals)

    def collect(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_prospect.ir_cron_collect_mailings"
            ).method_direct_trigger()
        self.env.invalidate_all()
        return [
            (e.outcome, e.partner_id or e.prospect_id or None, e.date, e.channel)
            for e in self.events.search([], order="date, outcome")
        ]

    def test_successes(self):
        """Opened, clicked, replied, each at its time; collected twice, stored once."""
        trace = self.trace(trace_status="open", open_datetime=OPENED)
        expected = [("opened", self.anna, OPENED, "email")]
        for _time in range(2):
            self.assertEqual(self.collect(), expected)
        self.assertEqual(self.events.search([]).campaign_id, self.mailing.campaign_id)
        trace.write(
            {
                "links_click_datetime": CLICKED,
                "reply_datetime": REPLIED,
                "trace_status": "reply",
            }
        )
        expected.append(("clicked", self.anna, CLICKED, "email"))
        expected.append(("replied", self.anna, REPLIED, "email"))
        self.assertEqual(self.collect(), expected)

    def test_no_news(self):
        """Only sent, failed by a server's fault, or a test: no outcome."""
        self.trace()
        self.trace(trace_status="error", failure_type="mail_smtp")
        self.trace(trace_status="open", open_datetime=OPENED, is_test_trace=True)
        self.trace(trace_status="open", open_datetime=OPENED, email="x@example.org")
        self.sms(trace_status="error", failure_type="sms_credit")
        self.assertFalse(self.collect())

    def test_bad_addresses(self):
        """They are bad whoever was meant."""
        self.trace(trace_status="bounce", failure_type="mail_bounce")
        self.sms(trace_status="bounce", failure_type="sms_invalid_destination")

        self.assertEqual(
            self.collect(),
            [
                ("bounced", None, SENT, "email"),
                ("not_in_service", None, SENT, "sms"),
            ],
        )
        for kind in ("phone", "email"):
            point = self.point_of(self.anna, kind)
            self.assertEqual(self.score_of(point).status, "not_exist")

    def test_persons(self):
        """The mailed record, the application's person, or who alone has the address."""
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": self.boris.id}
        )
        contact = self.env["mailing.contact"].create({"name": "A", "email": MAIL})
        opened = {"trace_status": "open", "open_datetime": OPENED}
        self.trace(contact, **opened)
        self.sms(person=lead, **opened)
        # Two have this number: of nobody's record it is not known whose it was.
        self.sms(person=contact, trace_status="open", open_datetime=CLICKED)
        self.assertCountEqual(
            self.collect(),
            [
                ("opened", self.anna, OPENED, "email"),
                ("opened", self.boris, OPENED, "sms"),
            ],
        )

    def test_batches(self):
        """Read to the end in batches, one position for rows of one moment."""
        self.patch(contact_event_mailing, "BATCH", 3)
        for minute in range(7):
            self.trace(trace_status="open", open_datetime=OPENED.replace(minute=minute))
        self.assertEqual(len(self.collect()), 7)

    def test_unsubscribed(self):
        """Who left the last of his lists has opted out; of one of two: not."""
        lists = self.env["mailing.list"].create([{"name": "A"}, {"name": "B"}])
        contact = self.env["mailing.contact"].create(
            {"name": "Anna", "email": MAIL, "list_ids": lists.ids}
        )
        contact.subscription_ids[0].opt_out = True
        self.assertFalse(self.collect())
        contact.subscription_ids[1].opt_out = True
        self.env.flush_all()
        [(outcome, person, _date, _channel)] = set(self.collect()[:1])
        self.assertEqual((outcome, bool(person)), ("opted_out", False))
        rows = self.env["mail.blacklist"].search([("email", "=", MAIL)])
        self.assertTrue(rows.active)

    def test_bounce_is_counted_once(self):
        """A bounce of a mailing is told by its trace, not by the mail again."""
        self.trace(message_id="<mailing@example.com>")
        raw = BOUNCE.format(
            date=DATE, number=1, address=MAIL, original="mailing@example.com"
        )
        self.env["mail.thread"].message_process("crm.lead", raw)
        self.assertEqual(
            [event[0] for event in self.collect()],
            ["bounced"],
        )
