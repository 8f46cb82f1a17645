# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

PARTNER_FIELDS = {
    "email": "email",
    "email_normalized": "email",
    "email_formatted": "email",
    "phone": "phone",
    "phone_sanitized": "phone",
    "phone_mobile_search": "phone",
    "birthdate_date": "birthdate",
    # The INN of a person is a document; that of a company is public.
    "vat": "document",
}


class ResPartner(models.Model):
    """Colleagues are no customers: their addresses stay readable."""

    _name = "res.partner"
    _inherit = ["crm.masked", "res.partner"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), **PARTNER_FIELDS}

    def _get_mask_kind(self, field_name):
        kind = super()._get_mask_kind(field_name)
        is_shown = not self.partner_share or (field_name == "vat" and self.is_company)
        return None if is_shown else kind

    @api.model
    def _get_shown_domain(self, field_name):
        shown = super()._get_shown_domain(field_name)
        shown |= Domain("partner_share", "=", False)
        if field_name == "vat":
            shown |= Domain("is_company", "=", True)
        return shown

    def _build_vcard(self):
        """The card to download says no more than the screen."""
        vcard = super()._build_vcard()
        for part, name in (("email", "email"), ("tel", "phone")):
            if vcard and part in vcard.contents:
                for line in vcard.contents.get(part):
                    line.value = self._mask(self._get_mask_kind(name), line.value)
        return vcard


class ResUsers(models.Model):
    """A customer with access to the portal is a user, too."""

    _name = "res.users"
    _inherit = ["crm.masked", "res.users"]

    @api.model
    def _get_masked_fields(self):
        masked = {**super()._get_masked_fields(), **PARTNER_FIELDS, "login": "email"}
        return {name: kind for name, kind in masked.items() if name in self._fields}

    def _get_mask_kind(self, field_name):
        return super()._get_mask_kind(field_name) if self.share else None

    @api.model
    def _get_shown_domain(self, field_name):
        shown = super()._get_shown_domain(field_name)
        return shown | Domain("share", "=", False)


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.masked", "crm.lead"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "email_from": "email",
            "email_normalized": "email",
            "email_domain_criterion": "email",
            "email_cc": "email",
            "phone": "phone",
            "phone_sanitized": "phone",
            "phone_mobile_search": "phone",
        }


class CrmMaskedRelated(models.AbstractModel):
    """Records that repeat what a partner has: what is of colleagues is shown."""

    _name = "crm.masked.related"
    _inherit = ["crm.masked"]
    _description = "Values of Partners That May be Masked"

    _masked_partner = "partner_id"

    def _get_mask_kind(self, field_name):
        kind = super()._get_mask_kind(field_name)
        partner = self[self._masked_partner]
        return None if partner and not partner.partner_share else kind

    @api.model
    def _get_shown_domain(self, field_name):
        shown = super()._get_shown_domain(field_name)
        return shown | Domain(f"{self._masked_partner}.partner_share", "=", False)


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["crm.masked.related", "mail.followers"]

    @api.model
    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "email": "email"}


class CalendarAttendee(models.Model):
    _name = "calendar.attendee"
    _inherit = ["crm.masked.related", "calendar.attendee"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "email": "email",
            "phone": "phone",
            "common_name": "email",
        }

    def _get_mask_kind(self, field_name):
        """The address stands where there is no name."""
        is_name = field_name == "common_name" and "@" not in (self.common_name or "")
        return None if is_name else super()._get_mask_kind(field_name)


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["crm.masked.related", "mail.message"]
    _masked_partner = "author_id"

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "email_from": "email",
            "incoming_email_cc": "email",
            "incoming_email_to": "email",
            "outgoing_email_to": "email",
        }


class MailNotification(models.Model):
    _name = "mail.notification"
    _inherit = ["crm.masked.related", "mail.notification"]
    _masked_partner = "res_partner_id"

    @api.model
    def _get_masked_fields(self):
        # The number comes with Odoo's text messages, which need not be installed.
        masked = {"mail_email_address": "email", "sms_number": "phone"}
        return super()._get_masked_fields() | {
            name: kind for name, kind in masked.items() if name in self._fields
        }


class MailTemplatePreview(models.TransientModel):
    _name = "mail.template.preview"
    _inherit = ["crm.masked", "mail.template.preview"]

    @api.model
    def _get_masked_fields(self):
        return {
            **super()._get_masked_fields(),
            "email_to": "email",
            "email_cc": "email",
        }
