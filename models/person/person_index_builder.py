# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ...tools import NORMALIZER_VERSION, addresses, dates, names
from .person_index import ARRAY_COLUMNS, SCALAR_COLUMNS
from .person_mixin import NAME_PARTS, is_name_of

# Columns that Python computes, in the order of a row; arrays come joined by bars, for
# arrays of arrays cannot be unnested, and no normal form holds a bar.
COMPUTED_COLUMNS = (
    *NAME_PARTS,
    "lastname_sound",
    "firstname_sound",
    "firstname_latin",
    "middlename_latin",
    "birthdate_date",
    "gender",
    "city",
    "address_key",
    "former_lastnames",
    "lastname_latins",
    "firstname_codes",
)
# The person tables: what belongs into the index at all, and what differs.
TABLES = {
    "prospect_id": ("crm_prospect", SQL("p.active"), SQL("p.group_id")),
    "partner_id": ("res_partner", SQL("p.is_client IS TRUE"), SQL("NULL::int")),
}
# A prospect's street is one line.
STREET2 = {"prospect_id": SQL("NULL"), "partner_id": SQL("p.street2")}


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
        rows = self._normal_rows(self._fetch_names(owner, ids))
        written = self._upsert(owner, self._without_generic_addresses(owner, rows))
        generic = self.env["crm.generic.value"]._detect(owner, written)
        # Found just now: once more, without them.
        rows_again = [row for row in rows if row[0] in generic]
        self._upsert(owner, self._without_generic_addresses(owner, rows_again))
        return written + self._drop(owner, set(ids) - {row[0] for row in rows})

    @api.model
    def _fetch_names(self, owner, ids):
        """Raw names of the persons among `ids` that belong into the index."""
        table, condition, _group = TABLES[owner]
        return self.env.execute_query(
            SQL(
                """SELECT p.id, p.name, p.lastname, p.firstname, p.middlename,
                    p.birthdate_date, p.gender, p.city, p.street, %(street2)s, p.zip,
                    (SELECT array_agg(DISTINCT n.lastname) FROM crm_person_name n
                     WHERE n.%(owner)s = p.id) AS former
                FROM %(table)s p
                WHERE p.id = ANY(%(ids)s) AND %(condition)s""",
                owner=SQL.identifier(owner),
                table=SQL.identifier(table),
                street2=STREET2[owner],
                ids=ids,
                condition=condition,
            )
        )

    @api.model
    def _normal_rows(self, rows):
        """Normal forms of rows of :meth:`_fetch_names`, blank ones as None."""
        stops = self.env["crm.stop.value"]
        stopped_names = stops._stopped_names()
        stopped_birthdates = stops._stopped_birthdates()
        normal = []
        for person_id, name, lastname, firstname, middlename, *rest in rows:
            birthdate, gender, city, street, street2, zip_code, former = rest
            raw = (lastname, firstname, middlename)
            if not is_name_of(raw, name):
                # The name of a card was overwritten: the parts say no more who it is.
                raw = names.split(name)[:3]
            parts = tuple(map(names.normalize, names.repair(*raw)))
            if stopped_names:
                parts = tuple("" if part in stopped_names else part for part in parts)
            former = {names.normalize(old) for old in former or ()}
            former -= {parts[0], "", *stopped_names}
            if birthdate in stopped_birthdates or dates.is_stop_birthdate(birthdate):
                birthdate = None
            normal.append(
                (
                    person_id,
                    *(part or None for part in parts),
                    names.sound_code(parts[0]) or None,
                    names.sound_code(parts[1]) or None,
                    names.latin_key(parts[1]) or None,
                    names.latin_key(parts[2]) or None,
                    birthdate,
                    gender or names.gender(*parts) or None,
                    names.normalize(city) or None,
                    addresses.key(street, city, zip_code, street2) or None,
                    "|".join(sorted(former)) or None,
                    "|".join(self._lastname_latins(parts[0], former)) or None,
                )
            )
        codes = self.env["crm.name.variant"]._codes({row[2] for row in normal} - {None})
        return [(*row, "|".join(codes.get(row[2], ())) or None) for row in normal]

    @api.model
    def _without_generic_addresses(self, owner, rows):
        """The rows, without the addresses that so many people have."""
        place = 1 + COMPUTED_COLUMNS.index("address_key")
        generic = self.env["crm.generic.value"]._with_generic_address(
            owner, [(row[0], row[place]) for row in rows if row[place]]
        )
        return [
            (*row[:place], None, *row[place + 1 :]) if row[0] in generic else row
            for row in rows
        ]

    @api.model
    def _lastname_latins(self, lastname, former):
        """Sorted Latin keys by which any of the last names is looked up."""
        lastnames = {lastname, *former} - {""}
        # Half of a double name is often all that is given; a particle says nothing.
        halves = {half for name in lastnames if " " in name for half in name.split()}
        lastnames |= {half for half in halves if len(half) > 2}
        return sorted({names.latin_key(name) for name in lastnames} - {""})

    @api.model
    def _upsert(self, owner, rows):
        """Write the rows that differ; return the ids of their persons."""
        if not rows:
            return []
        columns = [*SCALAR_COLUMNS, *ARRAY_COLUMNS]
        query = SQL(
            """INSERT INTO crm_person_index AS i (%(owner)s, %(columns)s, indexed_at)
            SELECT n.*, now() AT TIME ZONE 'UTC' FROM (%(rows)s) n
            ON CONFLICT (%(owner)s) WHERE %(owner)s IS NOT NULL DO UPDATE SET
                (%(columns)s, indexed_at) = (%(excluded)s, EXCLUDED.indexed_at)
            WHERE (%(current)s) IS DISTINCT FROM (%(excluded)s)
            RETURNING i.%(owner)s""",
            owner=SQL.identifier(owner),
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            rows=self._stored_rows_query(owner, rows),
            current=SQL(", ").join(SQL.identifier("i", column) for column in columns),
            excluded=SQL(", ").join(
                SQL.identifier("excluded", column) for column in columns
            ),
        )
        # Names are in the statement: it must not be logged when somebody else changes
        # the same person.
        self.env.cr.execute(query, log_exceptions=False)
        return [person_id for (person_id,) in self.env.cr.fetchall()]

    @api.model
    def _stored_rows_query(self, owner, rows):
        """SELECT of the index rows of stored persons."""
        ids = [row[0] for row in rows]
        table, _condition, group = TABLES[owner]
        return self._rows_query(
            owner,
            rows,
            people=SQL(
                "SELECT p.id, p.company_id, %s AS group_id FROM %s p",
                group,
                SQL.identifier(table),
            ),
            points=SQL(
                """SELECT %(owner)s AS person, kind, phone_type, match_key
                FROM crm_contact_point
                WHERE %(owner)s = ANY(%(ids)s) AND match_key IS NOT NULL""",
                owner=SQL.identifier(owner),
                ids=ids,
            ),
            documents=SQL(
                """SELECT %(owner)s AS person, type_id, number_normalized
                FROM crm_person_document
                WHERE %(owner)s = ANY(%(ids)s) AND number_normalized IS NOT NULL""",
                owner=SQL.identifier(owner),
                ids=ids,
            ),
        )

    @api.model
    def _rows_query(self, owner, rows, people, points, documents):
        """SELECT of index rows: the owner and all columns in the order of the index.

        The one way for persons who are stored and for those who are only looked up.

        :param owner: `prospect_id` or `partner_id`
        :param rows: tuples of the id and :data:`COMPUTED_COLUMNS`
        :param SQL people: SELECT (id, company_id, group_id)
        :param SQL points: SELECT (person, kind, phone_type, match_key), each once
        :param SQL documents: SELECT (person, type_id, number_normalized), each once
        """
        return SQL(
            """WITH contacts AS (
                SELECT person,
                    array_agg(match_key) FILTER (WHERE kind = 'phone') AS phones,
                    array_agg(match_key) FILTER (WHERE phone_type = 'mobile')
                        AS mobiles,
                    array_agg(match_key) FILTER (WHERE kind = 'email') AS emails,
                    array_agg(match_key) FILTER (WHERE kind = 'messenger')
                        AS messengers
                FROM (
                    SELECT person, kind, phone_type, match_key FROM (%(points)s) c
                    WHERE %(contact_passes)s
                    ORDER BY 1, match_key) ordered
                GROUP BY person),
            documents AS (
                SELECT person, array_agg(number) AS documents
                FROM (
                    SELECT d.person, t.code || ':' || d.number_normalized AS number
                    FROM (%(documents)s) d
                    JOIN crm_person_document_type t ON t.id = d.type_id
                    WHERE %(document_passes)s
                    ORDER BY 1, t.code, d.number_normalized) ordered
                GROUP BY person)
            SELECT p.id, n.lastname, n.firstname, n.middlename, n.lastname_sound,
                n.firstname_sound, n.firstname_latin, n.middlename_latin,
                n.birthdate_date, n.gender, n.city, n.address_key, p.company_id,
                p.group_id, %(version)s, string_to_array(n.former_lastnames, '|'),
                string_to_array(n.lastname_latins, '|'),
                string_to_array(n.firstname_codes, '|'), c.phones, c.mobiles,
                c.emails, c.messengers, d.documents
            FROM unnest(%(computed)s) AS n(id, %(names)s)
            JOIN (%(people)s) p ON p.id = n.id
            LEFT JOIN contacts c ON c.person = p.id
            LEFT JOIN documents d ON d.person = p.id""",
            people=people,
            points=points,
            documents=documents,
            version=NORMALIZER_VERSION,
            contact_passes=self._passes(
                SQL("c.kind"), SQL("c.match_key"), owner, SQL("c.person")
            ),
            document_passes=self._passes(
                SQL("'document'"),
                SQL("t.code || ':' || d.number_normalized"),
                owner,
                SQL("d.person"),
            ),
            names=SQL(", ").join(map(SQL.identifier, COMPUTED_COLUMNS)),
            computed=SQL(", ").join(
                SQL(
                    "%s::date[]" if column == "birthdate_date" else "%s::text[]", values
                )
                if column
                else SQL("%s::int[]", values)
                for column, values in zip(
                    (None, *COMPUTED_COLUMNS),
                    map(list, zip(*rows, strict=True)),
                    strict=True,
                )
            ),
        )

    @api.model
    def _passes(self, kind, value, owner, person):
        """SQL: the value is evidence, and neither a placeholder nor everybody's."""
        return SQL(
            "%s AND %s",
            self.env["crm.generic.value"]._passes(kind, value, owner, person),
            self.env["crm.stop.value"]._passes(kind, value),
        )

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
