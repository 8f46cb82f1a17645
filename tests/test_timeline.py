# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import MissingError, ValidationError
from odoo.tests import tagged

from .common import BIRTH, NAME
from .common_timeline import START, TimelineCase


def kinds(events):
    return [event["kind"] for event in events]


@tagged("post_install", "-at_install")
class TestTimeline(TimelineCase):
    """One list of what happened with a person, on all records, in one order."""

    def test_one_order(self):
        """Events of all models come in the order of time, the same from all sides."""
        self.client_card.client_since = START.date() + timedelta(days=6)
        self.post(self.client_card, "Hello, client", 7)
        self.post(self.lead_a, "Called back", 8, subtype_xmlid="mail.mt_note")
        self.post(self.prospect, "Wrote a letter", 9)
        self.lead_a.activity_schedule(
            "mail.mail_activity_data_todo",
            START.date() + timedelta(days=11),
            summary="Call again",
            user_id=self.user_a.id,
        )
        done = self.lead_b.activity_schedule("mail.mail_activity_data_todo")
        done.action_feedback(feedback="He agreed")
        self.set_date(self.lead_b.message_ids[0], "date", 10)
        events = self.events(self.prospect)
        self.assertEqual(
            kinds(events),
            [
                "activity_planned",
                "activity_done",
                "message",
                "message",
                "message",
                "client",
                "link",
                "application",
                "application",
                "reference",
                "registration",
            ],
        )
        self.assertEqual(events, self.events(self.client_card))
        self.assertEqual(events, self.events(self.lead_a))
        planned, done, letter, note, hello, client, link = events[:7]
        self.assertIn("Call again", planned["title"])
        self.assertEqual((planned["author"], planned["all_day"]), ("Alla", True))
        self.assertEqual(planned["date"], "2026-03-12 00:00:00")
        self.assertIn("He agreed", done["text"])
        self.assertEqual(letter["text"], "Wrote a letter")
        self.assertEqual(
            (letter["model"], letter["res_id"]), ("crm.prospect", self.prospect.id)
        )
        self.assertEqual((note["title"], note["name"]), ("Note", "Loan of Alla"))
        self.assertEqual(hello["model"], "res.partner")
        self.assertTrue(client["all_day"])
        self.assertIn("client", link["title"])
        self.assertIn("Соколова", link["text"])
        self.assertIn("77-1", events[-2]["title"])

    def test_all_day_in_time_zone(self):
        """A day begins when it begins for the user: days are never mixed."""
        self.client_card.client_since = date(2026, 3, 20)
        timeline = self.env["crm.timeline"].with_context(tz="Asia/Vladivostok")
        events = timeline.get_timeline("res.partner", self.client_card.id)["events"]
        self.assertEqual(events[0]["date"], "2026-03-19 14:00:00")

    def test_stages_and_outcome(self):
        """Stage changes as they were tracked, the purchase with its amount."""
        stages = self.env["crm.stage"].create(
            [{"name": "Talking"}, {"name": "Bought", "is_won": True}]
        )
        for stage in stages:
            self.lead_a.stage_id = stage
            self.env.cr.flush()
        self.lead_a.expected_revenue = 125000
        self.lead_b.action_set_lost(
            lost_reason_id=self.env["crm.lost.reason"].create({"name": "Dear"}).id
        )
        self.env.cr.flush()
        events = self.events(self.prospect, group="applications")
        changes = [event["text"] for event in events if event["kind"] == "stage"]
        self.assertEqual(len(changes), 2)
        self.assertIn("Talking → Bought", changes)
        won = next(event for event in events if event["kind"] == "won")
        self.assertIn("125,000", won["text"])
        self.assertEqual(won["name"], "Loan of Alla")
        # Archived with the loss, and still there.
        lost = next(event for event in events if event["kind"] == "lost")
        self.assertEqual((lost["text"], lost["name"]), ("Dear", "Loan of Boris"))
        self.assertEqual(self.events(self.prospect, group="messages"), [])

    def test_verdicts(self):
        """A link that was taken back is told on both sides, with who did it."""
        match = self.prospect.match_ids.filtered("partner_id")
        match.with_user(self.user_a).action_reject("Her mother")
        self.assertFalse(self.prospect.partner_id)
        for record in (self.prospect, self.client_card):
            events = self.events(record, group="links")
            for kind in ("verdict", "link_ended"):
                [event] = [e for e in events if e["kind"] == kind]
                self.assertIn("Her mother", event["text"], record)
                self.assertEqual(event["author"], "Alla")
            # The link is one of the past.
            self.assertIn("link_former", kinds(events))
            self.assertNotIn("link", kinds(events))
        # The applications stay with the prospect.
        self.assertNotIn("application", kinds(self.events(self.client_card)))
        self.assertIn("application", kinds(self.events(self.prospect)))

    def test_before_and_after_becoming_a_client(self):
        """Applications of several prospects of one client are one story."""
        other = self.make_prospect(**NAME, **BIRTH, phones=["+79165550177"])
        other.action_link_client(self.client_card.id)
        lead = self.env["crm.lead"].create({"name": "Card", "prospect_id": other.id})
        bought = self.env["crm.lead"].create(
            {"name": "Deposit", "partner_id": self.client_card.id}
        )
        names = {event["name"] for event in self.events(self.lead_a, limit=100)}
        self.assertLessEqual({lead.name, bought.name, self.lead_b.name}, names)

    def test_plain_text(self):
        """Bodies come as text, cut; files by name; system notes are left out."""
        self.post(self.lead_a, "x" * 400, 20)
        attachment = self.env["ir.attachment"].create({"name": "scan.pdf", "raw": b"x"})
        self.post(self.lead_a, "", 21, attachment_ids=attachment.ids)
        html = self.lead_a.message_post(body="<b>&lt;script&gt;</b>")
        self.set_date(html, "date", 22)
        self.lead_a._message_log(body="Something technical")
        self.lead_a.message_notify(
            body="For you only", partner_ids=self.user_b.partner_id.ids
        )
        events = self.events(self.prospect, group="messages")
        texts = [event["text"] for event in events]
        self.assertEqual(texts[:2], ["<b>&lt;script&gt;</b>", "scan.pdf"])
        self.assertEqual(len(texts), 3)
        self.assertEqual(len(texts[2]), 300)

    def test_empty(self):
        """Somebody of whom nothing is known but the registration."""
        prospect = self.make_prospect(lastname="Новиков")
        self.assertEqual(kinds(self.events(prospect)), ["registration"])
        lead = self.env["crm.lead"].create(
            {"name": "Call", "partner_name": "Works Ltd", "type": "opportunity"}
        )
        self.assertIn("application", kinds(self.events(lead)))

    # ------------------------------------------------------------------ paging

    def test_pages(self):
        """Page by page nothing is lost or doubled, though dates are equal."""
        for number in range(12):
            record = (self.lead_a, self.prospect, self.client_card)[number % 3]
            self.post(record, f"Message {number}", 10 if number < 9 else 11)
        whole = self.events(self.prospect, limit=100)
        self.assertEqual(len(whole), 17)
        for limit in (1, 3, 16, 17):
            self.assertEqual(self.pages(self.prospect, limit), whole, limit)
        messages = self.pages(self.prospect, 5, group="messages")
        self.assertEqual(len(messages), 12)

    def test_equal_dates_of_kinds(self):
        """What happened at one moment in several tables is not lost between pages."""
        for record, field in (
            (self.prospect, "registration_date"),
            (self.prospect, "link_date"),
            (self.prospect.reference_ids, "create_date"),
            (self.lead_a, "create_date"),
            (self.lead_b, "create_date"),
        ):
            self.set_date(record, field, 5)
        self.post(self.prospect, "Hello", 5)
        whole = self.events(self.prospect)
        self.assertEqual(len(whole), 6)
        for limit in (1, 2, 4):
            self.assertEqual(self.pages(self.prospect, limit), whole, limit)

    def test_insert_between_pages(self):
        """What happens while somebody reads does not shift the older pages."""
        first = self.timeline(self.prospect, limit=2)
        self.post(self.prospect, "Meanwhile", 50)
        rest = self.timeline(self.prospect, limit=100, before=first["more"])
        self.assertIsNone(rest["more"])
        whole = self.events(self.prospect, limit=100)
        self.assertEqual(first["events"] + rest["events"], whole[1:])

    # ------------------------------------------------------------------ input

    def test_refused(self):
        """A wrong argument is named, and nothing else is said."""
        prospect = self.prospect.id
        good = ["2026-03-01T00:00:00", "message", 1]
        for argument, kwargs in (
            ("model", {"model": "res.users", "res_id": 1}),
            ("model", {"model": None, "res_id": 1}),
            ("res_id", {"model": "crm.prospect", "res_id": "1"}),
            ("res_id", {"model": "crm.prospect", "res_id": True}),
            ("limit", {"limit": 0}),
            ("limit", {"limit": 101}),
            ("limit", {"limit": "30"}),
            ("group", {"group": "secrets"}),
            ("before", {"before": "x"}),
            ("before", {"before": 5}),
            ("before", {"before": [*good[:2], "1"]}),
            ("before", {"before": [*good, 1]}),
            ("before", {"before": ["yesterday", *good[1:]]}),
            ("before", {"before": ["2026-03-01T00:00:00+03:00", *good[1:]]}),
            ("before", {"before": [good[0], "nothing", 1]}),
            ("before", {"before": [good[0], [], 1]}),
        ):
            kwargs = {"model": "crm.prospect", "res_id": prospect, **kwargs}
            with self.assertRaisesRegex(ValidationError, f"^{argument}: "):
                self.env["crm.timeline"].get_timeline(**kwargs)
        with self.assertRaises(MissingError):
            self.env["crm.timeline"].get_timeline("crm.lead", 2**40)
        self.assertEqual(
            self.timeline(self.prospect, before=[good[0], "message", 2**70])["events"],
            [],
        )
