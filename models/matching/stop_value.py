# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import date

from psycopg2.errors import InvalidRegularExpression

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, ormcache

from ...tools import dates, documents, names
from ..contact.contact_point import NETWORKS
from ..person.person_owned import OWNERS
from .held_values import CONTACT_KINDS

# Values that the normalisers refuse for these reasons never match anyway; they may
# stand in the list all the same.
PLACEHOLDERS = {"stop_value", "repeated_digit", "sequence"}
MAX_PATTERN = 200
WITH_PATTERNS = (*CONTACT_KINDS, "document")


class CrmStopValue(models.Model):
    """A placeholder that is nobody's: it gives no evidence and no key.

    Either one value, compared in its normal form, or a regular expression that the
    normal form is searched for.
    """

    _name = "crm.stop.value"
    _description = "Stop Value"
    _order = "kind, value, pattern, id"
    _rec_name = "value"

    kind = fields.Selection(
        [
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("messenger", "Messenger"),
            ("document", "Document"),
            ("birthdate", "Birth Date"),
            ("name", "Name of a Person"),
        ],
        required=True,
        default="phone",
    )
    network = fields.Selection(NETWORKS, help="Messenger or social network.")
    document_type_id = fields.Many2one("crm.person.document.type", ondelete="cascade")
    value = fields.Char(help="One value, written in any usual way.")
    pattern = fields.Char(
        help="Regular expression of PostgreSQL, searched for in the normal form:"
        " +79161234567, ivan@example.org, vk:id123, passport_ru:4509123456."
    )
    match_key = fields.Char(
        "Normal Form",
        compute="_compute_match_key",
        store=True,
        help="Empty for a value that is refused as a placeholder anyway.",
    )
    note = fields.Char()
    active = fields.Boolean(default=True)

    @api.depends(
        "kind",
        "value",
        "network",
        "document_type_id.code",
        "document_type_id.normalizer",
    )
    def _compute_match_key(self):
        for stop in self:
            stop.match_key = stop._normal_form()[0] if stop.value else False

    def _normal_form(self):
        """(normal form, None) of the value, or (False, reason)."""
        self.ensure_one()
        if self.kind in CONTACT_KINDS:
            country = self.env.company.country_id.code or "RU"
            vals = self.env["crm.contact.point"]._normalize(
                self.kind, self.value, self.network, country
            )
            return vals["match_key"], vals["unusable_reason"]
        if self.kind == "document":
            kind = self.document_type_id
            normal = documents.normalize(self.value, kind.normalizer or "generic")
            return normal.number and f"{kind.code}:{normal.number}", normal.reason
        if self.kind == "birthdate":
            day, reason = dates.parse(self.value, earliest=date.min)
            return day and day.isoformat(), reason
        normal = names.normalize(self.value)
        letters = any(map(str.isalpha, self.value))
        return normal, None if normal else "stop_value" if letters else "empty"

    # ------------------------------------------------------------------ checks

    @api.constrains("kind", "value", "pattern", "network", "document_type_id")
    def _check_value(self):
        for stop in self:
            if bool(stop.value) == bool(stop.pattern):
                raise ValidationError(
                    self.env._("A stop value is either one value or a pattern.")
                )
            if stop.pattern:
                stop._check_pattern()
                continue
            if stop.kind == "document" and not stop.document_type_id:
                raise ValidationError(self.env._("Say which document it is."))
            _key, reason = stop._normal_form()
            if reason and reason not in PLACEHOLDERS:
                raise ValidationError(
                    self.env._(
                        "This is not a value of the chosen kind. To stop a part of a"
                        " value, use a pattern."
                    )
                )

    def _check_pattern(self):
        """Refuse what is not a regular expression, and what would stop everything."""
        self.ensure_one()
        if self.kind not in WITH_PATTERNS:
            raise ValidationError(
                self.env._("Birth dates and names are stopped one by one.")
            )
        try:
            re.compile(self.pattern)
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL("SELECT '' ~ %s", self.pattern), log_exceptions=False
                )
                [(everything,)] = self.env.cr.fetchall()
        except (re.error, InvalidRegularExpression):
            raise ValidationError(
                self.env._("The pattern is not a regular expression.")
            ) from None
        if everything or len(self.pattern) > MAX_PATTERN:
            raise ValidationError(
                self.env._(
                    "The pattern is longer than %(length)s characters, or it fits"
                    " any value at all.",
                    length=MAX_PATTERN,
                )
            )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        stops = super().create(vals_list)
        stops._changed()
        return stops

    def write(self, vals):
        if vals.keys() <= {"note"}:
            return super().write(vals)
        self._changed()
        result = super().write(vals)
        self._changed()
        return result

    def unlink(self):
        self._changed()
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _changed(self):
        """Have those who hold these values indexed as the list says now."""
        self.flush_recordset()
        self.env.registry.clear_cache()
        self.env["crm.person.index"].sudo()._outdate(
            {owner: self._holders_query(owner) for owner in OWNERS}
        )

    def _holders_query(self, owner):
        """SELECT of the persons who hold one of these values, indexed or not."""
        table = {"prospect_id": "crm_prospect", "partner_id": "res_partner"}[owner]
        return SQL(
            """SELECT c.%(owner)s FROM crm_stop_value s
            JOIN crm_contact_point c ON c.kind = s.kind AND c.match_key = s.match_key
            WHERE s.id = ANY(%(ids)s)
            UNION ALL SELECT c.%(owner)s FROM crm_stop_value s
            JOIN crm_contact_point c ON c.kind = s.kind AND c.match_key ~ s.pattern
            WHERE s.id = ANY(%(ids)s) AND s.pattern IS NOT NULL
            UNION ALL SELECT d.%(owner)s FROM crm_stop_value s
            JOIN crm_person_document d ON d.number_normalized =
                substr(s.match_key, strpos(s.match_key, ':') + 1)
            WHERE s.id = ANY(%(ids)s) AND s.kind = 'document'
            UNION ALL SELECT d.%(owner)s FROM crm_stop_value s
            JOIN crm_person_document_type t ON s.kind = 'document'
            JOIN crm_person_document d ON d.type_id = t.id
                AND t.code || ':' || d.number_normalized ~ s.pattern
            WHERE s.id = ANY(%(ids)s) AND s.pattern IS NOT NULL
            UNION ALL SELECT p.id FROM crm_stop_value s
            JOIN %(table)s p ON p.birthdate_date::text = s.match_key
            WHERE s.id = ANY(%(ids)s) AND s.kind = 'birthdate'
            UNION ALL SELECT i.%(owner)s FROM crm_stop_value s
            JOIN crm_person_index i
                ON s.match_key IN (i.lastname, i.firstname, i.middlename)
            WHERE s.id = ANY(%(ids)s) AND s.kind = 'name'
            -- A stopped name has left no normal form: whoever lacks one may bear it.
            UNION ALL SELECT i.%(owner)s FROM crm_person_index i
            JOIN %(table)s p ON p.id = i.%(owner)s
            WHERE EXISTS (SELECT FROM crm_stop_value s
                    WHERE s.id = ANY(%(ids)s) AND s.kind = 'name')
                AND (i.lastname IS NULL OR i.firstname IS NULL
                    OR i.middlename IS NULL AND p.middlename <> '')""",
            owner=SQL.identifier(owner),
            table=SQL.identifier(table),
            ids=self.ids,
        )

    # ------------------------------------------------------------------ use

    @api.model
    @ormcache()
    def _stopped(self):
        """dict kind -> (values in normal form, patterns), of kinds with any."""
        stopped = {}
        fields_ = ["kind", "pattern", "match_key"]
        for stop in self.sudo().search_fetch([], fields_, limit=100_000):
            exact, patterns = stopped.setdefault(stop.kind, ([], []))
            if stop.pattern:
                patterns.append(stop.pattern)
            elif stop.match_key:
                exact.append(stop.match_key)
        return {kind: lists for kind, lists in stopped.items() if any(lists)}

    @api.model
    def _passes(self, kind, value):
        """SQL: the contact or document is not stopped; nothing where none is.

        :param SQL kind: `phone`, `email`, `messenger` or `document`
        :param SQL value: in normal form
        """
        tests = [
            SQL(
                "NOT (%(kind)s = %(name)s AND (%(value)s = ANY(%(exact)s)"
                " OR %(value)s ~ ANY(%(patterns)s)))",
                kind=kind,
                name=name,
                value=value,
                exact=exact,
                patterns=patterns,
            )
            for name, (exact, patterns) in self._stopped().items()
            if name in WITH_PATTERNS
        ]
        return SQL(" AND ").join([SQL("TRUE"), *tests])

    @api.model
    def _stopped_birthdates(self):
        """Birth dates that are placeholders.

        :rtype: frozenset[date]
        """
        exact, _patterns = self._stopped().get("birthdate", ((), ()))
        return frozenset(map(date.fromisoformat, exact))

    @api.model
    def _stopped_names(self):
        """Normal forms of name parts that are placeholders.

        :rtype: frozenset[str]
        """
        exact, _patterns = self._stopped().get("name", ((), ()))
        return frozenset(exact)
