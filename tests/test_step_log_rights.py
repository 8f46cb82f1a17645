# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_step_log import StepLogCase


@tagged("post_install", "-at_install")
class TestStepLogRights(StepLogCase):
    """Who sees and writes the log of an application."""

    def test_own_leads_only(self):
        """A salesperson has the log of his leads; who sees all leads has all logs."""
        note = self.add("Note")
        action = self.add("Do", user_id=self.own.id)
        lead = self.lead.with_user(self.other)
        for method, args in (
            ("get_step_log", ()),
            ("add_step_entry", ("Mine",)),
            ("finish_step_action", (action.id,)),
            ("reopen_step_action", (note.id,)),
            ("edit_step_note", (note.id, "Mine")),
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(lead, method)(*args)
        for user in (self.own, self.everyone, self.manager):
            self.assertEqual(len(self.entries(user=user)), 2)
            self.lead.with_user(user).add_step_entry("Written")
            self.assertEqual(self.log(user=user)["entries"][0]["author"], user.name)
            self.lead.with_user(user).message_ids[:1].sudo().unlink()

    def test_external_users(self):
        """Neither a portal user nor one without CRM has a log, a follower or not."""
        note = self.add("Secret")
        for groups in ("base.group_portal", "base.group_user"):
            user = new_test_user(self.env, f"step_{groups}", groups)
            self.lead.message_subscribe(partner_ids=user.partner_id.ids)
            with self.assertRaises(AccessError):
                self.log(user=user)
            self.assertFalse(note.with_user(user).has_access("read"))

    def test_entries_of_others(self):
        """Own entries are edited and opened again; those of others are not."""
        note = self.add("Note")
        action = self.add("Do", user_id=self.own.id)
        lead = self.lead.with_user(self.everyone)
        message_id = self.lead.with_user(self.own).finish_step_action(action.id)
        for entry in self.entries(user=self.everyone):
            self.assertFalse(entry["can_edit"] or entry["can_reopen"])
        with self.assertRaises(AccessError):
            lead.edit_step_note(note.id, "Other words")
        with self.assertRaises(AccessError):
            lead.reopen_step_action(message_id)

    def test_actions_elsewhere(self):
        """A message tells of no action but those of its application."""
        foreign = self.make_lead(user_id=self.other.id)
        secret = foreign.activity_schedule(summary="Secret", user_id=self.other.id)
        self.assertFalse(secret.with_user(self.own).has_access("read"))
        self.lead.with_user(self.own).message_post(
            body="Mine",
            message_type="comment",
            mail_activity_type_id=self.todo.id,
            crm_activity_id=secret.id,
        )
        [entry] = self.entries()
        self.assertEqual((entry["kind"], entry["text"]), ("done", "Mine"))
        self.assertFalse(entry["can_reopen"])

    def test_rich_notes(self):
        """A note with more than plain text is left to the editor of the chatter."""
        lead = self.lead.with_user(self.own)
        note = lead.message_post(
            body=Markup("<p>See <a href='https://example.org'>this</a></p>"),
            message_type="comment",
        )
        self.assertFalse(self.entries()[0]["can_edit"])
        with self.assertRaises(AccessError):
            lead.edit_step_note(note.id, "See this")

    def test_menu_of_action_types(self):
        """A sales manager changes the types of actions in the configuration of CRM."""
        menu = self.env.ref("crm.crm_team_menu_config_activity_types")
        visible = self.env["ir.ui.menu"].with_user(self.manager)._visible_menu_ids()
        while menu:
            self.assertIn(menu.id, visible)
            root, menu = menu, menu.parent_id
        self.assertEqual(root, self.env.ref("crm.crm_menu_root"))
        kind = self.env["mail.activity.type"].with_user(self.manager)
        self.assertTrue(kind.create({"name": "Visit"}))
        self.assertFalse(kind.with_user(self.own).has_access("create"))
