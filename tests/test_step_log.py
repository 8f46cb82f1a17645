# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import MissingError, ValidationError
from odoo.tests import tagged

from .common_step_log import StepLogCase


@tagged("post_install", "-at_install")
class TestStepLog(StepLogCase):
    """Notes and actions of an application, by step."""

    def test_text_alone_is_a_note(self):
        note = self.add("Wants <b>two</b> rooms\nand a balcony")
        self.assertEqual(note._name, "mail.message")
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        self.assertIn(note, self.lead.message_ids)
        [entry] = self.entries()
        self.assertEqual(entry["kind"], "note")
        self.assertEqual(entry["text"], "Wants <b>two</b> rooms\nand a balcony")
        self.assertEqual((entry["author"], entry["step"]), ("Alla", "Step 0"))

    def test_what_makes_an_action(self):
        """A type, a responsible or a day; what is missing is told by the rest."""
        today = fields.Date.context_today(self.lead)
        by_type = self.add("Call", activity_type_id=self.call.id)
        by_user = self.add("Ask", user_id=self.other.id)
        by_day = self.add("Meet", date_deadline="2040-05-17", priority="2")
        for action in by_type + by_user + by_day:
            self.assertEqual(
                (action.res_model, action.res_id), ("crm.lead", self.lead.id)
            )
            self.assertFalse(action.automated)
        self.assertEqual(by_type.user_id, self.own)
        self.assertEqual(by_type.date_deadline, self.call._get_date_deadline())
        self.assertEqual(by_type.activity_type_id, self.call)
        self.assertEqual(by_user.activity_type_id, self.lead._default_activity_type())
        self.assertGreaterEqual(by_user.date_deadline, today)
        self.assertEqual(str(by_day.date_deadline), "2040-05-17")
        self.assertEqual((by_day.priority, by_day.user_id), ("2", self.own))
        self.assertEqual({e["kind"] for e in self.entries()}, {"open"})
        self.lead.user_id = False
        mine = self.add("Mine", date_deadline=today)
        self.assertEqual(mine.user_id, self.own)

    def test_summary_and_note(self):
        """The first line is the summary, which lists of activities show."""
        action = self.add("Call Anna\nabout the <flat>", activity_type_id=self.call.id)
        self.assertEqual(action.summary, "Call Anna")
        self.assertEqual(self.entries()[0]["text"], "Call Anna\nabout the <flat>")

    def test_entry_of_an_action(self):
        today = fields.Date.context_today(self.lead)
        action = self.add(
            "Late",
            activity_type_id=self.call.id,
            user_id=self.other.id,
            date_deadline=today - timedelta(days=2),
            priority="1",
        )
        [entry] = self.entries()
        expected = {
            "kind": "open",
            "id": action.id,
            "type": self.call.name,
            "icon": self.call.icon,
            "text": "Late",
            "author": "Alla",
            "responsible": "Boris",
            "responsible_id": self.other.id,
            "date_deadline": str(today - timedelta(days=2)),
            "date_done": False,
            "is_overdue": True,
            "priority": "1",
            "priority_name": "Medium",
            "step": "Step 0",
            "can_finish": True,
            "can_edit": False,
            "can_reopen": False,
        }
        self.assertEqual({key: entry[key] for key in expected}, expected)

    def test_done_and_opened_again(self):
        """Done here is done there, on the step of the action; and can be taken back."""
        action = self.add("Call", activity_type_id=self.call.id, user_id=self.other.id)
        file = self.env["ir.attachment"].create(
            {"name": "f.txt", "res_model": "mail.activity", "res_id": action.id}
        )
        self.lead.stage_id = self.stages[1]
        lead = self.lead.with_user(self.own)
        message_id = lead.finish_step_action(action.id, feedback="Was not in")
        self.assertFalse(action.active)
        message = self.env["mail.message"].browse(message_id)
        self.assertEqual(message.crm_activity_id, action)
        self.assertEqual(message.crm_step_id, action.crm_step_id)
        [entry] = self.entries()
        self.assertEqual((entry["kind"], entry["id"]), ("done", message_id))
        self.assertEqual(entry["text"], "Call\nWas not in")
        self.assertEqual((entry["step"], entry["responsible"]), ("Step 0", "Boris"))
        self.assertEqual(entry["date_done"], str(fields.Date.today()))
        self.assertFalse(entry["is_overdue"])
        with self.assertRaises(MissingError):
            lead.finish_step_action(action.id)
        lead.reopen_step_action(message_id)
        self.assertFalse(message.exists())
        self.assertEqual(file.exists().res_id, action.id)
        self.assertEqual(self.texts(), {("open", "Call", "Step 0")})

    def test_tabs(self):
        """A tab for each step of the team in order, with counts, and one for all."""
        self.add("One")
        self.lead.stage_id = self.stages[1]
        self.add("Two", activity_type_id=self.call.id)
        self.add("Three")
        tabs = self.log()["tabs"]
        names = [tab["name"] for tab in tabs]
        self.assertEqual((names[0], tabs[0]["stage"]), ("All", None))
        own = [name for name in names if name.startswith("Step")]
        self.assertEqual(own, ["Step 0", "Step 1", "Step 2"])
        self.assertEqual([t["name"] for t in tabs if t["is_current"]], ["Step 1"])
        self.assertEqual(
            self.tabs(), {"All": (3, 1), "Step 0": (1, 0), "Step 1": (2, 1)}
        )
        self.assertEqual(
            self.texts(stage=self.stages[1].id),
            {("open", "Two", "Step 1"), ("note", "Three", "Step 1")},
        )
        self.assertEqual(self.entries(stage=self.stages[2].id), [])

    def test_renamed_reordered_deleted(self):
        """Entries stay on their step; that of a deleted one under the name it had."""
        self.add("One")
        self.lead.stage_id = self.stages[1]
        self.add("Two")
        self.stages[0].name = "Begin"
        self.stages[1].sequence = 1
        self.assertEqual(
            self.tabs(), {"All": (2, 0), "Begin": (1, 0), "Step 1": (1, 0)}
        )
        self.stages[0].unlink()
        self.assertEqual(
            self.tabs(), {"All": (2, 0), "Begin": (1, 0), "Step 1": (1, 0)}
        )
        [deleted] = [tab for tab in self.log()["tabs"] if tab["name"] == "Begin"]
        self.assertEqual(self.texts(stage=deleted["stage"]), {("note", "One", "Begin")})

    def test_stage_of_another_team(self):
        """A step of the team before keeps its tab."""
        self.add("One")
        team = self.env["crm.team"].create({"name": "Next Team"})
        self.lead.write(
            {
                "team_id": team.id,
                "stage_id": self.env["crm.stage"].create({"name": "Far"}).id,
            }
        )
        names = [tab["name"] for tab in self.log()["tabs"]]
        self.assertIn("Step 0", names)
        self.assertIn("Far", names)
        self.assertNotIn("Step 1", names)

    def test_two_notes_in_one_second(self):
        """Each is an entry of its own."""
        notes = self.add("Same") + self.add("Same")
        notes.date = "2026-03-01 12:00:00"
        self.assertEqual([e["text"] for e in self.entries()], ["Same", "Same"])
        self.assertEqual([e["id"] for e in self.entries()], notes.ids[::-1])

    def test_pages(self):
        """Every entry once, newest first, though many are of one second."""
        notes = [self.add(f"Note {n}") for n in range(7)]
        actions = [self.add(f"Do {n}", user_id=self.own.id) for n in range(4)]
        self.env.cr.flush()
        self.env.cr.execute(
            "UPDATE mail_message SET date = '2026-03-01 12:00:00' WHERE id = ANY(%s)",
            [[note.id for note in notes[:5]]],
        )
        self.env.cr.execute(
            "UPDATE mail_activity SET create_date = '2026-03-01 12:00:00'"
            " WHERE id = ANY(%s)",
            [[action.id for action in actions]],
        )
        whole = self.entries(limit=100)
        self.assertEqual(len(whole), 11)
        self.assertEqual(whole, sorted(whole, key=lambda e: e["date"], reverse=True))
        paged, before = [], None
        while page := self.log(limit=2, before=before):
            self.assertLessEqual(len(page["entries"]), 2)
            paged += page["entries"]
            before = page["more"]
            if not before:
                break
        self.assertEqual(paged, whole)

    def test_edit(self):
        """One's own note is changed and deleted as in the chatter."""
        note = self.add("Tow rooms")
        lead = self.lead.with_user(self.own)
        lead.edit_step_note(note.id, "Two rooms")
        [entry] = self.entries()
        self.assertEqual(entry["text"], "Two rooms")
        self.assertTrue(entry["can_edit"])
        lead.edit_step_note(note.id, " ")
        self.assertEqual(self.entries(), [])
        self.assertEqual(self.tabs(), {})

    def test_wrong_arguments(self):
        """The argument is named, and nothing is written."""
        lead = self.lead.with_user(self.own)
        meeting = self.env["mail.activity.type"].create(
            {"name": "For partners", "res_model": "res.partner"}
        )
        gone = self.env["mail.activity.type"].create({"name": "Gone", "active": False})
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "step_portal",
                "group_ids": self.env.ref("base.group_portal").ids,
            }
        )
        before = len(self.lead.message_ids)
        for argument, kwargs in (
            ("text", {}),
            ("text", {"text": "  "}),
            ("text", {"text": 5}),
            ("priority", {"text": "Note", "priority": "1"}),
            ("priority", {"user_id": self.own.id, "priority": "9"}),
            ("activity_type_id", {"activity_type_id": "call"}),
            ("activity_type_id", {"activity_type_id": meeting.id}),
            ("activity_type_id", {"activity_type_id": gone.id}),
            ("user_id", {"user_id": portal.id}),
            ("user_id", {"user_id": -1}),
            ("date_deadline", {"date_deadline": "tomorrow"}),
            ("date_deadline", {"date_deadline": 5}),
        ):
            with (
                self.subTest(kwargs),
                self.assertRaisesRegex(ValidationError, argument),
            ):
                lead.add_step_entry(**kwargs)
        for argument, kwargs in (
            ("stage", {"stage": True}),
            ("stage", {"stage": []}),
            ("limit", {"limit": 0}),
            ("limit", {"limit": "5"}),
            ("before", {"before": [1]}),
            ("before", {"before": ["2026-03-01", "note", "1"]}),
        ):
            with (
                self.subTest(kwargs),
                self.assertRaisesRegex(ValidationError, argument),
            ):
                lead.get_step_log(**kwargs)
        self.assertEqual(len(self.lead.message_ids), before)
        self.assertFalse(self.lead.activity_ids)

    def test_entries_of_other_leads(self):
        """What belongs to another application is not finished or changed here."""
        other = self.make_lead(name="House")
        action = self.add("Do", lead=other, user_id=self.own.id)
        note = self.add("Note", lead=other)
        lead = self.lead.with_user(self.own)
        with self.assertRaises(MissingError):
            lead.finish_step_action(action.id)
        with self.assertRaises(MissingError):
            lead.edit_step_note(note.id, "Mine")
        with self.assertRaises(MissingError):
            lead.reopen_step_action(note.id)
        self.lead.unlink()
        with self.assertRaises(MissingError):
            lead.get_step_log()
