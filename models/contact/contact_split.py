# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .contact_card import CARD_FIELDS


class CrmContactPoint(models.Model):
    """Several numbers or addresses typed into one field are several contacts."""

    _inherit = "crm.contact.point"

    @api.model_create_multi
    def create(self, vals_list):
        first, more = [], []
        for vals in vals_list:
            one, *others = self._take_apart(
                vals.get("kind") or self.env.context.get("default_kind", "phone"), vals
            )
            first.append(one)
            more += others
        return super().create(first + more)[: len(vals_list)]

    def write(self, vals):
        one, *others = self._take_apart(vals.get("kind") or self[:1].kind, vals)
        result = super().write(one)
        if others:
            self.create(
                [
                    {**point._prepare_neighbour(), **other}
                    for point in self
                    for other in others
                ]
            )
        return result

    @api.model
    def _take_apart(self, kind, vals):
        """The values of a contact, once for each number or address in them."""
        if kind not in CARD_FIELDS or not vals.get("value"):
            return [vals]
        country = self.env.company.country_id.code or "RU"
        parts = self._split(kind, vals["value"], country)
        if len(parts) < 2:
            return [vals]
        return [{**vals, "value": value} for value, _key, _normal in parts]

    def _prepare_neighbour(self):
        """What a contact has in common with one that was typed into the same field."""
        self.ensure_one()
        return {
            "prospect_id": self.prospect_id.id,
            "partner_id": self.partner_id.id,
            "kind": self.kind,
            "usage": self.usage,
        }
