# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import MAIL, ParallelCase


@tagged("post_install", "-at_install")
class TestMailingConcurrency(ParallelCase):
    """Sending from two windows at the same time."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget_mailings)
        self.commit(self.set_sender)

    def set_sender(self, env, sender="sales@example.com"):
        env.company.crm_mailing_sender = sender

    def forget_mailings(self):
        with self.environment() as env:
            env["crm.mailing"].search([]).unlink()
            self.set_sender(env, False)

    def draft(self, env):
        prospect = env["crm.prospect"].browse(self.prospect_id)
        mailing = env["crm.mailing"].browse(prospect.action_write_letter()["res_id"])
        mailing.write({"subject": "News", "body_html": "<p>A word.</p>"})
        return mailing.id

    def test_two_clicks(self):
        """One is told that it was sent, the letter goes once, the log names nobody."""
        [self.prospect_id] = self.make("crm.prospect", emails=[MAIL])
        mailing_id = self.commit(self.draft)

        def send(env):
            env["crm.mailing"].browse(mailing_id).action_send()

        refused = [result for result in self.in_parallel(send, send) if result]
        self.assertEqual(len(refused), 1)
        self.assertIsInstance(refused[0], UserError)
        with self.environment() as env:
            mails = env["mail.mail"].search([("email_to", "=", MAIL)])
            self.assertEqual(len(mails), 1)
        self.assert_no_secrets()
