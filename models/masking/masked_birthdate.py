# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmPersonMixin(models.AbstractModel):
    """A date cannot hold a mask: it reads empty, and a form is told that it is not."""

    _inherit = "crm.person.mixin"

    is_birthdate_masked = fields.Boolean(compute="_compute_is_birthdate_masked")

    @api.depends("birthdate_date")
    @api.depends_context("uid")
    def _compute_is_birthdate_masked(self):
        masks = "birthdate" in self.env.user._get_masked_kinds()
        for person in self:
            person.is_birthdate_masked = masks and bool(person.sudo().birthdate_date)
