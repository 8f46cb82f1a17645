# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..contact.contact_event_parser import Told


class CrmMailingRecipient(models.Model):
    """Who wants no more letters."""

    _inherit = "crm.mailing.recipient"

    def _opt_out(self):
        """Record that this recipient opted out, and put him on Odoo's blacklist.

        An application may have an address that is no contact of anybody.
        """
        self.ensure_one()
        owner = "prospect_id" if self.prospect_id else None
        now = fields.Datetime.now()
        event = Told(
            "email",
            self.match_key,
            owner,
            self.prospect_id.id,
            "opted_out",
            now,
            "email",
        )
        self.env["crm.contact.event"]._record([event])
        blacklist = self.env["mail.blacklist"]
        if not blacklist.search_count([("email", "=", self.email_normalized)]):
            blacklist._add(self.email_normalized)
