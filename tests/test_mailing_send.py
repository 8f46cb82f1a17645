# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_mailing import SENDER, TEXT, MailingCase

SEND = "odoo.addons.crm_prospect.models.mailing.mailing_send"


@tagged("post_install", "-at_install")
class TestMailingSend(MailingCase):
    """Sending: once to each, a done action for recipients only, and to be resumed."""

    def mails_of(self, record):
        return self.env["mail.mail"].search(
            [("model", "=", record._name), ("res_id", "=", record.id)]
        )

    def test_done_action(self):
        """The letter is one message: a done action on the step, and what is mailed."""
        lead = self.make_lead(name="Loan", email_from="anna@example.org")
        silent = self.make_lead(name="Silent")
        mailing = self.draft(lead + silent)
        mailing.action_send()
        self.assertEqual((mailing.state, mailing.progress), ("done", 100))
        message = self.letters(lead)
        self.assertEqual(len(message), 1)
        self.assertEqual(message.mail_activity_type_id, self.call)
        self.assertEqual(message.crm_step_id.id, lead.sudo()._get_open_steps()[lead.id])
        self.assertEqual(message.subject, "News for Loan")
        self.assertIn("Dear Loan", message.body)
        self.assertEqual(message.author_id, self.manager.partner_id)
        mail = self.mails_of(lead)
        self.assertEqual(mail.mail_message_id, message)
        self.assertEqual((mail.email_to, mail.state), ("anna@example.org", "outgoing"))
        self.assertEqual((mail.email_from, mail.auto_delete), (SENDER, True))
        # Peers' trap: who has no e-mail has no done action either.
        self.assertFalse(self.letters(silent))
        self.assertEqual(mailing.count_no_email, 1)

    def test_prospects(self):
        """On the latest open application of a prospect; without one on himself."""
        people = self.person(0) + self.person(1) + self.person(2)
        older, latest = (self.make_lead(people[0], name=name) for name in "12")
        closed = self.make_lead(people[1])
        closed.action_set_lost()
        self.draft(people).action_send()
        self.assertEqual(len(self.letters(latest)), 1)
        self.assertTrue(self.letters(latest).crm_step_id)
        self.assertIn("Anna", self.letters(latest).body)
        for record in (people[1], people[2]):
            self.assertEqual(len(self.letters(record)), 1)
            self.assertFalse(self.letters(record).crm_step_id)
        for record in (people[0], older, closed):
            self.assertFalse(self.letters(record))

    def test_application_of_somebody_else(self):
        """A letter does not land on an application that the author may not write."""
        prospect = self.person(0)
        prospect.user_id = self.own
        lead = self.make_lead(prospect, user_id=self.all.id)
        self.draft(prospect, self.own).action_send()
        self.assertFalse(self.letters(lead))
        self.assertEqual(len(self.letters(prospect)), 1)

    def many(self, count=7):
        return self.load_prospects(
            [
                {
                    "lastname": "Mailed",
                    "firstname": "Anna",
                    "emails": [f"many{number}@example.org"],
                    "ref": f"m{number}",
                }
                for number in range(count)
            ]
        )

    def start(self, mailing):
        """Have a mailing sent by the cron only."""
        with patch(f"{SEND}.ONLINE_LIMIT", 0):
            mailing.action_send()
        self.assertEqual(mailing.state, "waiting")
        return mailing.sudo()

    def test_interrupted(self):
        """Killed after, stopped between and resumed: each has the letter once."""
        people = self.many()
        mailing = self.start(self.draft(people))
        with patch(f"{SEND}.BATCH", 2):
            mailing._step()
            self.assertEqual((mailing.state, mailing.sent_count), ("running", 2))
            self.env.flush_all()
            # The worker is killed in the middle of the next step.
            with self.env.cr.savepoint(flush=False) as savepoint:
                mailing._step()
                self.env.flush_all()
                self.env.invalidate_all()
                self.assertEqual(mailing.sent_count, 4)
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(mailing.sent_count, 2)
            mailing._step()
            mailing.with_user(self.manager).action_stop()
            self.assertEqual(mailing.state, "stopped")
            mailing.with_user(self.manager).action_resume()
            self.finish_run(mailing)
        self.assertEqual((mailing.state, mailing.sent_count), ("done", 7))
        mails = self.env["mail.mail"].search([("model", "=", "crm.prospect")])
        mails = mails.filtered(lambda mail: mail.res_id in people.ids)
        self.assertEqual(
            sorted(mails.mapped("email_to")),
            sorted(f"many{number}@example.org" for number in range(7)),
        )

    def test_cron(self):
        """The cron sends what is open, oldest first."""
        mailing = self.start(self.draft(self.many(3)))
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_mailing").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((mailing.state, mailing.sent_count), ("done", 3))

    def test_asked_again(self):
        """Who opts out or goes between the check and the letter gets none."""
        people = self.many(4)
        mailing = self.start(self.draft(people))
        self.opt_out("many0@example.org")
        self.env["ir.rule"].create(
            {
                "name": "Read only",
                "model_id": self.env["ir.model"]._get_id("crm.prospect"),
                "domain_force": [("id", "!=", people[1].id)],
                "perm_read": False,
            }
        )
        people[2].unlink()
        self.finish_run(mailing)
        self.assertEqual(
            [fate for _m, fate in self.fates(mailing)],
            ["opted_out", "no_right", "sent"],
        )
        self.assertFalse(self.letters(people[0]) + self.letters(people[1]))

    def test_statements(self):
        """A step takes as many statements for forty letters as for four, but for the
        inserts, which Odoo does by a hundred."""
        first = self.start(self.draft(self.many(44)[:4]))
        people = self.env["crm.prospect"].search(
            [("lastname", "=", "Mailed")], order="id desc", limit=40
        )
        second = self.start(self.draft(people))
        few = self.queries_of(first._step)
        many = self.queries_of(second._step)
        self.assertLess(many - few, 10, f"{few} and {many}")

    def test_unreadable(self):
        """A text of what the author may not see is sent to the others."""
        self.all.group_ids += self.env.ref("crm_prospect.group_prospect_mailing")
        secret = self.env["res.partner"].create({"name": "Secret"})
        lead = self.make_lead(email_from="a@example.org", name="Open")
        hidden = self.make_lead(email_from="b@example.org", name="Closed")
        hidden.partner_id = secret
        hidden.email_from = "b@example.org"
        self.hide_client(secret, self.all)
        text = '<p>Dear <t t-out="object.partner_id.name"/>!</p>'
        mailing = self.draft(lead + hidden, self.all, body_html=text)
        mailing.action_send()
        self.assertEqual(
            [fate for _m, fate in self.fates(mailing)], ["sent", "unreadable"]
        )

    def test_refusals(self):
        """Without text, subject, action or recipients, or twice: nothing is sent."""
        prospect = self.person(0)
        for field in ("subject", "body_html", "activity_type_id"):
            with self.subTest(field=field), self.assertRaises(UserError):
                self.draft(prospect, **{field: False}).action_send()
        with self.assertRaisesRegex(UserError, "Nobody"):
            self.draft(self.person(1, "bad@")).action_send()
        mailing = self.draft(prospect)
        mailing.action_send()
        with self.assertRaisesRegex(UserError, "already"):
            mailing.action_send()
        with self.assertRaisesRegex(UserError, "already"):
            mailing.action_discard()
        with self.assertRaises(AccessError):
            mailing.body_html = TEXT
        self.assertEqual(len(self.letters(prospect)), 1)

    def test_discard(self):
        """A draft leaves nothing behind; forgotten ones go after a week."""
        mailing = self.draft(self.person(0))
        mailing.action_discard()
        self.assertFalse(mailing.exists())
        kept, old = (self.draft(self.person(number)) for number in (1, 2))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_mailing SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=8), old.id],
        )
        self.env.invalidate_all()
        self.env["crm.mailing"]._gc_drafts()
        self.assertEqual((kept + old).exists(), kept)

    def test_deleted_application(self):
        """The address of an application without a prospect goes with it."""
        lead = self.make_lead(email_from="anna@example.org")
        mailing = self.draft(lead)
        mailing.action_send()
        rows = mailing.sudo().recipient_ids
        lead.unlink()
        self.env["crm.mailing.recipient"]._gc_orphans()
        self.assertFalse(rows.exists())

    def test_failed(self):
        """Letters that were not handed over are counted."""
        lead = self.make_lead(email_from="anna@example.org")
        mailing = self.draft(lead)
        mailing.action_send()
        self.assertEqual(mailing.sudo().recipient_ids.delivery, "outgoing")
        self.mails_of(lead).state = "exception"
        self.env.invalidate_all()
        self.assertEqual(mailing.failed_count, 1)
        self.assertEqual(mailing.sudo().recipient_ids.delivery, "failed")
        self.mails_of(lead).unlink()
        self.env.invalidate_all()
        self.assertEqual(mailing.sudo().recipient_ids.delivery, "handed")
        self.assertEqual(len(self.letters(lead)), 1)
