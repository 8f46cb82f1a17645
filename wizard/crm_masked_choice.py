# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..models.masking.masked import BY_RECORD
from ..models.masking.masked_odoo import PARTNER_FIELDS
from ..tools.masks import is_masked

# Fields of the cards that dialogs show in words.
FIELD_KINDS = {**PARTNER_FIELDS, "email_from": "email", "email_cc": "email"}


class CrmMaskedWords(models.AbstractModel):
    """What a dialog tells in words: it sends the words back, masked or not, and what
    it does is done with the cards themselves.
    """

    _name = "crm.masked.words"
    _inherit = ["crm.masked"]
    _description = "Words That May be Masked"

    @api.model
    def _get_sent_masks(self, vals, masks):
        return {}

    def _get_mask_kind(self, field_name):
        masked = is_masked(self[field_name])
        return None if masked else super()._get_mask_kind(field_name)


class CrmMaskedChoice(models.AbstractModel):
    """Lines of dialogs: a field of two cards."""

    _name = "crm.masked.choice"
    _inherit = ["crm.masked.words"]
    _description = "Choice of a Value That May be Masked"

    @api.model
    def _get_masked_fields(self):
        names = ("source_value", "target_value", "result_value")
        return {**super()._get_masked_fields(), **dict.fromkeys(names, BY_RECORD)}

    def _get_mask_kind(self, field_name):
        kind = super()._get_mask_kind(field_name)
        return FIELD_KINDS.get(self.field_name) if kind else None


class CrmProspectConvertLine(models.TransientModel):
    _name = "crm.prospect.convert.line"
    _inherit = ["crm.masked.choice", "crm.prospect.convert.line"]


class CrmCopyLine(models.TransientModel):
    _name = "crm.copy.line"
    _inherit = ["crm.masked.choice", "crm.copy.line"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "appended_value": BY_RECORD}


class CrmCopyItem(models.TransientModel):
    _name = "crm.copy.item"
    _inherit = ["crm.masked.words", "crm.masked.point", "crm.copy.item"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "label": BY_RECORD}


class CrmProspectLink(models.TransientModel):
    _name = "crm.prospect.link"
    _inherit = ["crm.masked", "crm.prospect.link"]

    @api.model
    def _get_masked_fields(self):
        names = ("prospect_birthdate", "client_birthdate")
        return {**super()._get_masked_fields(), **dict.fromkeys(names, "birthdate")}
