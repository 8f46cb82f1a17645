# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import request
from odoo.tools.mail import email_normalize_all, email_split_and_format

from odoo.addons.mail.controllers.thread import ThreadController


class HiddenRecipients(ThreadController):
    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """Who writes to the address of a client whom he does not see reaches it: no
        partner is made, the letter goes to the address.
        """
        data = super()._prepare_message_data(post_data, thread=thread, **kwargs)
        addresses = [
            address
            for text in post_data.get("partner_emails") or ()
            for address in email_split_and_format(text)
        ]
        hidden = request.env["res.partner"]._get_hidden_emails(
            email_normalize_all(", ".join(addresses))
        )
        unknown = [a for a in addresses if hidden.intersection(email_normalize_all(a))]
        if unknown and kwargs.get("from_create"):
            data["outgoing_email_to"] = ", ".join(unknown)
        return data
