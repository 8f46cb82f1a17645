# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from typing import Any, NamedTuple

from odoo import api, models
from odoo.tools import SQL, ormcache

from ...tools import dates
from ...tools.reasons import REASONS
from ..person.person_mixin import NAME_PARTS
from ..person.person_text import MAX_TEXT, NOT_STORABLE

MAX_COMMENT = 10_000
LONG_TEXTS = {"comment", "description"}
# Keys of a person dictionary that are stored as they are: key -> column.
TEXT_COLUMNS = {
    "lastname": "lastname",
    "firstname": "firstname",
    "middlename": "middlename",
    "street": "street",
    "zip": "zip",
    "city": "city",
    "employer": "employer_name",
    "comment": "comment",
}
LISTS = ("phones", "emails", "messengers", "documents")
KEYS = {*TEXT_COLUMNS, *LISTS} | {
    "name",
    "gender",
    "birthdate",
    "country",
    "source",
    "ref",
    "actual_date",
}
CLIENT_KEYS = KEYS | {"client_since", "client_until"}


class PersonError(Exception):
    """A person dictionary that is refused: the field and the reason in words."""

    def __init__(self, field, reason):
        # A key of another system may be anything, and is told back.
        field = field[:MAX_TEXT].encode("utf-8", "replace").decode()
        super().__init__(field)
        self.field = field
        self.reason = reason


class Point(NamedTuple):
    """A phone, e-mail or messenger id.

    :param kind: kind of the contact point
    :param network: of a messenger, or None
    :param value: as the source wrote it
    :param usage: personal, work or home
    :param seen: day the source speaks of, or None
    :param normal: dict of the columns made of the value
    """

    kind: str
    network: str | None
    value: str
    usage: str
    seen: Any
    normal: dict


class Parsed(NamedTuple):
    """A person dictionary turned into columns.

    :param source_id: id of the source, or None for who is only looked up
    :param ref: number in the source, or None
    :param actual_date: datetime the source speaks of, or None
    :param columns: dict of single-valued columns, blank ones left out; `name` only
        when it could not be taken apart
    :param points: list of :class:`Point`
    :param documents: list of (type id, number, normalised number, reason)
    """

    source_id: int
    ref: str | None
    actual_date: Any
    columns: dict
    points: list
    documents: list


