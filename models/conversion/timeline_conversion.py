# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from ..crm.timeline_sources import Source


class CrmTimeline(models.AbstractModel):
    """When a prospect was made a client, and by whom."""

    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        return {**super()._get_kinds(), "conversion": "links"}

    @api.model
    def _timeline_conversion(self, person, page):
        domain = Domain("id", "in", person.prospects.ids)
        domain &= Domain("conversion_date", "!=", False)
        return Source("crm.prospect", domain, "conversion_date")

    @api.model
    def _render_conversion(self, ids):
        return {
            prospect.id: self._about(
                prospect,
                "fa-user-circle-o",
                self.env._("Converted to a client"),
                author=prospect.conversion_user_id.sudo().name,
            )
            for prospect in self._readable("crm.prospect", ids)
        }
