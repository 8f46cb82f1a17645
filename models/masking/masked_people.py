# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from ...tools import documents
from .masked import BY_RECORD

# A value is masked by its kind; messengers go with the phones.
POINT_KINDS = {
    "phone": "phone",
    "messenger": "phone",
    "email": "email",
    "document": "document",
}


class CrmMaskedPoint(models.AbstractModel):
    """Records of contacts of all kinds: `kind` says which."""

    _name = "crm.masked.point"
    _inherit = ["crm.masked"]
    _description = "Contacts That May be Masked"

    def _get_mask_kind(self, field_name):
        kind = super()._get_mask_kind(field_name)
        return POINT_KINDS.get(self.kind) if kind == BY_RECORD else kind

    @api.model
    def _get_shown_domain(self, field_name):
        shown = super()._get_shown_domain(field_name)
        if self._get_masked_fields()[field_name] != BY_RECORD:
            return shown
        masked = self.env.user._get_masked_kinds()
        kinds = [kind for kind, masks in POINT_KINDS.items() if masks in masked]
        return shown | Domain("kind", "not in", kinds)


class CrmProspect(models.Model):
    _name = "crm.prospect"
    _inherit = ["crm.masked", "crm.prospect"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "phone": "phone",
            "email": "email",
            "birthdate_date": "birthdate",
            "partner_id": "client",
        }


class CrmContactPoint(models.Model):
    _name = "crm.contact.point"
    _inherit = ["crm.masked.point", "crm.contact.point"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "value": BY_RECORD,
            "match_key": BY_RECORD,
            "phone_sanitized": "phone",
            "phone_extension": "phone",
            "email_normalized": "email",
            "email_suggestion": "email",
        }


class CrmPersonDocument(models.Model):
    _name = "crm.person.document"
    _inherit = ["crm.masked", "crm.person.document"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "number": "document",
            "number_normalized": "document",
        }

    @api.model
    def _get_whole_domain(self, field_name, text):
        whole = super()._get_whole_domain(field_name, text)
        numbers = {
            documents.normalize(text, code).number for code in documents.NORMALIZERS
        }
        return whole | Domain("number_normalized", "in", list(numbers - {None}))
