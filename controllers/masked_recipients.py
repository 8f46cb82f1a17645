# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import request, route

from odoo.addons.mail.controllers.thread import ThreadController


class MaskedRecipients(ThreadController):
    """Whom a letter goes to, as far as the writer may see addresses."""

    @route()
    def mail_thread_partner_from_email(self, thread_model, thread_id, emails):
        partners = super().mail_thread_partner_from_email(
            thread_model, thread_id, emails
        )
        masked = request.env["crm.masked"]
        return [
            {
                **partner,
                "name": masked._mask_name(partner["name"]),
                "email": masked._mask("email", partner["email"]),
            }
            for partner in partners
        ]
