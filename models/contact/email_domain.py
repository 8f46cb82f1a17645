# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools import email_domains, emails

DOMAIN_CLASSES = [
    ("public", "Public Provider"),
    ("disposable", "Disposable"),
    ("corporate", "Corporate"),
]


class CrmEmailDomain(models.Model):
    """What kind of mailboxes a domain has; one that is not listed is corporate.

    Sub-domains are domains of their own: mail.corp.example is not corp.example.
    """

    _name = "crm.email.domain"
    _inherit = ["crm.shipped.word"]
    _description = "E-mail Domain"
    _order = "name"

    name = fields.Char("Domain", required=True)
    domain_class = fields.Selection(DOMAIN_CLASSES, "Kind", required=True)

    _name_unique = models.Constraint("UNIQUE(name)", "This domain is listed already.")

    # ------------------------------------------------------------------ use

    @api.model
    def _class_sql(self, email):
        """Kind of the domain of an e-mail, a code of `DOMAIN_CLASSES`.

        :param SQL email: text expression, a normalized e-mail
        :return: SQL expression of type text, NULL without an e-mail
        """
        self.flush_model()
        return SQL(
            """CASE WHEN %(email)s IS NOT NULL THEN COALESCE((
                SELECT listed.domain_class FROM crm_email_domain listed
                WHERE listed.name = split_part(%(email)s, '@', 2) AND listed.active
            ), 'corporate') END""",
            email=email,
        )

    @api.model
    def _listed(self, domains):
        """Those of some domains that people have mailboxes at, by the list.

        Disposable ones are not among them: the list has slips of the key as well,
        gmial.com belongs to somebody who waits for them.

        :param domains: iterable of domains in ASCII
        :return: set of str
        """
        domains = list(set(domains))
        if not domains:
            return set()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT name FROM crm_email_domain
                WHERE name = ANY(%s) AND active AND domain_class <> 'disposable'""",
                domains,
            )
        )
        return {name for (name,) in rows}

    # ------------------------------------------------------------------ list

    @api.model
    def _normal_name(self, name):
        domain = emails.normalize_domain(name)
        if not domain:
            raise ValidationError(
                self.env._("“%(name)s” is not a domain of e-mails.", name=name)
            )
        return domain

    @api.model
    def _shipped_columns(self):
        names, kinds = zip(*email_domains.shipped(), strict=True)
        return {"name": list(names), "domain_class": list(kinds)}

    @api.model
    def _add(self, names, domain_class):
        """List domains that are not listed yet.

        :param names: list of domains in ASCII
        :param domain_class: of all of them
        :return: how many were added
        """
        self.check_access("create")
        return self._insert_new(
            {"name": names, "domain_class": [domain_class] * len(names)}
        )


class CrmEmailRole(models.Model):
    """A word before the @ that is nobody's name: info, sales, buhgalteria."""

    _name = "crm.email.role"
    _inherit = ["crm.shipped.word"]
    _description = "E-mail Role"
    _order = "name"

    name = fields.Char(
        "Word before the @",
        required=True,
        help="Without the numbers around it: sales stands for sales2 too.",
    )

    _name_unique = models.Constraint("UNIQUE(name)", "This word is listed already.")

    @api.model
    def _is_role_sql(self, email):
        """Whether an e-mail is of an office, not of a person: info@, sales2+kiev@.

        :param SQL email: text expression, a normalized e-mail
        :return: SQL expression of type boolean, NULL without an e-mail
        """
        self.flush_model()
        return SQL(
            """btrim(split_part(split_part(%s, '@', 1), '+', 1), %s)
            IN (SELECT role.name FROM crm_email_role role WHERE role.active)""",
            email,
            emails.ROLE_TAILS,
        )

    @api.model
    def _find_offices(self, addresses):
        """Those of some normalized e-mails that are of an office, not of a person.

        :param addresses: collection of str
        :rtype: set
        """
        if not addresses:
            return set()
        is_role = self._is_role_sql(SQL("address"))
        query = SQL(
            "SELECT address FROM unnest(%s::text[]) AS address WHERE %s",
            list(addresses),
            is_role,
        )
        # E-mails of people are in no log.
        self.env.cr.execute(query, log_exceptions=False)
        return {address for (address,) in self.env.cr.fetchall()}

    @api.model
    def _normal_name(self, name):
        address = emails.parse_one(f"{name.strip().removesuffix('@')}@example.com")
        word = (address.address or "").partition("@")[0].strip(emails.ROLE_TAILS)
        if not word:
            raise ValidationError(
                self.env._("“%(name)s” cannot stand before the @.", name=name)
            )
        return word

    @api.model
    def _shipped_columns(self):
        return {"name": sorted(emails.ROLES)}
