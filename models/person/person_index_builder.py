# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ...tools import NORMALIZER_VERSION, dates, names
from .person_index import ARRAY_COLUMNS, SCALAR_COLUMNS
from .person_mixin import NAME_PARTS, is_name_of

# The person tables: what belongs into the index at all, and what differs.
TABLES = {
    "prospect_id": ("crm_prospect", SQL("p.active"), SQL("p.group_id")),
    "partner_id": ("res_partner", SQL("p.is_client"), SQL("NULL::int")),
}


class CrmPersonIndexBuilder(models.AbstractModel):
    """Writes the rows of the person index, set-based.

    Python turns names into their normal form; everything else is copied from where
    it is stored in normal form already, in the one statement that writes the rows.
    """

    _name = "crm.person.index.builder"
    _description = "Person Index Builder"

    @api.model
    def _build(self, owner, ids):
        """Bring the index rows of these persons up to date.

        :param owner: `prospect_id` or `partner_id`
        :param ids: sorted ids
        :return: ids of the persons whose row was written or dropped
        """
        if owner == "partner_id":
            self.env["crm.contact.point"]._take_from_cards(ids)
        rows = [self._normal_row(row) for row in self._fetch_names(owner, ids)]
        written = self._upsert(owner, rows)
        return written + self._drop(owner, set(ids) - {row[0] for row in rows})

    @api.model
    def _fetch_names(self, owner, ids):
        """Raw names of the persons among `ids` that belong into the index."""
        table, condition, _group = TABLES[owner]
        return self.env.execute_query(
            SQL(
                """SELECT p.id, p.name, p.lastname, p.firstname, p.middlename,
                    p.birthdate_date, p.gender, p.city,
                    (SELECT array_agg(DISTINCT n.lastname) FROM crm_person_name n
                     WHERE n.%(owner)s = p.id) AS former
                FROM %(table)s p
                WHERE p.id = ANY(%(ids)s) AND %(condition)s""",
                owner=SQL.identifier(owner),
                table=SQL.identifier(table),
                ids=ids,
                condition=condition,
            )
        )

    @api.model
    def _normal_row(self, row):
        """Normal forms of one row of :meth:`_fetch_names`, blank ones as None."""
        person_id, name, *raw, birthdate, gender, city, former = row
        parts = tuple(map(names.normalize, raw))
        if not is_name_of(raw, name):
            # The name of a card was overwritten: the parts no longer say who it is.
            parts = tuple(names.normalize(part) for part in names.split(name)[:3])
        former = {names.normalize(old) for old in former or ()} - {parts[0], ""}
        return (
            person_id,
            *(part or None for part in parts),
            names.sound_code(parts[0]) or None,
            names.sound_code(parts[1]) or None,
            None if dates.is_stop_birthdate(birthdate) else birthdate,
            gender or names.gender(*parts) or None,
            names.normalize(city) or None,
            # Arrays of arrays cannot be unnested, and no normal form holds a bar.
            "|".join(sorted(former)) or None,
        )

    @api.model
    def _upsert(self, owner, rows):
        """Write the rows that differ; return the ids of their persons."""
        if not rows:
            return []
        table, _condition, group = TABLES[owner]
        columns = [*SCALAR_COLUMNS, *ARRAY_COLUMNS]
        identifiers = SQL(", ").join(map(SQL.identifier, columns))
        query = SQL(
            """WITH contacts AS (
                SELECT person,
                    array_agg(match_key) FILTER (WHERE kind = 'phone') AS phones,
                    array_agg(match_key) FILTER (WHERE phone_type = 'mobile')
                        AS mobiles,
                    array_agg(match_key) FILTER (WHERE kind = 'email') AS emails,
                    array_agg(match_key) FILTER (WHERE kind = 'messenger')
                        AS messengers
                FROM (
                    SELECT %(owner)s AS person, kind, phone_type, match_key
                    FROM crm_contact_point
                    WHERE %(owner)s = ANY(%(ids)s) AND match_key IS NOT NULL
                    ORDER BY 1, match_key) ordered
                GROUP BY person),
            documents AS (
                SELECT person, array_agg(number) AS documents
                FROM (
                    SELECT d.%(owner)s AS person,
                        t.code || ':' || d.number_normalized AS number
                    FROM crm_person_document d
                    JOIN crm_person_document_type t ON t.id = d.type_id
                    WHERE d.%(owner)s = ANY(%(ids)s)
                        AND d.number_normalized IS NOT NULL
                    ORDER BY 1, t.code, d.number_normalized) ordered
                GROUP BY person)
            INSERT INTO crm_person_index AS i
                (%(owner)s, %(columns)s, indexed_at)
            SELECT p.id, n.lastname, n.firstname, n.middlename,
                n.lastname_sound, n.firstname_sound, n.birthdate_date, n.gender,
                n.city, p.company_id, %(group)s, %(version)s,
                string_to_array(n.former, '|'), c.phones, c.mobiles, c.emails,
                c.messengers, d.documents, now() AT TIME ZONE 'UTC'
            FROM unnest(%(ids)s, %(lastname)s::text[], %(firstname)s::text[],
                    %(middlename)s::text[], %(lastname_sound)s::text[],
                    %(firstname_sound)s::text[], %(birthdate_date)s::date[],
                    %(gender)s::text[], %(city)s::text[], %(former)s::text[])
                AS n(id, lastname, firstname, middlename, lastname_sound,
                    firstname_sound, birthdate_date, gender, city, former)
            JOIN %(table)s p ON p.id = n.id
            LEFT JOIN contacts c ON c.person = p.id
            LEFT JOIN documents d ON d.person = p.id
            ON CONFLICT (%(owner)s) WHERE %(owner)s IS NOT NULL DO UPDATE SET
                (%(columns)s, indexed_at) = (%(excluded)s, EXCLUDED.indexed_at)
            WHERE (%(current)s) IS DISTINCT FROM (%(excluded)s)
            RETURNING i.%(owner)s""",
            owner=SQL.identifier(owner),
            table=SQL.identifier(table),
            group=group,
            columns=identifiers,
            current=SQL(", ").join(SQL.identifier("i", column) for column in columns),
            excluded=SQL(", ").join(
                SQL.identifier("excluded", column) for column in columns
            ),
            version=NORMALIZER_VERSION,
            **dict(
                zip(
                    ("ids", *NAME_PARTS, "lastname_sound", "firstname_sound")
                    + ("birthdate_date", "gender", "city", "former"),
                    map(list, zip(*rows, strict=True)),
                    strict=True,
                )
            ),
        )
        # Names are in the statement: it must not be logged when somebody else changes
        # the same person.
        self.env.cr.execute(query, log_exceptions=False)
        return [person_id for (person_id,) in self.env.cr.fetchall()]

    @api.model
    def _drop(self, owner, ids):
        """Forget persons that no longer belong into the index; return their ids."""
        if not ids:
            return []
        query = SQL(
            "DELETE FROM crm_person_index WHERE %(owner)s = ANY(%(ids)s)"
            " RETURNING %(owner)s",
            owner=SQL.identifier(owner),
            ids=sorted(ids),
        )
        return [person_id for (person_id,) in self.env.execute_query(query)]
