# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_call_list import PHONE, CallListCase


@tagged("post_install", "-at_install")
class TestCallListCalling(CallListCase):
    """Working on a call list: outcomes, slips, and two who call the same client."""

    def test_as_of_now(self):
        """A number that may not be called any more is not; a new one is shown."""
        call_list = self.make_list()
        best, second, low = call_list.line_ids
        self.env["phone.blacklist"].sudo().create({"number": PHONE(1)})
        second.sudo().point_id.value = PHONE(33)
        low.sudo().point_id.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((best.status, best.is_usable), ("opted_out", False))
        with self.assertRaisesRegex(UserError, "not to be called"):
            best.with_context(outcome="reached").action_record_outcome()
        self.assertEqual((second.number, second.is_usable), (PHONE(33), True))
        self.assertFalse(low.exists().is_usable)

    def test_outcome(self):
        """One click: the line, the progress, and an outcome of the contact."""
        call_list = self.make_list()
        line = call_list.line_ids[1]
        line.with_context(outcome="no_answer", seen_calls=0).action_record_outcome()
        self.assertEqual((line.outcome, line.call_count), ("no_answer", 1))
        self.assertEqual(line.caller_id, self.user)
        self.assertTrue(line.called_at)
        self.assertEqual((call_list.called_count, call_list.line_count), (1, 3))
        event = self.env["crm.contact.event"].search(
            [("partner_id", "=", line.partner_id.id)]
        )
        self.assertEqual(event.outcome, "no_answer")
        self.assertEqual(event.match_key, PHONE(3))
        # Called again, by somebody who knows of the first call.
        line.with_context(outcome="reached", seen_calls=1).action_record_outcome()
        self.assertEqual((line.outcome, line.call_count), ("reached", 2))
        for outcome in ("clicked", "nothing", None):
            with self.assertRaisesRegex(UserError, "no such outcome"):
                line.with_context(outcome=outcome).action_record_outcome()

    def test_undo(self):
        """A slip is taken back: the line, its number and the outcome told."""
        call_list = self.make_list(team_id=self.team.id)
        line = call_list.line_ids[1]
        events = self.env["crm.contact.event"]
        of_client = [("partner_id", "=", line.partner_id.id)]
        line.with_context(outcome="not_in_service").action_record_outcome()
        self.env["crm.contact.scorer"]._flush()
        self.env.invalidate_all()
        self.assertFalse(line.is_usable)
        with self.assertRaisesRegex(UserError, "Somebody else"):
            line.with_user(self.mate).action_undo_outcome()
        line.action_undo_outcome()
        self.env["crm.contact.scorer"]._flush()
        self.env.invalidate_all()
        self.assertEqual((line.outcome, line.called_at, line.call_count), (False,) * 3)
        self.assertFalse(line.caller_id)
        self.assertTrue(line.is_usable)
        self.assertFalse(events.search(of_client))
        # Of two calls the first one stays.
        line.with_context(outcome="no_answer").action_record_outcome()
        events.search(of_client).date = line.list_id.create_date
        line.with_context(outcome="wrong_person").action_record_outcome()
        line.action_undo_outcome()
        self.assertEqual((line.outcome, line.call_count), ("no_answer", 1))
        self.assertEqual(line.called_at, line.list_id.create_date)
        self.assertEqual(line.caller_id, self.user)

    def test_called_meanwhile(self):
        """Who did not see the call of a colleague is told, and records nothing."""
        call_list = self.make_list(team_id=self.team.id)
        line = call_list.line_ids[0]
        mate = line.with_user(self.mate)
        line.with_context(outcome="reached", seen_calls=0).action_record_outcome()
        with self.assertRaisesRegex(UserError, "meanwhile"):
            mate.with_context(outcome="busy", seen_calls=0).action_record_outcome()
        self.assertEqual((line.outcome, line.caller_id), ("reached", self.user))
