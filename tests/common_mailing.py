# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Applications and prospects with e-mails, and letters to them."""

from .common_lead import LeadCase

SENDER = "Sales <sales@example.com>"
TEXT = '<p>Dear <t t-out="object.name"/>, a word.</p>'


class MailingCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.crm_mailing_sender = SENDER
        cls.manager = cls.make_seller("mail_manager", "group_sale_manager")
        cls.call = cls.env.ref("mail.mail_activity_data_call")

    @classmethod
    def person(cls, number, *addresses, **vals):
        """A prospect with these e-mails."""
        return cls.make_prospect(
            lastname=f"Mailed{'abcdefghij'[number]}",
            firstname="Anna",
            emails=list(addresses or [f"anna{number}@example.org"]),
            **{"user_id": False, **vals},
        )

    def draft(self, records, user=None, **vals):
        """The draft of a letter to these, ready to be sent."""
        action = records.with_user(user or self.manager).action_write_letter()
        mailing = self.env[action["res_model"]].browse(action["res_id"])
        mailing = mailing.with_user(user or self.manager)
        mailing.write(
            {
                "subject": "News for {{ object.name }}",
                "body_html": TEXT,
                "activity_type_id": self.call.id,
                **vals,
            }
        )
        return mailing

    def fates(self, mailing):
        """(e-mail, reason or state) of those chosen, in their order."""
        return [
            (r.email_normalized, r.reason or r.state)
            for r in mailing.sudo().recipient_ids
        ]

    def letters(self, record):
        """Messages of letters on a record."""
        return record.sudo().message_ids.filtered(
            lambda message: message.message_type == "email_outgoing"
        )

    def opt_out(self, address):
        self.env["mail.blacklist"].create({"email": address})
        self.env.cr.flush()
