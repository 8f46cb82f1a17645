# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import dates, documents, emails, messengers, names, phones
from .person_text import MAX_TEXT, NOT_STORABLE

# A birth date after the name, which tells namesakes apart.
WITH_DATE = re.compile(r"(.*\D)\s+(\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})")
REFERENCE = re.compile(r"^\s*([^\s:]+)\s*:\s*(\S.*?)\s*$")
# Fewer digits than this are a public number or a reference, not a phone.
MIN_PHONE_DIGITS = 10


class CrmPersonIndex(models.Model):
    """The search box: one text finds persons by whatever it may be."""

    _inherit = "crm.person.index"

    @api.model
    def _search_domain(self, owner, operator, value):
        """Domain of the persons that a typed text means.

        :param owner: `prospect_id` to search prospects, `partner_id` for clients
        :param operator: `ilike`, `=` or `in` (of texts)
        :param value: a name in any order, a phone, an e-mail, a document, a public
            number, or a reference such as `BT: 79503`
        """
        if operator not in ("ilike", "=", "in") or value is True:
            return NotImplemented
        texts = [value] if isinstance(value, str) else list(value or ())
        return Domain.OR(self._search_text(owner, str(text or "")) for text in texts)

    @api.model
    def _search_text(self, owner, text):
        text = text.strip()
        if not text:
            return Domain.TRUE
        if len(text) > MAX_TEXT or NOT_STORABLE.search(text):
            return Domain.FALSE
        if "@" in text:
            return self._search_points(owner, emails.parse_one(text).key)
        if reference := REFERENCE.match(text):
            return self._search_reference(owner, *reference.groups())
        if named := WITH_DATE.fullmatch(text):
            birthdate, reason = dates.parse(named[2])
            born = Domain("birthdate_date", "=", birthdate)
            return (
                Domain.FALSE if reason else self._search_names(owner, named[1]) & born
            )
        if any(char.isdigit() for char in text):
            return self._search_number(owner, text)
        return self._search_names(owner, text)

    @api.model
    def _search_reference(self, owner, code, ref):
        """A number in a source, or an id in a messenger: `BT: 79503`, `vk: 581233`."""
        field = "reference_ids" if owner == "prospect_id" else "client_reference_ids"
        code = re.sub(r"([\\%_])", r"\\\1", code)
        found = Domain(
            field, "any", [("source_id.code", "=ilike", code), ("ref", "=", ref)]
        )
        point = self._search_points(owner, messengers.parse(code, ref).key)
        return self._any_of(owner, [found, point])

    @api.model
    def _search_number(self, owner, text):
        """A text with digits: public number, reference, document or phone."""
        digits = re.sub(r"\D", "", text)
        field, references = (
            ("number", "reference_ids")
            if owner == "prospect_id"
            else ("client_number", "client_reference_ids")
        )
        domains = [Domain(references, "any", [("ref", "=", text)])]
        if not re.search(r"[^\d\s]", text) and len(digits) <= 9:
            domains.append(Domain(field, "=", int(digits)))
        normalizers = documents.NORMALIZERS
        numbers = {documents.normalize(text, code).number for code in normalizers}
        domains.append(
            Domain(
                "document_ids.number_normalized", "in", sorted(filter(None, numbers))
            )
        )
        if len(digits) >= MIN_PHONE_DIGITS:
            country = self.env.company.country_id.code or "RU"
            phone = phones.parse_one(text, country).number
            domains.append(self._search_points(owner, phone))
        return self._any_of(owner, domains)

    @api.model
    def _any_of(self, owner, domains):
        """Domain of those whom one of `domains` finds, each by an index of its own.

        PostgreSQL would read the whole table for sub-queries joined by OR.
        """
        persons = self.env[self._fields[owner].comodel_name]
        queries = [persons._search(domain, active_test=False) for domain in domains]
        found = SQL(" UNION ").join(query.select() for query in queries)
        return Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), found
            )
        )

    @api.model
    def _search_points(self, owner, key):
        if not key:
            return Domain.FALSE
        return Domain("contact_point_ids.match_key", "=", key)

    @api.model
    def _search_names(self, owner, text):
        """Words in any order, each the beginning of a name part."""
        words = [names.normalize(word) for word in text.split()]
        tests = []
        for word in filter(None, words):
            # Normal forms hold letters and blanks only, no wildcard.
            prefix = word + "%"
            tests.append(
                SQL(
                    """(lastname LIKE %(prefix)s OR firstname LIKE %(prefix)s
                    OR middlename LIKE %(prefix)s
                    OR former_lastnames @> ARRAY[%(word)s])""",
                    prefix=prefix,
                    word=word,
                )
            )
        if not tests:
            return Domain.FALSE
        query = SQL(
            "SELECT %(owner)s FROM crm_person_index WHERE %(tests)s"
            " AND %(owner)s IS NOT NULL",
            owner=SQL.identifier(owner),
            tests=SQL(" AND ").join(tests),
        )
        return Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), query
            )
        )
