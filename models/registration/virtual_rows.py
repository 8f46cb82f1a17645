# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..person.person_index import ARRAY_COLUMNS, SCALAR_COLUMNS
from ..prospect.person_writer import COLUMNS


class CrmPersonIndexBuilder(models.AbstractModel):
    """Index rows of persons who are not stored: made to be looked up."""

    _inherit = "crm.person.index.builder"

    @api.model
    def _virtual_rows(self, persons, companies=None):
        """The rows that would be written if these persons were prospects.

        Nothing is written. Their ids are negative, so that they are nobody's.

        :param persons: list of :class:`person_parser.Parsed`
        :param companies: list of ids of their companies, or False
        :return: list of dicts by column, in the same order; `prospect_id` is -1 of
            the first one, -2 of the second one, …
        """
        if not persons:
            return []
        raw = [
            (-1 - line, *self._raw_columns(person))
            for line, person in enumerate(persons)
        ]
        rows = self._without_generic_addresses("prospect_id", self._normal_rows(raw))
        people = SQL(
            """SELECT p.id, coalesce(s.company_id, p.company_id) AS company_id,
                s.group_id
            FROM unnest(%s::int[], %s::int[], %s::int[]) AS p(id, company_id, source_id)
            LEFT JOIN crm_prospect_source s ON s.id = p.source_id""",
            [row[0] for row in rows],
            [company or None for company in companies or [None] * len(persons)],
            [person.source_id for person in persons],
        )
        query = self._rows_query(
            "prospect_id",
            rows,
            people,
            self._virtual_points(persons),
            self._virtual_documents(persons),
        )
        columns = ("prospect_id", *SCALAR_COLUMNS, *ARRAY_COLUMNS)
        self.env.cr.execute(
            SQL(
                "SELECT to_jsonb(r) FROM (%s) AS r(%s) ORDER BY prospect_id DESC",
                query,
                SQL(", ").join(map(SQL.identifier, columns)),
            ),
            log_exceptions=False,
        )
        return [row for (row,) in self.env.cr.fetchall()]

    @api.model
    def _raw_columns(self, person):
        """What :meth:`_fetch_names` would read of a person, but for the id."""
        columns = self.env["crm.person.writer"]._merge(dict.fromkeys(COLUMNS), person)
        return (
            columns["name"],
            columns["lastname"],
            columns["firstname"],
            columns["middlename"],
            columns["birthdate_date"],
            columns["gender"],
            columns["city"],
            columns["street"],
            None,
            columns["zip"],
            None,
        )

    @api.model
    def _virtual_points(self, persons):
        points = {
            (-1 - line, p.kind, p.normal["phone_type"] or None, p.normal["match_key"])
            for line, person in enumerate(persons)
            for p in person.points
            if p.normal["match_key"]
        }
        ids, kinds, types, keys = map(
            list, zip(*points, strict=True) if points else [[]] * 4
        )
        return SQL(
            """SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[])
                AS point(person, kind, phone_type, match_key)""",
            ids,
            kinds,
            types,
            keys,
        )

    @api.model
    def _virtual_documents(self, persons):
        documents = {
            (-1 - line, type_id, number)
            for line, person in enumerate(persons)
            for type_id, _raw, number, _reason in person.documents
            if number
        }
        ids, types, numbers = map(
            list, zip(*documents, strict=True) if documents else [[]] * 3
        )
        return SQL(
            """SELECT * FROM unnest(%s::int[], %s::int[], %s::text[])
                AS document(person, type_id, number_normalized)""",
            ids,
            types,
            numbers,
        )
