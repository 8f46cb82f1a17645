# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

PERSON = {
    "birthdate_date",
    "contact_point_ids",
    "document_ids",
    "email",
    "employer_name",
    "employer_vat",
    "phone",
    "street",
}


class CrmProspect(models.Model):
    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | PERSON


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | PERSON | {"vat", "email_normalized"}

    def _get_audited(self):
        """Clients: other contacts are nobody of this addon."""
        partners = super()._get_audited().sudo()
        partners.fetch(["is_client"])
        return partners.filtered("is_client").sudo(False)

    def _build_vcard(self):
        self._log_reading(["email", "phone"], [{"id": self.id}])
        return super()._build_vcard()


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.audited"]

    def _get_personal_fields(self):
        names = {"email_from", "phone", "street"}
        return super()._get_personal_fields() | names

    def _get_audited(self):
        """Applications of people."""
        leads = super()._get_audited().sudo()
        leads.fetch(["prospect_id"])
        return leads.filtered("prospect_id").sudo(False)


class CrmContactPoint(models.Model):
    _name = "crm.contact.point"
    _inherit = ["crm.contact.point", "crm.audited"]

    def _get_personal_fields(self):
        names = {"email_normalized", "match_key", "phone_sanitized", "value"}
        names.add("display_name")  # which is the value
        return super()._get_personal_fields() | names


class CrmPersonDocument(models.Model):
    _name = "crm.person.document"
    _inherit = ["crm.person.document", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {
            "display_name",
            "number",
            "number_normalized",
        }


class CrmContactScore(models.Model):
    _name = "crm.contact.score"
    _inherit = ["crm.contact.score", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {"value"}


class CrmCallListLine(models.Model):
    _name = "crm.call.list.line"
    _inherit = ["crm.call.list.line", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {"number"}


class CrmContactability(models.Model):
    _name = "crm.contactability"
    _inherit = ["crm.contactability", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {"email", "phone"}


class CrmContactEvent(models.Model):
    _name = "crm.contact.event"
    _inherit = ["crm.contact.event", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {"match_key"}


class CrmMailingRecipient(models.Model):
    _name = "crm.mailing.recipient"
    _inherit = ["crm.mailing.recipient", "crm.audited"]

    def _get_personal_fields(self):
        return super()._get_personal_fields() | {"email_normalized", "match_key"}
