# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common_mailing import MailingCase


@tagged("post_install", "-at_install")
class TestMailingOptOut(MailingCase, HttpCase):
    """The way out of mailings, by the link of a letter."""

    def send(self, record):
        mailing = self.draft(record)
        mailing.action_send()
        self.env.flush_all()
        return mailing.sudo().recipient_ids

    def listed(self, address):
        self.env.invalidate_all()
        return self.env["mail.blacklist"].search_count([("email", "=", address)])

    def test_prospect(self):
        """Looking at the link does nothing; the button opts out, once."""
        prospect = self.person(0)
        path = self.send(prospect)._get_unsubscribe_path()
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("<form", page.text)
        self.assertEqual(self.url_open(path, method="HEAD").status_code, 200)
        self.assertFalse(self.listed("anna0@example.org"))
        for _click in range(2):
            page = self.url_open(path, data={"List-Unsubscribe": "One-Click"})
            self.assertIn("You are unsubscribed", page.text)
        self.assertEqual(self.listed("anna0@example.org"), 1)
        events = self.env["crm.contact.event"].search(
            [("prospect_id", "=", prospect.id), ("outcome", "=", "opted_out")]
        )
        self.assertTrue(events)
        mailing = self.draft(prospect)
        self.assertEqual([fate for _m, fate in self.fates(mailing)], ["opted_out"])

    def test_application(self):
        """An address that is no contact of anybody is put on the blacklist too."""
        lead = self.make_lead(email_from="nobody@example.org")
        lead.prospect_id = False
        path = self.send(lead)._get_unsubscribe_path()
        self.url_open(path, data={"x": "1"})
        self.assertEqual(self.listed("nobody@example.org"), 1)

    def test_forged(self):
        """Without the right signature nobody is opted out."""
        row = self.send(self.person(0))
        path = row._get_unsubscribe_path()
        for wrong in (
            path[:-1] + "x",
            path[:-1] + "%C3%A9",
            f"/crm_prospect/unsubscribe/{row.id + 1}/" + "a",
        ):
            with self.subTest(wrong):
                page = self.url_open(wrong, data={"x": "1"})
                self.assertEqual(page.status_code, 404)
        self.assertFalse(self.listed("anna0@example.org"))
