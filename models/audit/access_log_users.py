# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """Whoever stands in the log of readings stays known by name."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_readers(self):
        log = self.env["crm.access.log"].sudo()
        if log.search_count([("user_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "A user who has read personal data stays in the log of readings: "
                    "please archive him instead."
                )
            )
