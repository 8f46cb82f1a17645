# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from operator import itemgetter

from odoo import api, fields, models
from odoo.tools import SQL

from ..contact.contact_point import POINT_COLUMNS

ORIGIN_FIELDS = {
    "crm_contact_point": "contact_point_id",
    "crm_person_document": "document_id",
}


class CrmPersonWriter(models.AbstractModel):
    """References, contact points and documents, with who said each, and when."""

    _inherit = "crm.person.writer"

    @api.model
    def _write_references(self, owner, persons):
        """Add references and newer dates of actuality; return the changed persons."""
        rows = [(i, p.source_id, p.ref, p.actual_date) for i, p in persons if p.ref]
        if not rows:
            return set()
        types = {"id": "int", "source": "int", "ref": "text", "date": "timestamp"}
        changed = self._fetch_ids(
            SQL(
                """INSERT INTO crm_prospect_reference AS r (%(owner)s, source_id, ref,
                    actual_date, relation, create_uid, create_date, write_uid,
                    write_date)
                SELECT n.*, 'self', %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM %(unnest)s AS n(id, source, ref, date)
                LEFT JOIN crm_prospect_reference k ON k.source_id = n.source
                    AND k.ref = n.ref AND k.%(owner)s IS NOT NULL
                -- Unchanged rows are not even locked, others in one order by all.
                WHERE k.id IS NULL OR n.date > coalesce(k.actual_date, '-infinity')
                ORDER BY n.source, n.ref
                ON CONFLICT (source_id, ref) WHERE %(owner)s IS NOT NULL
                DO UPDATE SET actual_date = EXCLUDED.actual_date,
                    write_date = EXCLUDED.write_date
                WHERE EXCLUDED.actual_date > coalesce(r.actual_date, '-infinity')
                RETURNING r.%(owner)s""",
                owner=SQL.identifier(owner),
                unnest=self._unnest(rows, types),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        dated = [row for row in rows if row[0] in changed and row[-1]]
        if owner == "prospect_id" and dated:
            # The main reference is shown on the prospect itself.
            self._execute(
                SQL(
                    """UPDATE crm_prospect p SET actual_date = n.date
                    FROM %(unnest)s AS n(id, source, ref, date)
                    WHERE p.id = n.id AND p.source_id = n.source
                        AND p.source_ref = n.ref
                        AND n.date > coalesce(p.actual_date, '-infinity')""",
                    unnest=self._unnest(sorted(dated, key=itemgetter(0)), types),
                )
            )
        return changed

    @api.model
    def _write_points(self, owner, persons):
        """Add contact points and their origins; return the persons with new ones."""
        rows = [
            (i, point.kind, point.network, point.value, point.usage, p.source_id)
            + (point.seen or self._seen(p),)
            + tuple(point.normal[column] or None for column in POINT_COLUMNS)
            for i, p in persons
            for point in p.points
        ]
        return self._write_point_rows(owner, rows)

    @api.model
    def _write_point_rows(self, owner, rows):
        """The same of rows: (person id, kind, network, value, usage, source id, day,
        *:data:`contact_point.POINT_COLUMNS`).
        """
        types = dict.fromkeys(("kind", "network", "value", "usage"), "text")
        types = {"id": "int", **types, "source": "int", "seen": "date"}
        types |= dict.fromkeys(POINT_COLUMNS, "text")
        added = self._write_values(
            owner,
            "crm_contact_point",
            ("kind", "network", "value", "usage", *POINT_COLUMNS),
            ("kind", SQL("COALESCE(match_key, value)")),
            rows,
            types,
        )
        place = list(types).index("phone_extension")
        if extended := [row for row in rows if row[place]]:
            self._write_extensions(owner, extended, types)
        return added

    @api.model
    def _write_extensions(self, owner, rows, types):
        """Complete numbers that were known without their extension."""
        self._execute(
            SQL(
                """UPDATE crm_contact_point p
                SET value = n.value, phone_extension = n.phone_extension
                FROM %(unnest)s AS n(%(all)s)
                WHERE p.%(owner)s = n.id AND p.kind = n.kind
                    AND p.match_key = n.match_key AND p.phone_extension IS NULL""",
                owner=SQL.identifier(owner),
                unnest=self._unnest(rows, types),
                all=SQL(", ").join(map(SQL.identifier, types)),
            )
        )

    @api.model
    def _write_documents(self, owner, persons):
        """Add documents and their origins; return the persons with new ones."""
        rows = [
            (i, type_id, number, normalized, reason, p.source_id, self._seen(p))
            for i, p in persons
            for type_id, number, normalized, reason in p.documents
        ]
        types = {
            "id": "int",
            "type_id": "int",
            "number": "text",
            "number_normalized": "text",
            "unusable_reason": "text",
            "source": "int",
            "seen": "date",
        }
        return self._write_values(
            owner,
            "crm_person_document",
            ("type_id", "number", "number_normalized", "unusable_reason"),
            ("type_id", SQL("COALESCE(number_normalized, number)")),
            rows,
            types,
        )

    @api.model
    def _write_values(self, owner, table, columns, unique, rows, types):
        """Insert values that the persons lack, and note who said each, and when.

        :param columns: columns of the value
        :param unique: name and SQL value that tell the values of a person apart
        :param rows: tuples of what `types` names
        :return: ids of the persons with new values
        """
        if not rows:
            return set()
        kind, value = unique
        return self._fetch_ids(
            SQL(
                """WITH n AS MATERIALIZED (
                    SELECT n.*, %(value)s AS unique_value
                    FROM %(unnest)s AS n(%(all)s)),
                added AS (
                    INSERT INTO %(table)s (%(owner)s, %(columns)s, create_uid,
                        create_date, write_uid, write_date)
                    SELECT n.id, %(columns)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                    FROM n ORDER BY n.id, n.%(kind)s, n.unique_value
                    ON CONFLICT DO NOTHING
                    RETURNING id, %(owner)s AS person, %(kind)s AS kind,
                        %(value)s AS unique_value),
                present AS (
                    SELECT id, %(owner)s AS person, %(kind)s AS kind,
                        %(value)s AS unique_value
                    FROM %(table)s WHERE %(owner)s = ANY(%(ids)s)
                    UNION ALL SELECT * FROM added),
                origins AS (
                    INSERT INTO crm_person_origin AS o
                        (%(reference)s, source_id, first_seen, last_seen, times)
                    SELECT s.id, s.source, s.first, s.last, s.times FROM (
                        SELECT v.id, n.source, min(n.seen) AS first,
                            max(n.seen) AS last, k.first_seen, k.last_seen,
                            count(DISTINCT n.seen) FILTER (WHERE k.id IS NULL
                                OR n.seen > k.last_seen) AS times
                        FROM n JOIN present v ON v.person = n.id
                            AND v.kind = n.%(kind)s
                            AND v.unique_value = n.unique_value
                        LEFT JOIN crm_person_origin k
                            ON k.%(reference)s = v.id AND k.source_id = n.source
                        GROUP BY v.id, n.source, k.id) s
                    WHERE s.first_seen IS NULL OR s.first_seen > s.first
                        OR s.last_seen < s.last
                    ORDER BY s.id, s.source
                    ON CONFLICT (%(reference)s, source_id)
                        WHERE %(reference)s IS NOT NULL
                    DO UPDATE SET
                        first_seen = least(o.first_seen, EXCLUDED.first_seen),
                        last_seen = greatest(o.last_seen, EXCLUDED.last_seen),
                        times = o.times + EXCLUDED.times
                    WHERE o.first_seen > EXCLUDED.first_seen
                        OR o.last_seen < EXCLUDED.last_seen)
                SELECT DISTINCT person FROM added""",
                owner=SQL.identifier(owner),
                table=SQL.identifier(table),
                reference=SQL.identifier(ORIGIN_FIELDS[table]),
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                all=SQL(", ").join(map(SQL.identifier, types)),
                unnest=self._unnest(rows, types),
                ids=sorted({row[0] for row in rows}),
                kind=SQL.identifier(kind),
                value=value,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
