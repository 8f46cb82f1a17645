# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...tools import documents


class CrmPersonDocument(models.Model):
    """An identity document. Replaced documents stay: old passports match too."""

    _name = "crm.person.document"
    _inherit = ["crm.person.value", "crm.person.unusable"]
    _description = "Identity Document"
    _order = "date_end desc nulls first, id desc"
    _rec_name = "number"
    _origin_field = "document_id"
    _stewards_of_clients = True
    _identity_fields = ("prospect_id", "partner_id", "type_id", "number")

    type_id = fields.Many2one(
        "crm.person.document.type", required=True, ondelete="restrict"
    )
    number = fields.Char(required=True)
    number_normalized = fields.Char(
        compute="_compute_normalized", store=True, precompute=True
    )
    issuer = fields.Char("Issued by")
    date_start = fields.Date("Issued on")
    date_end = fields.Date("Valid until", help="Also the day it was replaced.")
    origin_ids = fields.One2many("crm.person.origin", "document_id", "Origins")

    # Equal numbers of one person are one document (also the wall of two imports).
    _prospect_unique = models.UniqueIndex(
        "(prospect_id, type_id, COALESCE(number_normalized, number))"
        " WHERE prospect_id IS NOT NULL",
        "The prospect has this document already.",
    )
    _partner_unique = models.UniqueIndex(
        "(partner_id, type_id, COALESCE(number_normalized, number))"
        " WHERE partner_id IS NOT NULL",
        "The client has this document already.",
    )
    # Search box: a document by its number, whoever has it.
    _number_normalized = models.Index("(number_normalized)")

    @api.depends("number", "type_id.normalizer")
    def _compute_normalized(self):
        for document in self:
            normal = documents.normalize(
                document.number, document.type_id.normalizer or "generic"
            )
            document.number_normalized = normal.number
            document.unusable_reason = normal.reason

    def _identity(self):
        owner = "prospect_id" if self.prospect_id else "partner_id"
        key = {"number_normalized": self.number_normalized}
        if not self.number_normalized:
            key["number"] = self.number
        return {owner: self[owner]._origin.id, "type_id": self.type_id.id, **key}

    def _double_message(self):
        return self.env._("This person has this document already.")

    @api.depends("type_id.name", "number")
    def _compute_display_name(self):
        for document in self:
            name = document.type_id.name or ""
            document.display_name = f"{name} {document.number or ''}".strip()
