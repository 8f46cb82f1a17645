# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .timeline_sources import Source

ICONS = {
    "call": "fa-phone",
    "sms": "fa-mobile",
    "email": "fa-envelope-o",
    "messenger": "fa-comment-o",
}


class CrmTimeline(models.AbstractModel):
    """What came of calling and writing to the person."""

    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        return {**super()._get_kinds(), "outcome": "activities"}

    @api.model
    def _timeline_outcome(self, person, page):
        domain = Domain("prospect_id", "in", person.prospects.ids)
        domain |= Domain("partner_id", "in", person.client.ids)
        return Source("crm.contact.event", domain, "date")

    @api.model
    def _render_outcome(self, ids):
        masked = self.env["crm.masked"]
        return {
            event.id: self._about(
                event.prospect_id or event.partner_id,
                ICONS.get(event.channel, "fa-bullhorn"),
                event.display_name,
                masked._mask_contact(event.kind, event.match_key),
                event.create_uid.sudo().name,
            )
            for event in self._readable("crm.contact.event", ids)
        }
