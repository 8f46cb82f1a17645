# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmPersonMixin(models.AbstractModel):
    """The phone to call first on a card, which shows the scores of this moment."""

    _inherit = "crm.person.mixin"

    best_phone_id = fields.Many2one(
        "crm.contact.point",
        compute="_compute_best_phone_id",
        groups="crm_prospect.group_prospect_own",
        help="The best phone of this person that can be used.",
    )

    @api.depends("contact_point_ids.rank", "contact_point_ids.status")
    def _compute_best_phone_id(self):
        order = self.contact_point_ids._get_order()
        for person in self:
            phone = person.contact_point_ids._best("phone", order)
            is_useless, *_rank = order.get(phone._origin.id, (True,))
            person.best_phone_id = False if is_useless else phone

    @api.readonly
    def web_read(self, specification):
        # What was just saved is shown with the contacts made of it and their scores.
        if "contact_point_ids" in specification:
            for derived in ("crm.person.index", "crm.contact.scorer"):
                self.env[derived].sudo()._flush()
        return super().web_read(specification)
