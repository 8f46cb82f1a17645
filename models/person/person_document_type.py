# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ...tools import documents
from .person_owned import OWNERS


class CrmPersonDocumentType(models.Model):
    """A kind of identity document with the way its numbers become comparable."""

    _name = "crm.person.document.type"
    _description = "Document Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    label = fields.Char(
        "Name in Rules",
        translate=True,
        help="Short word used in the names of match rules, e.g. “passport”.",
    )
    code = fields.Char(required=True, help="Used by imports, the API and the index.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    normalizer = fields.Selection(
        lambda self: self._selection_normalizer(),
        "Check",
        required=True,
        default="generic",
        help="How numbers are cleaned and checked.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "There is a document type with this code already."
    )
    # The code is a prefix of the indexed number, so it must not hold the separator.
    _code_format = models.Constraint(
        "CHECK(code ~ '^[a-z][a-z0-9_]*$')",
        "The code of a document type is made of small Latin letters, digits and _.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"code", "normalizer"}:
            self._outdate_owners()
        return result

    def _outdate_owners(self):
        """Have everybody with a document of these types indexed again by a run."""
        self.env.flush_all()
        for owner in OWNERS:
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_person_index i SET normalizer_version = 0
                    FROM crm_person_document d
                    WHERE d.%(owner)s = i.%(owner)s AND d.type_id = ANY(%(types)s)""",
                    owner=SQL.identifier(owner),
                    types=self.ids,
                )
            )
        self.env["crm.match.run"]._request("index")

    def _selection_normalizer(self):
        labels = {
            "generic": self.env._("Any number"),
            "passport_ru": self.env._("Passport of Russia"),
            "passport_foreign": self.env._("Foreign passport"),
            "inn": self.env._("INN with check digits"),
            "snils": self.env._("SNILS with check digits"),
            "driving_licence": self.env._("Driving licence"),
            "rntrc_ua": self.env._("Tax number of Ukraine"),
        }
        return [(code, labels.get(code, code)) for code in documents.NORMALIZERS]
