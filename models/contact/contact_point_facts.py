# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import email_typos, emails
from .email_domain import DOMAIN_CLASSES
from .number_range import EXISTS, MAX_LENGTH

PHONE_FACTS = {
    "number_exists": "exists",
    "operator": "operator",
    "region": "region",
    "territory": "territory",
}


class CrmContactPoint(models.Model):
    """What registers and lists say of a contact today; nothing of it is stored."""

    _inherit = "crm.contact.point"

    number_exists = fields.Selection(
        EXISTS,
        "Given Out",
        compute="_compute_phone_facts",
        help="Whether this number was given out, by the numbering plan.",
    )
    operator = fields.Char(
        compute="_compute_phone_facts",
        help="A hint: subscribers take their numbers along.",
    )
    region = fields.Char(compute="_compute_phone_facts")
    territory = fields.Char(compute="_compute_phone_facts")
    domain_class = fields.Selection(
        DOMAIN_CLASSES, "Kind of Domain", compute="_compute_email_facts"
    )
    is_role_address = fields.Boolean(
        "Role Address",
        compute="_compute_email_facts",
        help="Of an office, not of a person, such as info@.",
    )
    email_suggestion = fields.Char(
        "Did You Mean",
        compute="_compute_email_suggestion",
        help="The e-mail without what looks like a slip of the key in its domain.",
    )
    is_typo_dismissed = fields.Boolean(
        "Not a Slip of the Key",
        copy=False,
        help="Somebody said that the e-mail is right as it is.",
    )

    # ------------------------------------------------------------------ fields

    @api.depends("kind", "match_key")
    def _compute_phone_facts(self):
        phones = self.filtered(lambda point: point.kind == "phone")
        facts = self.env["crm.number.range"]._facts(
            filter(None, phones.mapped("match_key"))
        )
        for point in self:
            known = facts.get(point.match_key, {}) if point in phones else {}
            point.update({name: known.get(fact) for name, fact in PHONE_FACTS.items()})
            if point.kind == "phone" and point.match_key and not known:
                point.number_exists = "unknown"

    @api.depends("email_normalized")
    def _compute_email_facts(self):
        facts = self._email_facts(filter(None, self.mapped("email_normalized")))
        for point in self:
            point.domain_class, point.is_role_address = facts.get(
                point.email_normalized, (False, False)
            )

    @api.model
    def _email_facts(self, addresses):
        """dict e-mail -> (kind of its domain, whether it is a role)."""
        addresses = list(set(addresses))
        if not addresses:
            return {}
        email = SQL.identifier("asked", "email")
        query = SQL(
            "SELECT email, %s, %s FROM unnest(%s::text[]) asked(email)",
            self.env["crm.email.domain"]._class_sql(email),
            self.env["crm.email.role"]._is_role_sql(email),
            addresses,
        )
        # The statement holds e-mails of people.
        self.env.cr.execute(query, log_exceptions=False)
        return {address: tuple(facts) for address, *facts in self.env.cr.fetchall()}

    # ------------------------------------------------------------------ typos

    @api.depends("email_normalized", "is_typo_dismissed")
    def _compute_email_suggestion(self):
        asked = self.filtered(lambda point: not point.is_typo_dismissed)
        suggestions = self._suggest_emails(
            filter(None, asked.mapped("email_normalized"))
        )
        for point in self:
            point.email_suggestion = point in asked and suggestions.get(
                point.email_normalized
            )

    def write(self, vals):
        if "value" in vals and "is_typo_dismissed" not in vals:
            # What was said of the old value says nothing of the new one.
            vals = {**vals, "is_typo_dismissed": False}
        return super().write(vals)

    @api.model
    @api.readonly
    def suggest_email(self, value):
        """The e-mail that was probably meant, for a web form to ask about.

        :param str value: an e-mail as typed, 200 characters at most
        :return: an e-mail, or `False` when nothing looks like a slip of the key in
            the domain of a great provider; domains that are listed are right
        :raise UserError: the argument is no text, or too long
        """
        self.check_access("read")
        if not isinstance(value, str) or len(value) > MAX_LENGTH:
            raise UserError(
                self.env._(
                    "Give an e-mail as a text of %(most)s characters at most.",
                    most=MAX_LENGTH,
                )
            )
        address = emails.parse_one(value).address
        return address and self._suggest_emails([address]).get(address) or False

    @api.model
    def _suggest_emails(self, addresses):
        """dict e-mail -> the one that was probably meant; the others are left out."""
        meant = {}
        for address in set(addresses):
            local, _at, domain = address.partition("@")
            if suggested := email_typos.suggest_domain(domain):
                meant[address] = (domain, f"{local}@{suggested}")
        listed = self.env["crm.email.domain"]._listed(
            domain for domain, _suggested in meant.values()
        )
        return {
            address: suggested
            for address, (domain, suggested) in meant.items()
            if domain not in listed
        }
