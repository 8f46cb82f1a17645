# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmProspect(models.Model):
    """A prospect that is linked, or not any more, is heard or not for the client."""

    _inherit = "crm.prospect"

    def write(self, vals):
        if "partner_id" not in vals:
            return super().write(vals)
        clients = self.sudo().partner_id
        result = super().write(vals)
        clients |= self.sudo().partner_id
        self.env["crm.contact.scorer"]._touch("partner_id", clients.ids)
        return result

    def unlink(self):
        clients = self.sudo().partner_id
        result = super().unlink()
        self.env["crm.contact.scorer"]._touch("partner_id", clients.ids)
        return result
