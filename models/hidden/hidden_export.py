# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError


class MailMessage(models.Model):
    """Exports do not read: they would hold the author whom the chatter hides."""

    _inherit = "mail.message"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        # Odoo lets administrators alone export messages, but as columns of a record.
        if self.env.user._is_without_clients():
            raise AccessError(
                self.env._("You work without the client base: messages stay in Odoo.")
            )
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
