# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..models.matching.generic_value import MAX_LINKS


class CrmGenericAccept(models.TransientModel):
    """Asks before links that rest on generic values are sent to review."""

    _name = "crm.generic.accept"
    _description = "Accept Generic Values"

    value_ids = fields.Many2many("crm.generic.value", "crm_generic_accept_value_rel")
    link_count = fields.Integer("Links to Review", compute="_compute_link_count")

    @api.depends("value_ids")
    def _compute_link_count(self):
        # A link that rests on two of the values is one link.
        for wizard in self:
            values = wizard.value_ids._origin
            wizard.link_count = len(values._fetch_links(MAX_LINKS))

    def action_accept(self):
        """Accept the values; the links that rest on them go to review.

        :raise AccessError: the user is no data steward
        """
        self.value_ids._check_may_decide()
        self.value_ids.sudo()._accept()
        return {"type": "ir.actions.act_window_close"}
