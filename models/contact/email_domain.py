# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

DOMAIN_CLASSES = [
    ("public", "Public Provider"),
    ("disposable", "Disposable"),
    ("corporate", "Corporate"),
]


class CrmEmailDomain(models.Model):
    """What kind of mailboxes a domain has; one that is not listed is corporate."""

    _name = "crm.email.domain"
    _description = "E-mail Domain"
    _order = "name"

    name = fields.Char("Domain", required=True)
    domain_class = fields.Selection(DOMAIN_CLASSES, "Kind", required=True)

    _name_unique = models.Constraint("UNIQUE(name)", "This domain is listed already.")


class CrmEmailRole(models.Model):
    """A word before the @ that is nobody's name: info, sales, buhgalteria."""

    _name = "crm.email.role"
    _description = "E-mail Role"
    _order = "name"

    name = fields.Char("Word before the @", required=True)

    _name_unique = models.Constraint("UNIQUE(name)", "This word is listed already.")
