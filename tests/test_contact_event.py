# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""`crm.contact.event/record`: what is stored, what is unknown, what is refused."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_api import ApiMixin
from .common_event import MAIL, PHONE, SHORT, EventCase

EMPTY = {"recorded": 0, "unchanged": 0, "unknown": []}


@tagged("post_install", "-at_install")
class TestContactEvent(EventCase):
    def test_notations(self):
        """A contact is told by how it looks, in any notation."""
        values = (SHORT, f"tel: {PHONE}", MAIL.upper(), "telegram:Anna_S")
        values += ({"network": "telegram", "id": "@anna_s"}, "Telegram: @anna_s")
        for number, value in enumerate(values):
            date = f"2026-05-{number + 1:02}T10:00:00Z"
            event = self.of(self.anna, value=value, date=date)
            self.assertEqual(self.record(event), {**EMPTY, "recorded": 1}, value)
        self.assertEqual(
            [key for key, _person, _outcome in self.stored()],
            [PHONE, PHONE, MAIL, *["telegram:anna_s"] * 3],
        )

    def test_columns(self):
        campaign = self.env["utm.campaign"].create({"title": "Осень 2026"})
        event = self.of(self.boris, date="2026-05-31T14:05:00+03:00", channel="call")
        self.record({**event, "campaign": "осень 2026"})
        stored = self.events.search([])
        self.assertEqual(stored.date, datetime(2026, 5, 31, 11, 5))
        self.assertEqual((stored.channel, stored.kind), ("call", "phone"))
        self.assertEqual(stored.campaign_id, campaign)
        self.assertEqual(stored.prospect_id, self.boris)
        self.assertEqual(stored.create_uid, self.env.user)
        self.assertEqual(stored.display_name, "Call: Reached")
        self.record(self.of(self.boris, campaign=campaign.name, outcome="busy"))
        self.assertEqual(self.events.search([]).campaign_id, campaign)
        self.assertLess(
            abs(self.events.search([], limit=1).date - fields.Datetime.now()),
            timedelta(minutes=1),
        )

    def test_country(self):
        """A number without a country code is one of the person's country."""
        self.anna.country_id = self.env.ref("base.de")
        self.env["crm.contact.point"].create(
            {"partner_id": self.anna.id, "value": "030 901820"}
        )
        self.assertEqual(
            self.record(self.of(self.anna, value="030 901820"))["recorded"], 1
        )

    def test_idempotent(self):
        """The same events again, and twice in a call, change nothing."""
        event = self.of(self.anna, date="2026-05-31")
        answer = self.record(event, {**event, "value": SHORT})
        self.assertEqual(answer, {**EMPTY, "recorded": 1, "unchanged": 1})
        self.assertEqual(self.record(event, event), {**EMPTY, "unchanged": 2})
        # Of another person, or of nobody, it is another event.
        nobody = {key: event[key] for key in ("value", "outcome", "date")}
        answer = self.record(self.of(self.boris, date="2026-05-31"), nobody)
        self.assertEqual(answer["recorded"], 2)
        # Told before stays told when the contact is gone.
        self.point_of(self.anna).unlink()
        self.assertEqual(self.record(event), {**EMPTY, "unchanged": 1})

    def test_unknown(self):
        answer = self.record(
            self.of(self.anna),
            self.of(self.anna, value="+79035556677"),
            {"value": "+79990001122", "outcome": "busy"},
            self.of(self.anna, value="5555555555"),
        )
        self.assertEqual(answer["recorded"], 1)
        self.assertEqual(
            answer["unknown"],
            [
                {"line": 1, "field": "value", "reason": "is no contact of this person"},
                {"line": 2, "field": "value", "reason": "nobody has this contact"},
                {"line": 3, "field": "value", "reason": "cannot be used as a contact"},
            ],
        )
        self.assertEqual(len(self.stored()), 1)

    def test_refused(self):
        """Each is refused with its line and field, and nothing is stored."""
        good = self.of(self.anna)
        gone = self.make_prospect(lastname="Тень", phones=[PHONE])
        gone_id = gone.id
        gone.unlink()
        ahead = fields.Datetime.now() + timedelta(days=2)
        for field, event in (
            ("event", "text"),
            ("phone", {**good, "phone": PHONE}),
            ("value", {**good, "value": None}),
            ("value", {**good, "value": 79161234567}),
            ("value", {**good, "value": {"network": "telegram"}}),
            ("value", {**good, "value": {"network": "pigeon", "id": "1"}}),
            ("value", {**good, "value": "\0"}),
            ("value", {**good, "value": "x" * 300}),
            ("outcome", {**good, "outcome": "shouted"}),
            ("outcome", {**good, "outcome": None}),
            ("outcome", {**good, "outcome": ["reached"]}),
            ("date", {**good, "date": "yesterday"}),
            ("date", {**good, "date": 20260531}),
            ("date", {**good, "date": ahead.isoformat()}),
            ("date", {**good, "date": "1812-09-07"}),
            ("channel", {**good, "channel": "smoke"}),
            ("campaign", {**good, "campaign": "Nobody's"}),
            ("partner_id", {**good, "partner_id": str(self.anna.id)}),
            ("partner_id", {**good, "partner_id": True}),
            ("partner_id", {**good, "partner_id": 2**31 - 1}),
            ("partner_id", {**good, "partner_id": 2**40}),
            ("prospect_id", {**self.of(self.boris), "prospect_id": gone_id}),
            ("prospect_id", {**good, "prospect_id": self.boris.id}),
        ):
            with self.subTest(event=event):
                with self.assertRaises(ValidationError) as refused:
                    self.record(good, event)
                self.assertIn(f"events[1].{field}: ", str(refused.exception))
                self.assertNotIn(PHONE, str(refused.exception))
        for events in (None, {}, "text", [good] * 10_001):
            with self.assertRaises(ValidationError):
                self.events.record(events)
        self.assertFalse(self.stored())

    def test_rights(self):
        """Who may write the person; of nobody: data stewards."""
        own = self.make_user("e_own", "own")
        other = self.make_user("e_other", "own")
        steward = self.make_user("e_steward", "steward")
        steward.group_ids += self.env.ref("base.group_partner_manager")
        self.boris.user_id = own
        self.assertEqual(self.record(self.of(self.boris), user=own)["recorded"], 1)
        # One whom the user may not see is one who does not exist.
        with self.assertRaisesRegex(ValidationError, "does not exist"):
            self.record(self.of(self.boris), user=other)
        # Who may not write clients may not write their contacts either.
        with self.assertRaises(AccessError):
            self.record(self.of(self.anna), user=own)
        nobody = {"value": PHONE, "outcome": "not_in_service"}
        with self.assertRaises(AccessError):
            self.record(nobody, user=own)
        answer = self.record(nobody, self.of(self.anna), user=steward)
        self.assertEqual(answer["recorded"], 2)
        plain = new_test_user(self.env, "e_plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.record(user=plain)

    def test_scores(self):
        """An outcome changes the score of the person, one of the value everybody's."""
        anna, boris = map(self.point_of, (self.anna, self.boris))
        before = [self.score_of(point).score for point in (anna, boris)]
        self.record(self.of(self.anna, date=fields.Date.today().isoformat()))
        scores = [self.score_of(point).score for point in (anna, boris)]
        self.assertGreater(scores[0], before[0])
        self.assertEqual(scores[1], before[1])
        self.record({"value": PHONE, "outcome": "not_in_service"})
        for point in (anna, boris):
            self.assertEqual(self.score_of(point).status, "not_exist")

    def test_statements(self):
        """A thousand events take as many statements as ten."""

        def events(count):
            return [
                self.of(self.anna, date=f"2026-05-01T10:{n // 60:02}:{n % 60:02}Z")
                for n in range(count)
            ]

        self.record(*events(1))
        counts = []
        for count in (10, 1000):
            start = self.env.cr.sql_log_count
            self.record(*events(count))
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 20)


@tagged("post_install", "-at_install")
class TestContactEventApi(ApiMixin, HttpCase):
    """Over JSON-2, as other systems call it."""

    def call(self, **arguments):
        user = self.env["res.users"].search([("login", "=", "e_api")])
        user = user or new_test_user(
            self.env, "e_api", "crm_prospect.group_prospect_steward"
        )
        key = self.make_key(user)
        return self.post_with(key, "crm.contact.event/record", **arguments)

    def test_record(self):
        self.env["crm.contact.point"].create(
            {
                "prospect_id": self.env["crm.prospect"].create({"name": "Ким Ян"}).id,
                "value": PHONE,
            }
        )
        event = {"value": PHONE, "outcome": "busy", "date": "2026-05-31T10:00:00Z"}
        response = self.call(events=[event])
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(response.json(), {**EMPTY, "recorded": 1})
        with mute_logger("odoo.http"):
            response = self.call(events=[event, {**event, "outcome": "?"}])
        self.assertEqual(response.status_code, 422, response.text)
        self.assertIn("events[1].outcome", response.json()["message"])
