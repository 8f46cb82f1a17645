# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's Email Marketing; `./dev/test --with mass_mailing` installs it."""

from odoo.tests import tagged

from .common_mailing import MailingCase


@tagged("post_install", "-at_install")
class TestMailingMarketing(MailingCase):
    """Prospects are mailed by Email Marketing too, and its blacklist is ours."""

    def test_prospects(self):
        """To their best e-mail; who opted out of our letters gets none of these."""
        if "mailing.mailing" not in self.env:
            self.skipTest(
                "needs ./dev/test --with mass_mailing"
                " /crm_prospect:TestMailingMarketing"
            )
        people = self.person(0) + self.person(1)
        people += self.make_prospect(lastname="Nomail", phones=["+79161234567"])
        self.opt_out("anna1@example.org")
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Offer",
                "mailing_model_id": self.env["ir.model"]._get_id("crm.prospect"),
                "body_arch": "<p>Dear</p>",
                "body_html": "<p>Dear</p>",
            }
        )
        default = people.search(mailing._get_default_mailing_domain())
        self.assertEqual(default & people, people[:2])
        mailing.mailing_domain = [("id", "in", people[:2].ids)]
        mailing.action_send_mail()
        traces = self.env["mailing.trace"].search(
            [("mass_mailing_id", "=", mailing.id)], order="res_id"
        )
        self.assertEqual(
            [(t.res_id, t.email, t.failure_type) for t in traces],
            [
                (people[0].id, "anna0@example.org", False),
                (people[1].id, "anna1@example.org", "mail_bl"),
            ],
        )
