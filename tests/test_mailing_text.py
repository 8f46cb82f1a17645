# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_mailing import MailingCase


@tagged("post_install", "-at_install")
class TestMailingText(MailingCase):
    """The letter: a template, files, and how it looks to one recipient."""

    def test_template_and_preview(self):
        """A template fills the letter, and the preview shows it as one reads it."""
        template = self.env["mail.template"].create(
            {
                "name": "Offer",
                "model_id": self.env["ir.model"]._get_id("crm.prospect"),
                "subject": "Offer for {{ object.firstname }}",
                "body_html": '<p>Dear <t t-out="object.lastname"/></p>',
                "attachment_ids": [
                    Command.create({"name": "offer.txt", "raw": b"offer"})
                ],
            }
        )
        first, second = self.person(0), self.person(1)
        mailing = self.draft(first + second, subject=False, body_html=False)
        with Form(mailing) as form:
            form.template_id = template
            self.assertEqual(form.subject, "Offer for {{ object.firstname }}")
            self.assertEqual(form.preview_subject, "Offer for Anna")
            self.assertIn(first.lastname, form.preview_body)
            form.preview_id = mailing.recipient_ids[1]
            self.assertIn(second.lastname, form.preview_body)
        self.assertFalse(self.letters(first))
        mailing.action_send()
        letter = self.letters(second)
        self.assertEqual(letter.subject, "Offer for Anna")
        self.assertIn(second.lastname, letter.body)
        self.assertEqual(letter.attachment_ids.name, "offer.txt")
        mails = self.env["mail.mail"].search([("mail_message_id", "in", letter.ids)])
        self.assertEqual(mails.attachment_ids, letter.attachment_ids)

    def test_preview_of_nonsense(self):
        """A text that cannot be made says so in the preview, and breaks nothing."""
        mailing = self.draft(self.person(0))
        mailing.body_html = '<p><t t-out="object.no_such_field + 1"/></p>'
        self.assertFalse(mailing.preview_subject)
        self.assertTrue(mailing.preview_body)

    def test_files(self):
        """How large the files may be is told before, and asked when it is sent."""
        self.env["ir.config_parameter"].set_param("base.default_max_email_size", "1")
        mailing = self.draft(self.person(0))
        self.assertEqual((mailing.max_size, mailing.size), (1, 0))
        mailing.attachment_ids = [
            Command.create({"name": "large.bin", "raw": b"x" * 1024 * 900})
        ]
        self.assertGreater(mailing.size, 1)
        with self.assertRaisesRegex(UserError, "at most 1.0 MB"):
            mailing.action_send()

    def test_way_out(self):
        """The link to unsubscribe is in the mail, not in the chatter, and signed."""
        lead = self.make_lead(email_from="anna@example.org")
        mailing = self.draft(lead)
        mailing.action_send()
        row = mailing.sudo().recipient_ids
        path = row._get_unsubscribe_path()
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", row.message_id.id)]
        )
        self.assertIn(path, mail.body_html)
        self.assertIn(f"{path}>", mail.headers)
        self.assertIn("One-Click", mail.headers)
        self.assertNotIn("unsubscribe", row.message_id.body)
        self.assertNotIn("anna", path)

    def test_one_line(self):
        """A subject stays one line, whatever a field holds."""
        lead = self.make_lead(name="Loan\nBcc: x@example.org", email_from="a@b.org")
        self.draft(lead).action_send()
        self.assertNotIn("\n", self.letters(lead).subject)
