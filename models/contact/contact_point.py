# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from odoo import api, fields, models

from ...tools import emails, messengers, phones

KINDS = [("phone", "Phone"), ("email", "E-mail"), ("messenger", "Messenger")]
NETWORKS = [
    ("vk", "VKontakte"),
    ("telegram", "Telegram"),
    ("whatsapp", "WhatsApp"),
    ("viber", "Viber"),
    ("ok", "Odnoklassniki"),
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("max", "MAX"),
    ("other", "Other"),
]
PHONE_TYPES = [
    ("mobile", "Mobile"),
    ("fixed", "Landline"),
    ("toll_free", "Toll-free"),
    ("voip", "VoIP"),
    ("other", "Other"),
]
# What is made comparable of a value, by the one method for all doors.
POINT_COLUMNS = (
    "match_key",
    "phone_sanitized",
    "phone_extension",
    "phone_type",
    "email_normalized",
    "unusable_reason",
)
USAGES = [("personal", "Personal"), ("work", "Work"), ("home", "Home")]


def _phone_part(owner, registry):
    """Definition of the index on parts of the phones of prospects, or of clients."""
    return registry.has_trigram and (
        f"USING gin (phone_sanitized gin_trgm_ops) WHERE {owner} IS NOT NULL"
    )


class CrmContactPoint(models.Model):
    """One phone, e-mail or messenger id of one prospect or client.

    `email_normalized` and `phone_sanitized` carry the names of the core columns, so
    that `privacy_lookup` and the blacklists find them.
    """

    _name = "crm.contact.point"
    _inherit = ["crm.person.value", "crm.person.unusable"]
    _description = "Contact Point"
    _order = "kind desc, id"
    _rec_name = "value"
    _origin_field = "contact_point_id"
    _identity_fields = ("prospect_id", "partner_id", "kind", "network", "value")

    kind = fields.Selection(KINDS, required=True, default="phone")
    network = fields.Selection(NETWORKS, help="Messenger or social network.")
    value = fields.Char(required=True)
    usage = fields.Selection(USAGES, default="personal")
    match_key = fields.Char(
        compute="_compute_normalized",
        store=True,
        precompute=True,
        help="What is compared: the phone in E.164, the mailbox by the rules of its"
        " provider, the network with the id.",
    )
    phone_sanitized = fields.Char(
        "Sanitized Phone", compute="_compute_normalized", store=True, precompute=True
    )
    phone_extension = fields.Char(
        "Extension", compute="_compute_normalized", store=True, precompute=True
    )
    phone_type = fields.Selection(
        PHONE_TYPES,
        "Kind of Number",
        compute="_compute_normalized",
        store=True,
        precompute=True,
    )
    email_normalized = fields.Char(
        "Normalized E-mail", compute="_compute_normalized", store=True, precompute=True
    )
    origin_ids = fields.One2many("crm.person.origin", "contact_point_id", "Origins")

    # Equal contacts of one person are one contact (also the wall of two imports).
    _prospect_unique = models.UniqueIndex(
        "(prospect_id, kind, COALESCE(match_key, value)) WHERE prospect_id IS NOT NULL",
        "The prospect has this contact already.",
    )
    _partner_unique = models.UniqueIndex(
        "(partner_id, kind, COALESCE(match_key, value)) WHERE partner_id IS NOT NULL",
        "The client has this contact already.",
    )
    # Search box and privacy look-up: a value, whoever has it.
    _match_key = models.Index("(match_key) WHERE match_key IS NOT NULL")
    # The pattern operators take equality as well as the beginning of a mailbox.
    _email_normalized = models.Index(
        "(email_normalized varchar_pattern_ops) WHERE email_normalized IS NOT NULL"
    )
    # Any four digits of a number; trigrams are an extension of PostgreSQL.
    _prospect_phone_part = models.Index(partial(_phone_part, "prospect_id"))
    _partner_phone_part = models.Index(partial(_phone_part, "partner_id"))

    @api.depends("kind", "network", "value")
    def _compute_normalized(self):
        for point in self:
            country = point._get_country_code()
            point.update(
                self._normalize(point.kind, point.value, point.network, country)
            )

    def _identity(self):
        owner = "prospect_id" if self.prospect_id else "partner_id"
        key = {"match_key": self.match_key}
        if not self.match_key:
            key["value"] = self.value
        return {owner: self[owner]._origin.id, "kind": self.kind, **key}

    def _double_message(self):
        return self.env._("This person has this contact already.")

    def _get_country_code(self):
        """ISO code of the country whose numbers need no country code."""
        return self._get_country_of(self.prospect_id or self.partner_id)

    @api.model
    def _get_country_of(self, owner):
        country = owner.country_id or owner.company_id.country_id
        return (country or self.env.company.country_id).code or "RU"

    @api.model
    def _normalize(self, kind, value, network=None, country="RU"):
        """Comparable columns of one contact; the one way for form, API and file.

        :param kind: `phone`, `email` or `messenger`
        :param value: the value as typed
        :param network: of a messenger
        :param country: ISO code of the country of phones without a country code
        :return: dict of column values
        """
        vals = dict.fromkeys(POINT_COLUMNS, False)
        if kind == "phone":
            phone = phones.parse_one(value, country)
            vals.update(
                match_key=phone.number or False,
                phone_sanitized=phone.number or False,
                phone_extension=phone.extension or False,
                phone_type=phone.kind or False,
                unusable_reason=phone.reason or False,
            )
        elif kind == "email":
            email = emails.parse_one(value)
            vals.update(
                match_key=email.key or False,
                email_normalized=email.address or False,
                unusable_reason=email.reason or False,
            )
        else:
            messenger = messengers.parse(network or "other", value, country)
            vals.update(
                match_key=messenger.key or False,
                unusable_reason=messenger.reason or False,
            )
        return vals
