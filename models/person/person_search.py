# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import dates, documents, emails, messengers, phones
from ...tools.search_text import MIN_PHONE_DIGITS, literal, phone_digits
from .person_text import MAX_TEXT, NOT_STORABLE

# A birth date after the name, which tells namesakes apart.
WITH_DATE = re.compile(r"(.*\D)\s+(\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})")
REFERENCE = re.compile(r"^\s*([^\s:]+)\s*:\s*(\S.*?)\s*$")
# The beginning of a mailbox that is no name: it has a digit or a mark in it.
MAILBOX = re.compile(r"(?=.*[a-z])(?=.*[\d._+-])[a-z0-9][a-z0-9._+-]{2,}", re.I)
MIN_MAILBOX = 3
# From here on a number may be a whole phone.
WHOLE_PHONE_DIGITS = 10
# That many persons are fetched at once within milliseconds.
FEW = 5000


class CrmPersonIndex(models.Model):
    """The search box: one text finds persons by whatever it may be."""

    _inherit = "crm.person.index"

    @api.model
    def _search_domain(self, owner, operator, value):
        """Domain of the persons that a typed text means.

        :param owner: `prospect_id` to search prospects, `partner_id` for clients
        :param operator: `ilike`, `=` or `in` (of texts)
        :param value: a name in any order, a phone or a part of it, an e-mail or its
            beginning, a document, a public number, or a reference such as `BT: 79503`
        """
        if operator not in ("ilike", "=", "in") or value is True:
            return NotImplemented
        texts = [value] if isinstance(value, str) else list(value or ("",))
        texts = [str(text or "").strip() for text in texts]
        if not all(texts):
            return Domain.TRUE
        selects = []
        for text in texts:
            if len(text) <= MAX_TEXT and not NOT_STORABLE.search(text):
                selects += self._select_text(owner, text)
        return self._any_of(selects)

    @api.model
    def _any_of(self, selects):
        """Domain of the records whose ids any of these statements yields.

        PostgreSQL takes `UNION ALL` apart: it looks the values up in the index of
        each, or, when there are too many, walks the newest records and looks each of
        them up. `UNION` would collect everybody first, and sub-queries joined by OR
        read the whole table.

        :param selects: list of SQL, each selecting ids
        """
        if not selects:
            return Domain.FALSE
        found = SQL(" UNION ALL ").join(selects)
        return Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), found
            )
        )

    @api.model
    def _select_text(self, owner, text):
        """Statements that select the persons meant by a text.

        :return: list of SQL; empty when the text means nobody
        """
        if "@" in text:
            return self._select_email(owner, text)
        if reference := REFERENCE.match(text):
            return self._select_reference(owner, *reference.groups())
        if named := WITH_DATE.fullmatch(text):
            return self._select_born(owner, *named.groups())
        selects = []
        if MAILBOX.fullmatch(text):
            selects += self._select_mailbox(owner, text)
        if any(char.isdigit() for char in text):
            return selects + self._select_number(owner, text)
        return selects + self._select_names(owner, text)

    @api.model
    def _select_owners(self, owner, model, condition):
        """Statement that selects whom the records of a model belong to.

        Values are for those who may read them; the persons found are filtered by the
        record rules of the search itself.

        :param condition: SQL on the columns of the model
        :raise AccessError: the user may not read this model
        """
        records = self.env[model]
        records.check_access("read")
        records.flush_model()
        return SQL(
            "SELECT %(owner)s FROM %(table)s WHERE %(condition)s"
            " AND %(owner)s IS NOT NULL",
            owner=SQL.identifier(owner),
            table=SQL.identifier(records._table),
            condition=condition,
        )

    # ------------------------------------------------------------------ by a name

    @api.model
    def _select_born(self, owner, text, birthdate):
        """Bearers of a name born on a day; `birthdate` is a text."""
        birthdate, reason = dates.parse(birthdate)
        named = self._select_names(owner, text)
        if reason or not named:
            return []
        persons = self.env[self._fields[owner].comodel_name]
        persons.flush_model(["birthdate_date"])
        return [
            SQL(
                "SELECT id FROM %s WHERE birthdate_date = %s AND id IN (%s)",
                SQL.identifier(persons._table),
                birthdate,
                SQL(" UNION ALL ").join(named),
            )
        ]

    # ------------------------------------------------------------------ by a value

    @api.model
    def _is_masked(self, kind):
        """Whether the user may search for whole values of this kind only."""
        return not self.env.su and kind in self.env.user._get_masked_kinds()

    @api.model
    def _select_points(self, owner, condition):
        return self._select_owners(owner, "crm.contact.point", condition)

    @api.model
    def _select_email(self, owner, text):
        """A whole address, under any spelling of its mailbox, or its beginning."""
        selects = self._select_mailbox(owner, text)
        if key := emails.parse_one(text).key:
            selects.append(self._select_points(owner, SQL("match_key = %s", key)))
        return selects

    @api.model
    def _select_mailbox(self, owner, text):
        text = text.lower()
        if len(text.partition("@")[0]) < MIN_MAILBOX or self._is_masked("email"):
            return []
        return [
            self._select_points(
                owner, SQL("email_normalized LIKE %s", f"{literal(text)}%")
            )
        ]

    @api.model
    def _select_reference(self, owner, code, ref):
        """A number in a source, or an id in a messenger: `BT: 79503`, `vk: 581233`."""
        source = SQL(
            """ref = %s AND source_id IN (
                SELECT id FROM crm_prospect_source WHERE upper(code) = upper(%s))""",
            ref,
            code,
        )
        selects = [self._select_owners(owner, "crm.prospect.reference", source)]
        if key := messengers.parse(code, ref).key:
            selects.append(self._select_points(owner, SQL("match_key = %s", key)))
        return selects

    @api.model
    def _select_number(self, owner, text):
        """A text with digits: public number, reference, document or phone."""
        digits = re.sub(r"\D", "", text)
        selects = [
            self._select_owners(owner, "crm.prospect.reference", SQL("ref = %s", text))
        ]
        if not re.search(r"[^\d\s]", text) and len(digits) <= 9:
            persons = self.env[self._fields[owner].comodel_name]
            selects.append(
                SQL(
                    "SELECT id FROM %s WHERE %s = %s",
                    SQL.identifier(persons._table),
                    SQL.identifier(persons._number_column),
                    int(digits),
                )
            )
        codes = documents.NORMALIZERS
        numbers = {documents.normalize(text, code).number for code in codes} - {None}
        if numbers:
            normal = SQL("number_normalized = ANY(%s)", sorted(numbers))
            selects.append(self._select_owners(owner, "crm.person.document", normal))
        if len(digits) >= WHOLE_PHONE_DIGITS:
            country = self.env.company.country_id.code or "RU"
            if number := phones.parse_one(text, country).number:
                phone = SQL("match_key = %s", number)
                return [*selects, self._select_points(owner, phone)]
        if phone_digits(text) and not self._is_masked("phone"):
            return self._select_digits(owner, text, digits, selects)
        return selects

    @api.model
    def _select_digits(self, owner, text, digits, selects):
        """Whoever has a phone with these digits in a row, or is meant otherwise.

        When thousands have them, the one with this very number is meant, if there is.

        :param str digits: of the text
        :param selects: statements for what else the text may be, few persons each
        """
        if text.startswith("+"):
            patterns = [f"+{digits}%"]
        else:
            patterns = [f"%{digits}%"]
            if digits[0] == "8" and len(digits) > MIN_PHONE_DIGITS:
                # 8 is dialled instead of +7.
                patterns.append(f"+7{digits[1:]}%")
        few, many = (
            self._select_points(
                owner,
                SQL(
                    "(%s)",
                    SQL(" OR ").join(SQL("%s LIKE %s", phone, p) for p in patterns),
                ),
            )
            # The latter has no index: the newest persons are walked.
            for phone in (SQL("phone_sanitized"), SQL("(phone_sanitized || '')"))
        )
        ids = self._fetch_few(few)
        if ids is None:
            exact = self._fetch_few(SQL(" UNION ALL ").join(selects))
            return [self._select_ids(exact)] if exact else self._few_or(few, many)
        return [*selects, self._select_ids(ids)]

    # ------------------------------------------------------------------ how many

    @api.model
    def _few_or(self, select, many):
        """The persons selected when they are few, else what selects many of them.

        PostgreSQL cannot know beforehand: few are fetched and sorted, many are met
        soon by walking the newest persons, and either way with the other is slow. A
        count has no order and may stop anywhere.

        :param select: SQL selecting ids, by an index
        :param many: SQL selecting the same ids
        :return: list of SQL
        """
        if self.env.context.get("count_persons"):
            return [select]
        ids = self._fetch_few(select)
        return [many if ids is None else self._select_ids(ids)]

    @api.model
    def _fetch_few(self, select):
        """Ids of the selected persons, or None when they are many."""
        rows = self.env.execute_query(SQL("%s LIMIT %s", select, FEW + 1))
        return None if len(rows) > FEW else [person_id for (person_id,) in rows]

    @api.model
    def _select_ids(self, ids):
        return SQL("SELECT unnest(%s::int[])", ids)
