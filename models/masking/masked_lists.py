# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .masked import BY_RECORD

# What figures of the base are about.
ATTRIBUTE_KINDS = {
    "phone": "phone",
    "messenger": "phone",
    "email": "email",
    "document": "document",
    "birthdate": "birthdate",
}


class CrmContactEvent(models.Model):
    _name = "crm.contact.event"
    _inherit = ["crm.masked.point", "crm.contact.event"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "match_key": BY_RECORD}


class CrmContactScore(models.Model):
    _name = "crm.contact.score"
    _inherit = ["crm.masked.point", "crm.contact.score"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "value": BY_RECORD}


class CrmGenericValue(models.Model):
    _name = "crm.generic.value"
    _inherit = ["crm.masked.point", "crm.generic.value"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "value": BY_RECORD}


class CrmContactability(models.Model):
    _name = "crm.contactability"
    _inherit = ["crm.masked", "crm.contactability"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "phone": "phone", "email": "email"}


class CrmCallListLine(models.Model):
    _name = "crm.call.list.line"
    _inherit = ["crm.masked", "crm.call.list.line"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "number": "phone"}


class CrmMailingRecipient(models.Model):
    _name = "crm.mailing.recipient"
    _inherit = ["crm.masked", "crm.mailing.recipient"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "email_normalized": "email",
            "match_key": "email",
        }


class CrmPersonIndex(models.Model):
    _name = "crm.person.index"
    _inherit = ["crm.masked", "crm.person.index"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "birthdate_date": "birthdate"}


class CrmBaseHealthLine(models.Model):
    """Values that many people have in common, and keys made of several values."""

    _name = "crm.base.health.line"
    _inherit = ["crm.masked", "crm.base.health.line"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "value": BY_RECORD, "text": BY_RECORD}

    def _get_mask_kind(self, field_name):
        attributes = (self.attribute or self.parts or "").split(",")
        kinds = {ATTRIBUTE_KINDS.get(attribute) for attribute in attributes}
        return next(iter(kinds & self.env.user._get_masked_kinds()), None)
