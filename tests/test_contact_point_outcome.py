# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Outcomes told with one click, taken back, and looked at."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_event import MAIL, PHONE, EventCase


@tagged("post_install", "-at_install")
class TestContactPointOutcome(EventCase):
    def click(self, point, outcome, user=None):
        point = point.with_user(user) if user else point
        return point.with_context(outcome=outcome).action_record_outcome()

    def test_click(self):
        points = self.point_of(self.anna) | self.point_of(self.anna, "email")
        self.assertFalse(any(points.mapped("can_undo_outcome")))
        self.click(points, "reached")
        self.assertCountEqual(
            self.stored(), [(PHONE, self.anna, "reached"), (MAIL, self.anna, "reached")]
        )
        self.assertEqual(
            set(self.events.search([]).mapped("channel")), {"call", "email"}
        )
        # A double click says it once.
        self.click(points, "reached")
        self.assertEqual(len(self.stored()), 2)
        self.assertTrue(all(points.mapped("can_undo_outcome")))

    def test_wrong_outcome(self):
        """Whatever a caller puts into the context, it is told to be no outcome."""
        for outcome in (None, "", "called", 7, ["reached"], {"reached": 1}):
            with self.assertRaises(UserError, msg=repr(outcome)):
                self.click(self.point_of(self.anna), outcome)

    def test_undo(self):
        point = self.point_of(self.boris)
        before = self.score_of(point).score
        self.click(point, "reached")
        self.click(point, "busy")
        point.action_undo_outcome()
        self.assertEqual(self.stored(), [(PHONE, self.boris, "reached")])
        point.action_undo_outcome()
        self.assertFalse(self.stored())
        self.assertEqual(self.score_of(point).score, before)
        with self.assertRaises(UserError):
            point.action_undo_outcome()

    def test_only_own_and_new(self):
        """Nobody takes back what others told, or what he told long ago."""
        own, other = (self.make_user(f"c_{name}", "all") for name in ("own", "other"))
        point = self.point_of(self.boris)
        self.click(point, "reached", own)
        with self.assertRaises(UserError):
            point.with_user(other).action_undo_outcome()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_contact_event SET create_date = create_date - interval '1 hour'"
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            point.with_user(own).action_undo_outcome()
        self.assertEqual(len(self.stored()), 1)

    def test_refused(self):
        point = self.point_of(self.anna)
        for outcome in (None, "shouted"):
            with self.assertRaises(UserError):
                self.click(point, outcome)
        unusable = self.env["crm.contact.point"].create(
            {"partner_id": self.anna.id, "value": "5555555555"}
        )
        with self.assertRaises(UserError):
            self.click(unusable, "reached")
        own = self.make_user("c_reader", "own")
        with self.assertRaises(AccessError):
            self.click(point, "reached", own)
        with self.assertRaises(AccessError):
            point.with_user(own).action_undo_outcome()
        self.assertFalse(self.stored())

    def test_list(self):
        """The outcomes of the person and of the value, none of other persons."""
        anna, boris = map(self.point_of, (self.anna, self.boris))
        self.click(anna, "reached")
        self.click(boris, "busy")
        self.click(boris, "not_in_service")
        self.record({"value": PHONE, "outcome": "no_answer"})
        for point, expected in (
            (anna, {"reached", "not_in_service", "no_answer"}),
            (boris, {"busy", "not_in_service", "no_answer"}),
        ):
            action = point.action_open_outcomes()
            self.assertIn(PHONE, action["display_name"])
            events = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(set(events.mapped("outcome")), expected)

    def test_erased(self):
        """Whoever is erased takes his outcomes along."""
        self.click(self.point_of(self.boris), "reached")
        self.boris.unlink()
        self.env.invalidate_all()
        self.assertFalse(self.stored())

    def test_timeline(self):
        """Outcomes are told in the timeline of the person, to who may read him."""
        self.click(self.point_of(self.boris), "no_answer")
        self.boris.user_id = reader = self.make_user("c_time", "own")
        timeline = self.env["crm.timeline"].with_user(reader)
        events = timeline.get_timeline("crm.prospect", self.boris.id)["events"]
        [event] = [event for event in events if event["kind"] == "outcome"]
        self.assertEqual((event["title"], event["text"]), ("Call: No Answer", PHONE))
        self.assertEqual(
            (event["model"], event["res_id"]), ("crm.prospect", self.boris.id)
        )

    def test_merge(self):
        """Merged clients keep the outcomes of both; the same one is one."""
        double = self.make_client(lastname="Соколова", firstname="Анна", phones=[PHONE])
        date = {"date": "2026-05-31T10:00:00Z"}
        self.record(
            self.of(self.anna, **date),
            self.of(double, **date),
            self.of(double, outcome="busy", **date),
        )
        self.env["base.partner.merge.automatic.wizard"]._merge(
            [self.anna.id, double.id], self.anna
        )
        self.env.invalidate_all()
        self.assertCountEqual(
            self.stored(), [(PHONE, self.anna, "reached"), (PHONE, self.anna, "busy")]
        )
