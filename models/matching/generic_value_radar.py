# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..person.person_owned import OWNERS
from .held_values import COLUMNS, CONTACT_KINDS, held, linked_by, people
from .match_work import MAX_TRIES


class CrmGenericValue(models.Model):
    """Finds the values that too many people hold, in the whole base, every night."""

    _inherit = "crm.generic.value"

    @api.model
    def _cron_radar(self):
        """Look through the whole base; again when a load found the same values."""
        for attempt in range(MAX_TRIES):
            try:
                self._radar()
                return
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if attempt == MAX_TRIES - 1:
                    raise
                self.env.cr.rollback()
                self.env.invalidate_all()

    @api.model
    def _radar(self):
        """Find newcomers, refresh the counts, free what few people hold by now.

        Newcomers are taken from the index at once, but for people linked by a rule
        with somebody else who holds them: they wait for being accepted.

        :return: dict with the numbers of values `found`, `freed` and `known`
        """
        self.env.flush_all()
        # Groups of a whole base; the server's default would spill them to disk.
        self.env["crm.match.work"]._use_memory()
        new = self._record(self._large_query())
        self.invalidate_model()
        freed = self._free()
        values = self.search([("state", "!=", "exempt")])
        values._count_links()
        self.browse(new)._strip()
        return {"found": len(new), "freed": freed, "known": len(values)}

    @api.model
    def _large_query(self):
        """SELECT (kind, value) of what may be generic: more records than people may.

        And all that is known, but for addresses: who was indexed without one cannot
        be counted any more.
        """
        limits = self._limits()
        branches = [
            # The index alone says which few values are worth a look into the table.
            SQL(
                """SELECT c.kind, c.match_key AS value
                FROM (SELECT match_key FROM crm_contact_point
                    WHERE match_key IS NOT NULL
                    GROUP BY match_key HAVING count(*) > %s) k
                JOIN crm_contact_point c ON c.match_key = k.match_key
                GROUP BY c.kind, c.match_key HAVING count(*) > CASE c.kind %s END""",
                min(limits[kind] for kind in CONTACT_KINDS),
                SQL(" ").join(
                    SQL("WHEN %s THEN %s", kind, limits[kind]) for kind in CONTACT_KINDS
                ),
            ),
            SQL(
                """SELECT 'document', t.code || ':' || d.number_normalized
                FROM (SELECT number_normalized FROM crm_person_document
                    WHERE number_normalized IS NOT NULL
                    GROUP BY number_normalized HAVING count(*) > %(most)s) k
                JOIN crm_person_document d ON d.number_normalized = k.number_normalized
                JOIN crm_person_document_type t ON t.id = d.type_id
                GROUP BY t.code, d.number_normalized HAVING count(*) > %(most)s""",
                most=limits["document"],
            ),
            SQL(
                """SELECT 'address', i.address_key FROM crm_person_index i
                WHERE i.address_key IS NOT NULL GROUP BY i.address_key
                HAVING count(*) > %s""",
                limits["address"],
            ),
        ]
        return SQL(
            """SELECT l.kind, l.value FROM (%s) l WHERE %s
            UNION SELECT kind, value FROM crm_generic_value WHERE kind <> 'address'""",
            SQL(" UNION ALL ").join(branches),
            self.env["crm.stop.value"]._passes(SQL("l.kind"), SQL("l.value")),
        )

    @api.model
    def _record(self, values, look=None):
        """Record those of some values that are generic, and the counts of known ones.

        :param SQL values: SELECT (kind, value)
        :param int look: holders of a value looked at at most
        :return: ids of the values that were not known
        """
        # Two who find the same values meet in one order, without values in the log.
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_generic_value AS g (kind, value, state, person_count,
                    record_count, link_count, date_found)
                SELECT v.kind, v.value, 'generic', n.persons, n.records, 0,
                    now() AT TIME ZONE 'UTC'
                FROM (%(values)s) v
                JOIN (VALUES %(limits)s) AS most(kind, people) ON most.kind = v.kind
                CROSS JOIN LATERAL (%(people)s) n
                WHERE n.persons > most.people
                    OR EXISTS (SELECT FROM crm_generic_value k
                        WHERE k.kind = v.kind AND k.value = v.value)
                ORDER BY v.kind, v.value
                ON CONFLICT (kind, value) DO UPDATE SET
                    person_count = EXCLUDED.person_count,
                    record_count = EXCLUDED.record_count
                WHERE (g.person_count, g.record_count)
                    <> (EXCLUDED.person_count, EXCLUDED.record_count)
                RETURNING g.id, g.xmax = 0""",
                values=values,
                limits=self._limits_table(),
                people=people(SQL("v.kind"), SQL("v.value"), look),
            ),
            log_exceptions=False,
        )
        return [value_id for value_id, is_new in self.env.cr.fetchall() if is_new]

    @api.model
    def _free(self):
        """Drop what was found by counting and no longer is; its holders get it back.

        :return: their number
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT g.id FROM crm_generic_value g
                JOIN (VALUES %s) AS most(kind, people) ON most.kind = g.kind
                WHERE g.state = 'generic' AND g.person_count <= most.people
                ORDER BY g.id""",
                self._limits_table(),
            )
        )
        freed = self.browse([value_id for (value_id,) in rows])
        if freed:
            freed._outdate_holders()
            freed.unlink()
        return len(freed)

    def _strip(self):
        """Take these values from the rows of their holders, but for linked ones."""
        keyed = self.env["crm.match.signature"].search_count(
            [("state", "=", "ready")], limit=1
        )
        for owner in OWNERS if self else ():
            self.env.cr.execute(self._strip_query(owner), log_exceptions=False)
            ids = sorted(person for (person,) in self.env.cr.fetchall())
            if ids:
                # While nothing is keyed, the keys of all are built afterwards.
                if keyed:
                    self.env["crm.match.key"]._rebuild(owner, ids)
                self.env["crm.match.queue"]._add(owner, ids)

    def _strip_query(self, owner):
        without = [
            SQL(
                """%(column)s = NULLIF(ARRAY(SELECT v FROM unnest(i.%(column)s)
                    WITH ORDINALITY AS o(v, n) WHERE v <> ALL(h.values_) ORDER BY n),
                    '{}')""",
                column=SQL.identifier(column),
            )
            for _kind, column in COLUMNS.values()
        ]
        without.append(
            SQL(
                "address_key = CASE WHEN i.address_key <> ALL(h.values_)"
                " THEN i.address_key END"
            )
        )
        return SQL(
            """UPDATE crm_person_index i SET %(without)s
            FROM (SELECT h.%(owner)s AS person, array_agg(g.value::text) AS values_
                FROM crm_generic_value g CROSS JOIN LATERAL (%(held)s) h
                WHERE g.id = ANY(%(ids)s) AND h.%(owner)s IS NOT NULL
                    AND NOT %(linked)s
                GROUP BY h.%(owner)s) h
            WHERE i.%(owner)s = h.person RETURNING i.%(owner)s""",
            without=SQL(", ").join(without),
            owner=SQL.identifier(owner),
            held=held(SQL("g.kind"), SQL("g.value")),
            linked=linked_by(owner, SQL.identifier("h", owner), SQL("g.value")),
            ids=self.ids,
        )