class CrmPersonParser(models.AbstractModel):
    """Turns the person dictionaries of API and files into columns.

    What cannot be used to recognise a person (“5555555555”) is kept with the reason;
    what is no value at all (a malformed date, an unknown source) is refused.
    """

    _name = "crm.person.parser"
    _description = "Person Parser"

    @api.model
    def _parser(self, keys, with_source=True):
        """A function that parses one person, with all look-ups done once.

        :param keys: keys that a dictionary may have
        :param with_source: whether it has to be said where the person comes from
        :return: function dict -> :class:`Parsed`, raising :class:`PersonError`
        """
        sources, types, home = self._parse_look_ups(self._fetch_look_ups())
        look_ups = {"source": sources, "type": types}

        def parse(person):
            return self._parse(person, keys, look_ups, home, with_source)

        return parse

    @api.model
    def _fetch_look_ups(self):
        """Sources, document types and the country of the company, as one text.

        Each call needs them as they are now; what is made of the text is kept.
        """
        self.env["crm.prospect.source"].flush_model()
        self.env["crm.person.document.type"].flush_model()
        self.env["res.partner"].flush_model(["country_id"])
        [(text,)] = self.env.execute_query(
            SQL(
                """SELECT json_build_array(
                    (SELECT json_agg(json_build_array(code, id) ORDER BY id)
                        FROM crm_prospect_source
                        WHERE (active OR %(archived)s) AND %(of_caller)s),
                    (SELECT json_agg(json_build_array(code, id, normalizer) ORDER BY id)
                        FROM crm_person_document_type WHERE active OR %(archived)s),
                    (SELECT c.code FROM res_company k
                        JOIN res_partner p ON p.id = k.partner_id
                        JOIN res_country c ON c.id = p.country_id
                        WHERE k.id = %(company)s))::text""",
                archived=not self.env.context.get("active_test", True),
                company=self.env.company.id,
                of_caller=self._is_source_of_caller(),
            )
        )
        return text

    @api.model
    def _is_source_of_caller(self):
        """SQL: the caller may say that people come from this source."""
        reach = self.env.user._get_people_reach()
        if not reach:
            return SQL("TRUE")
        mine = SQL(
            "(company_id IS NULL OR company_id = ANY(%s))", list(reach.companies)
        )
        if reach.groups:
            mine = SQL("%s AND group_id = ANY(%s)", mine, list(reach.groups))
        return mine

    @api.model
    @ormcache("text")
    def _parse_look_ups(self, text):
        sources, types, home = json.loads(text)
        return (
            {code.upper(): source_id for code, source_id in sources or ()},
            {code: (type_id, normalizer) for code, type_id, normalizer in types or ()},
            home or "RU",
        )

    @api.model
    def _parse(self, person, keys, look_ups, home, with_source):
        if not isinstance(person, dict):
            raise PersonError("person", self.env._("a dictionary is expected"))
        if unknown := person.keys() - keys:
            raise PersonError(min(map(str, unknown)), self.env._("unknown field"))
        columns = {
            column: text
            for key, column in TEXT_COLUMNS.items()
            if (text := self._text(person, key))
        }
        name = self._text(person, "name")
        if name and not columns.keys() & set(NAME_PARTS):
            parts = self.env["crm.prospect"]._split_name(name)
            found = {part: value for part, value in parts.items() if value}
            columns.update(found or {"name": name})
        country = self._text(person, "country")
        if country:
            if "country" not in look_ups:
                look_ups["country"] = dict(
                    self.env.execute_query(SQL("SELECT code, id FROM res_country"))
                )
            columns["country_id"] = self._look_up("country", country, look_ups)
        columns.update(self._parse_attributes(person))
        source = self._text(person, "source")
        if source or with_source:
            source = self._look_up("source", source, look_ups)
        parsed = Parsed(
            source_id=source,
            ref=self._text(person, "ref"),
            actual_date=self._moment(person, "actual_date"),
            columns=columns,
            points=self._parse_points(person, country or home),
            documents=self._parse_documents(person, look_ups["type"]),
        )
        named = columns.keys() & {"name", *NAME_PARTS}
        if not (named or parsed.points or parsed.documents):
            raise PersonError(
                "name", self.env._("no name, contact or document is given")
            )
        return parsed

    # ------------------------------------------------------------------ values

    @api.model
    def _text(self, person, key, field=None):
        """A text of the dictionary without outer blanks, or None when blank.

        :param field: what is named when the text is refused; the key by default
        """
        field = field or key
        value = person.get(key)
        if value is None or value is False:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise PersonError(field, self.env._("a text is expected"))
        value = value.strip()
        limit = MAX_COMMENT if key in LONG_TEXTS else MAX_TEXT
        if len(value) > limit:
            raise PersonError(
                field, self.env._("is longer than %(limit)s characters", limit=limit)
            )
        if NOT_STORABLE.search(value):
            raise PersonError(field, self.env._("contains characters that are no text"))
        return value or None

    @api.model
    def _look_up(self, key, value, look_ups):
        if not value:
            raise PersonError(key, self.env._("is missing"))
        found = look_ups[key].get(value.upper())
        if not found:
            raise PersonError(key, self.env._("is unknown"))
        return found

    @api.model
    def _reason(self, code):
        """The reason why a value cannot be used, in words."""
        labels = dict(
            self.env["crm.person.document"]
            ._fields["unusable_reason"]
            ._description_selection(self.env)
        )
        return labels.get(code) or REASONS.get(code, code)

    @api.model
    def _date(self, person, key, parse=dates.parse, field=None):
        value = person.get(key)
        if isinstance(value, str):
            value = value.strip()
        if value is None or value is False or value == "":
            return None
        result, reason = parse(value)
        if reason:
            raise PersonError(field or key, self._reason(reason))
        return result

    @api.model
    def _moment(self, person, key, field=None):
        moment = self._date(person, key, dates.parse_datetime, field)
        return moment and moment.replace(microsecond=0)

    @api.model
    def _parse_attributes(self, person):
        gender = self._text(person, "gender")
        if gender not in (None, "male", "female"):
            raise PersonError("gender", self.env._("is neither male nor female"))
        columns = {
            "gender": gender,
            "birthdate_date": self._date(person, "birthdate"),
            "client_since": self._date(person, "client_since"),
            "client_until": self._date(person, "client_until"),
        }
        return {column: value for column, value in columns.items() if value}
