# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.steps.put_off import MAX_REASON, REMINDER
from .common import ANNA, BIRTH, NAME, PHONE
from .common_lead import LeadCase

WORKING = ["|", ("put_off_until", "=", False), ("put_off_until", "<=", "today")]


@tagged("post_install", "-at_install")
class TestPutOff(LeadCase):
    """Prospects and applications that are put off, and come back by themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = fields.Date.context_today(cls.env.user) + timedelta(10)
        cls.prospect = cls.make_prospect(lastname="Later", firstname="Petr")
        cls.prospect.user_id = cls.own
        cls.lead = cls.make_lead(cls.prospect, user_id=cls.own.id)
        cls.foreign = cls.make_lead(user_id=cls.all.id)

    def reminders(self, record):
        return record.activity_search([REMINDER])

    def working(self, record):
        """Whether the working list, as it opens, shows a record."""
        return record in record.search(WORKING)

    def test_put_off(self):
        """It leaves the working list with a reason, and comes back on the day."""
        for record in (self.prospect, self.lead):
            with self.subTest(record._name):
                record.with_user(self.own).action_put_off(str(self.day), " On leave ")
                self.assertEqual(
                    (record.put_off_until, record.put_off_reason),
                    (self.day, "On leave"),
                )
                self.assertFalse(self.working(record))
                self.assertIn("On leave", record.put_off_text)
                self.assertIn("On leave", record.message_ids[0].body)
                reminder = self.reminders(record)
                self.assertEqual(
                    (reminder.user_id, reminder.date_deadline, reminder.summary),
                    (self.own, self.day, "On leave"),
                )
                with freeze_time(self.day):
                    record.invalidate_recordset(["put_off_text"])
                    self.assertTrue(self.working(record))
                    self.assertFalse(record.put_off_text)

    def test_default_filters(self):
        """The working lists begin without what is put off, and can show it."""
        for xmlid in (
            "crm_prospect.crm_prospect_action",
            "crm.crm_lead_action_pipeline",
            "crm.crm_lead_opportunities",
            "crm.crm_lead_all_leads",
            "crm.crm_case_form_view_salesteams_opportunity",
        ):
            with self.subTest(xmlid):
                action = self.env.ref(xmlid)
                self.assertIn("'search_default_working': 1", action.context)
                views = self.env[action.res_model].get_views(
                    [(action.search_view_id.id, "search")]
                )
                arch = views["views"]["search"]["arch"]
                for name in ("working", "put_off", "group_by_put_off_until"):
                    self.assertIn(f'name="{name}"', arch)

    def test_take_up(self):
        """Taken up again: back in the list, no reminder is left, and it is told."""
        records = self.lead.with_user(self.own)
        records.action_put_off(str(self.day), "On leave")
        records.action_take_up()
        self.assertTrue(self.working(self.lead))
        self.assertFalse(self.lead.put_off_text)
        self.assertFalse(self.reminders(self.lead))
        self.assertIn("Taken up again", self.lead.message_ids[0].body)
        messages = len(self.lead.message_ids)
        records.action_take_up()
        self.assertEqual(len(self.lead.message_ids), messages)

    def test_finished(self):
        """What is won or lost meanwhile does not come back."""
        self.lead.action_put_off(str(self.day), "On leave")
        self.lead.action_set_won()
        self.assertFalse(self.lead.put_off_until)
        self.assertFalse(self.reminders(self.lead))

    def test_again(self):
        """Put off once more there is one reminder, on the new day."""
        self.lead.action_put_off(str(self.day), "On leave")
        self.lead.action_put_off(str(self.day + timedelta(1)), "Ill")
        reminder = self.reminders(self.lead)
        self.assertEqual(reminder.date_deadline, self.day + timedelta(1))
        self.assertEqual(reminder.summary, "Ill")

    def test_refused(self):
        """A day that has come, no day, no reason, a long one: each by its name."""
        day, today = str(self.day), str(fields.Date.context_today(self.env.user))
        for until, reason, name in (
            (today, "x", "until"),
            ("2020-01-01", "x", "until"),
            ("soon", "x", "until"),
            (None, "x", "until"),
            (5, "x", "until"),
            ([], "x", "until"),
            (day, " ", "reason"),
            (day, None, "reason"),
            (day, "x" * (MAX_REASON + 1), "reason"),
        ):
            with (
                self.subTest(until=until, reason=reason),
                self.assertRaisesRegex(UserError, name),
            ):
                self.lead.action_put_off(until, reason)
        self.assertFalse(self.lead.put_off_until)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.lead.put_off_until = self.day
            self.env.flush_all()

    def test_rights(self):
        """Own ones by a salesperson; those of others by who may see all of them."""
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.own).action_put_off(str(self.day), "x")
        self.foreign.with_user(self.all).action_put_off(str(self.day), "x")
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.own).action_take_up()
        # Who is responsible is reminded, whoever puts it off.
        self.lead.with_user(self.all).action_put_off(str(self.day), "x")
        self.assertEqual(self.reminders(self.lead).user_id, self.own)
        plain = new_test_user(self.env, "put_off_plain")
        with self.assertRaises(AccessError):
            self.prospect.with_user(plain).action_put_off(str(self.day), "x")

    def test_mass(self):
        """Many at once by the dialog, in as many statements as a few."""

        def put_off(records):
            dialog = Form(
                self.env["crm.put.off"].with_context(
                    active_model="crm.lead", active_ids=records.ids
                )
            )
            self.assertEqual(dialog.record_count, len(records))
            dialog.until, dialog.reason = self.day, "Holidays"
            dialog = dialog.save()
            return self.queries_of(dialog.action_put_off)

        leads = self.env["crm.lead"].create(
            [{"name": f"Lead {n}", "type": "opportunity"} for n in range(62)]
        )
        put_off(leads[:2])
        few, many = put_off(leads[2:12]), put_off(leads[12:])
        self.assertEqual(set(leads.mapped("put_off_until")), {self.day})
        self.assertEqual(len(self.reminders(leads)), 62)
        self.assertLessEqual(many, few + 12)
        leads.action_take_up()
        self.assertFalse(self.reminders(leads))
        with self.assertRaises(UserError):
            self.env["crm.put.off"].with_context(
                active_model="res.users", active_ids=[1]
            ).create({"until": self.day, "reason": "x"}).action_put_off()

    def test_still_known(self):
        """Who is put off is matched, found, and tells of it in his timeline."""
        prospect = self.make_prospect(**NAME, **BIRTH)
        prospect.action_put_off(str(self.day), "On leave")
        client = self.make_client(**ANNA)
        prospect.contact_point_ids = [
            (0, 0, {"kind": "phone", "value": PHONE["phones"][0]})
        ]
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, client)
        found = prospect.search([("person_search", "ilike", ANNA["lastname"])])
        self.assertIn(prospect, found)
        self.assertTrue(prospect.put_off_text)
        events = self.env["crm.timeline"].get_timeline("crm.prospect", prospect.id)
        told = {event["kind"]: event["text"] for event in events["events"]}
        self.assertIn("On leave", told["message"])
