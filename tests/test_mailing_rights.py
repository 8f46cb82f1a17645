# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import new_test_user, tagged

from .common_mailing import TEXT, MailingCase


@tagged("post_install", "-at_install")
class TestMailingRights(MailingCase):
    """Who writes to one, who to many, and who sees what was written."""

    def test_one_and_many(self):
        """One card is for everybody, several need a right that managers have."""
        people = self.person(0) + self.person(1)
        for user in (self.own, self.all):
            self.assertEqual(self.draft(people[0], user).recipient_count, 1)
            with self.assertRaisesRegex(AccessError, "Mass Mailing"):
                people.with_user(user).action_write_letter()
        self.assertEqual(self.draft(people, self.manager).recipient_count, 2)
        self.own.group_ids += self.env.ref("crm_prospect.group_prospect_mailing")
        self.assertEqual(self.draft(people, self.own).recipient_count, 2)

    def test_right_taken_meanwhile(self):
        """The right is asked again when the letter is sent."""
        group = self.env.ref("crm_prospect.group_prospect_mailing")
        self.own.group_ids += group
        mailing = self.draft(self.person(0) + self.person(1), self.own)
        self.own.group_ids -= group
        with self.assertRaises(AccessError):
            mailing.action_send()

    def test_not_readable(self):
        """Nobody writes to those he may not see, nor without any right."""
        prospect = self.person(0)
        prospect.user_id = self.all
        with self.assertRaises(AccessError):
            prospect.with_user(self.own).action_write_letter()
        plain = new_test_user(self.env, "mail_plain", groups="base.group_user")
        with self.assertRaises(AccessError):
            prospect.with_user(plain).action_write_letter()

    def test_of_others(self):
        """A salesperson sees his mailings alone; who sees all prospects sees all."""
        mailing = self.draft(self.person(0), self.own)
        other = self.make_seller("mail_own2")
        for user, sees in ((self.own, True), (other, False), (self.all, True)):
            self.assertEqual(mailing.with_user(user).has_access("read"), sees)
            rows = self.env["crm.mailing.recipient"].with_user(user)
            found = rows.search([("mailing_id", "=", mailing.id)])
            self.assertEqual(bool(found), sees)
        for deed in ("action_send", "action_stop", "action_resume", "action_discard"):
            with self.assertRaises(AccessError):
                getattr(mailing.with_user(other), deed)()

    def test_only_author(self):
        """A text reads by the rights of its author: nobody else words or renders it."""
        restricted = self.make_seller("mail_all2", "group_sale_salesman_all_leads")
        mailing = self.draft(self.person(0), self.manager)
        self.assertTrue(mailing.preview_body)
        for deed in (
            lambda: mailing.with_user(restricted).write({"body_html": TEXT}),
            lambda: mailing.with_user(restricted).action_send(),
        ):
            with self.assertRaisesRegex(AccessError, "Only its author"):
                deed()
        # The text of somebody else is no code that runs when it is looked at.
        self.manager.group_ids += self.env.ref("mail.group_mail_template_editor")
        foreign = self.draft(
            self.person(1), restricted, body_html='<p><t t-out="user.login"/></p>'
        )
        self.env.invalidate_all()
        self.assertFalse(foreign.with_user(self.manager).preview_body)

    def test_right_taken_before_resuming(self):
        """A stopped mailing to several is not gone on with without the right."""
        group = self.env.ref("crm_prospect.group_prospect_mailing")
        self.own.group_ids += group
        mailing = self.draft(self.person(0) + self.person(1), self.own)
        mailing.sudo().state = "stopped"
        self.own.group_ids -= group
        with self.assertRaisesRegex(AccessError, "Mass Mailing"):
            mailing.action_resume()
        mailing.with_user(self.manager).action_resume()
        self.assertEqual(mailing.state, "waiting")

    def test_nobody(self):
        """A record that is not stored is nobody."""
        with self.assertRaisesRegex(UserError, "Nobody was chosen"):
            self.env["crm.lead"].with_user(self.own).browse([0]).action_write_letter()

    def test_written_by_hand(self):
        """Recipients, state and sender are not to be written over RPC."""
        mailing = self.draft(self.person(0), self.own)
        for vals in (
            {"state": "done"},
            {"sender": "boss@example.com"},
            {"user_id": self.manager.id},
            {"recipient_ids": []},
            {"body_html": TEXT, "state": "waiting"},
        ):
            with self.assertRaises(AccessError):
                mailing.write(vals)
        with self.assertRaises(AccessError):
            mailing.recipient_ids.write({"email_normalized": "x@example.org"})
        with self.assertRaises(AccessError):
            self.env["crm.mailing"].with_user(self.own).create({})

    def test_files_of_others(self):
        """Nobody mails himself a file that he may not read."""
        secret = self.env["ir.attachment"].create(
            {"name": "secret.txt", "raw": b"secret", "res_model": "ir.cron"}
        )
        secret.res_id = self.env.ref("crm_prospect.ir_cron_mailing").id
        mailing = self.draft(self.person(0), self.own)
        with self.assertRaises(AccessError):
            mailing.write({"attachment_ids": [(4, secret.id)]})
            mailing.action_send()

    def test_sender(self):
        """Without a sender nothing begins; who may set one is led there."""
        prospect = self.person(0)
        self.env.company.crm_mailing_sender = False
        with self.assertRaisesRegex(UserError, "Sender of Mailings"):
            prospect.with_user(self.own).action_write_letter()
        chief = self.make_seller("mail_chief", "group_sale_manager")
        chief.group_ids += self.env.ref("base.group_system")
        with self.assertRaisesRegex(RedirectWarning, "Sender of Mailings") as caught:
            prospect.with_user(chief).action_write_letter()
        action = self.env.ref("crm.crm_config_settings_action")
        self.assertEqual(caught.exception.args[1], action.id)
        with self.assertRaisesRegex(UserError, "has to be an e-mail"):
            self.env.company.crm_mailing_sender = "nobody"

    def test_settings(self):
        """The sender and the limits are set where the refusal says."""
        settings = self.env["res.config.settings"].create(
            {
                "crm_mailing_sender": "new@example.com",
                "crm_mailing_limit": 2,
                "crm_mailing_limit_days": 10,
            }
        )
        settings.execute()
        self.assertEqual(self.env.company.crm_mailing_sender, "new@example.com")
        self.assertEqual(self.draft(self.person(0)).sender, "new@example.com")
        with self.assertRaises(UserError):
            self.env["res.config.settings"].create({"crm_mailing_limit": -1})
