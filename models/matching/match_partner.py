# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResPartner(models.Model):
    """A deleted card takes its matches along: its prospects are decided anew."""

    _inherit = "res.partner"

    def unlink(self):
        matches = self.env["crm.match"].sudo().search([("partner_id", "in", self.ids)])
        prospects = matches.prospect_id.ids
        result = super().unlink()
        if prospects:
            self.env["crm.match.queue"].sudo()._add("prospect_id", prospects)
        return result
