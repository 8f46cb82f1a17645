# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.tests import new_test_user, tagged

from .common_masked import MaskedCase

# Names of fields that may hold a phone, an e-mail, a document or a birth date.
TELLING = re.compile(
    r"phone|mobile|mail|number|value|birth|vat|inn|match_key|messenger|login|contact"
)
TYPES = ("char", "text", "html", "json", "date")
# Modules whose models are looked at: those that the promise of masking covers.
MODULES = ("crm_prospect", "crm", "mail", "calendar", "base", "phone_validation")

# Reviewed by hand: none of these holds such a value of a person. A new field of such a
# name is masked by its model (`_get_masked_fields`), or gets a line here.
SHOWN = {
    # Public numbers of cards, and names.
    "crm.call.list.line.client_number",
    "crm.contactability.client_number",
    "crm.lead.client_number_display",
    "crm.lead.contact_name",
    "crm.lead2opportunity.partner.lead_contact_name",
    "crm.lead2opportunity.partner.mass.lead_contact_name",
    "crm.prospect.client_number_display",
    "crm.prospect.convert.prospect_number",
    "crm.prospect.number_display",
    "res.partner.client_number_display",
    "res.users.client_number_display",
    # Companies: employers, banks, one's own.
    "crm.prospect.employer_vat",
    "res.bank.email",
    "res.bank.phone",
    "res.company.bounce_email",
    "res.company.catchall_email",
    "res.company.crm_mailing_sender",
    "res.company.default_from_email",
    "res.company.email",
    "res.company.email_formatted",
    "res.company.email_primary_color",
    "res.company.email_secondary_color",
    "res.company.phone",
    "res.company.vat",
    "res.partner.employer_vat",
    "res.users.employer_vat",
    # Addresses of streets and numbers of accounts: no kind of their own.
    "res.partner.bank.acc_number",
    "res.partner.bank.clearing_number",
    "res.partner.bank.sanitized_acc_number",
    "res.partner.contact_address",
    "res.partner.contact_address_inline",
    "res.users.contact_address",
    "res.users.contact_address_inline",
    # Settings, and values that belong to nobody.
    "crm.contact.score.factor.value_choice",
    "crm.lead.scoring.frequency.value",
    "crm.number.range.number_from",
    "crm.number.range.number_to",
    "crm.stop.value.match_key",
    "crm.stop.value.value",
    "ir.default.json_value",
    "mail.alias.domain.bounce_email",
    "mail.alias.domain.catchall_email",
    "mail.alias.domain.default_from_email",
    "mail.template.email_cc",
    "mail.template.email_from",
    "mail.template.email_layout_xmlid",
    "mail.template.email_to",
    "mail.template.preview.email_from",
    "res.country.vat_label",
    "res.partner.vat_label",
    "res.users.vat_label",
    # What the user typed, or sends as.
    "crm.person.finder.email",
    "crm.person.finder.number",
    "crm.person.finder.phone",
    "mail.compose.message.email_from",
    # Words without a value, and visitors of a chat.
    "discuss.channel.avatar_cache_key",
    "mail.compose.message.email_layout_xmlid",
    "mail.guest.email",
    "mail.message.email_layout_xmlid",
    "res.partner.contactability_note",
    "res.users.contactability_note",
    "res.users.email_domain_placeholder",
}


@tagged("post_install", "-at_install")
class TestMaskedFields(MaskedCase):
    """Every field with a value that may be masked is masked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(
            cls.env,
            "reader",
            groups="sales_team.group_sale_manager,crm_prospect.group_prospect_admin",
        )

    def _models(self):
        """(model, its masked fields) of all that an ordinary user may read."""
        access = self.env["ir.model.access"].with_user(self.reader)
        for name, model in sorted(self.env.items()):
            if (
                not model._abstract
                and model._original_module in MODULES
                and access.check(name, "read", raise_exception=False)
            ):
                is_masked = hasattr(model, "_get_masked_fields")
                yield model, model._get_masked_fields() if is_masked else {}

    def test_names(self):
        """No field of such a name is forgotten, and no line of the table is old."""
        found = {
            f"{model._name}.{name}"
            for model, masked in self._models()
            for name, field in model._fields.items()
            if TELLING.search(name)
            and field.type in TYPES
            and name not in masked
            and not (field.groups and "base.group_system" in field.groups)
        }
        self.assertEqual(found, SHOWN)

    def test_related(self):
        """A field that repeats a masked one is masked, whatever it is called."""
        forgotten = [
            f"{model._name}.{name}"
            for model, masked in self._models()
            for name, field in model._fields.items()
            if field.related
            and f"{model._name}.{name}" not in SHOWN
            and name not in masked
            and field.type in TYPES
            and self._is_masked(field.related_field)
        ]
        self.assertEqual(forgotten, [])

    def _is_masked(self, field):
        model = self.env[field.model_name]
        is_masked = hasattr(model, "_get_masked_fields")
        return is_masked and field.name in model._get_masked_fields()
