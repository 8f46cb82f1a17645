# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .match_engine import MAX_BLOCK
from .match_key import TABLES

# Key ranges joined one by one: each is a step that is committed.
SLICES = 32
KEY_MIN = -(2**63)
KEY_STEP = 2**64 // SLICES


class CrmMatchCandidate(models.AbstractModel):
    """The work table of the full pass: candidate pairs, filled slice by slice.

    Unlogged, since it can be made again: a crash empties it, which the missing mark
    of the run shows, and the phase starts anew.
    """

    _name = "crm.match.candidate"
    _description = "Candidate Pair"
    # Trials of rules have tables of their own.
    _work_table = "crm_match_candidate"

    def init(self):
        super().init()
        self.env.cr.execute(
            SQL(
                """CREATE UNLOGGED TABLE IF NOT EXISTS %s (person int4 NOT NULL,
                    other int4 NOT NULL, is_client bool NOT NULL)""",
                SQL.identifier(self._work_table),
            )
        )

    @api.model
    def _person_index(self):
        return SQL.identifier(f"{self._work_table}_person_index")

    @api.model
    def _begin(self, run):
        """Empty the table and mark it as the one of this run."""
        self._empty()
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s VALUES (0, %s, FALSE)",
                SQL.identifier(self._work_table),
                run.id,
            )
        )
        self.env["crm.match.queue"]._mark_seen(run)

    @api.model
    def _empty(self):
        table = SQL.identifier(self._work_table)
        self.env.cr.execute(SQL("DROP INDEX IF EXISTS %s", self._person_index()))
        self.env.cr.execute(SQL("TRUNCATE %s", table))

    @api.model
    def _is_of(self, run):
        """Whether the table still holds the candidates of this run."""
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT FROM %s WHERE person = 0 AND other = %s LIMIT 1",
                    SQL.identifier(self._work_table),
                    run.id,
                )
            )
        )

    @api.model
    def _fill(self, number, owner, tables=None, condition=None):
        """Add the pairs that share a key of one slice.

        :param int number: of the slice, from 0 to SLICES - 1
        :param owner: whom to look among: `partner_id` or `prospect_id`
        :param tables: dict owner -> table of keys; by default those of the engine
        :param SQL condition: on the rows `k` of the prospects
        :return: number of blocks left out because too many people share the key
        """
        tables = tables or TABLES
        low = KEY_MIN + number * KEY_STEP
        in_slice = SQL("BETWEEN (%s)::int8 AND (%s)::int8", low, low + KEY_STEP - 1)
        table, own_table = (
            SQL.identifier(tables[side]) for side in (owner, "prospect_id")
        )
        self.env["crm.match.engine"]._use_processes()
        big = self._big_keys(table, in_slice)
        # Made by a query of its own, which PostgreSQL may spread over processes.
        pairs = SQL.identifier(f"{self._work_table}_slice")
        self.env.cr.execute(
            SQL(
                """CREATE UNLOGGED TABLE %(pairs)s AS
                SELECT k.person, o.person AS other
                FROM %(own_table)s k
                JOIN %(table)s o ON o.key = k.key AND o.signature = k.signature
                WHERE k.key %(in_slice)s AND o.key %(in_slice)s
                    AND %(order)s AND %(condition)s AND %(small)s""",
                pairs=pairs,
                own_table=own_table,
                table=table,
                condition=condition or SQL("TRUE"),
                in_slice=in_slice,
                order=SQL("k.person < o.person" if owner == "prospect_id" else "TRUE"),
                small=SQL("k.key <> ALL(%s::int8[])", big) if big else SQL("TRUE"),
            )
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO %s (person, other, is_client)
                SELECT person, other, %s FROM %s""",
                SQL.identifier(self._work_table),
                owner == "partner_id",
                pairs,
            )
        )
        self.env.cr.execute(SQL("DROP TABLE %s", pairs))
        return len(big)

    @api.model
    def _big_keys(self, table, in_slice):
        """Keys of one slice that more people share than say anything about one."""
        # In the order of the index: there are nearly as many keys as rows.
        self.env.cr.execute("SET LOCAL enable_hashagg = off")
        rows = self.env.execute_query(
            SQL(
                "SELECT key FROM %s WHERE key %s GROUP BY key HAVING count(*) > %s",
                table,
                in_slice,
                MAX_BLOCK,
            )
        )
        self.env.cr.execute("SET LOCAL enable_hashagg = on")
        return [key for (key,) in rows]

    @api.model
    def _finish(self):
        """Keep each pair once, by person, for the next phase.

        A pair that shares several keys was found several times.

        :return: number of pairs
        """
        self.env["crm.match.engine"]._use_processes()
        table = SQL.identifier(self._work_table)
        once = SQL.identifier(f"{self._work_table}_once")
        self.env.cr.execute(
            SQL(
                """CREATE UNLOGGED TABLE %s AS SELECT DISTINCT person, other, is_client
                FROM %s ORDER BY person, other""",
                once,
                table,
            )
        )
        self.env.cr.execute(SQL("DROP TABLE %s", table))
        self.env.cr.execute(SQL("ALTER TABLE %s RENAME TO %s", once, table))
        self.env.cr.execute(
            SQL(
                "CREATE INDEX %s ON %s (person) INCLUDE (other, is_client)",
                self._person_index(),
                table,
            )
        )
        self.env.cr.execute(SQL("ANALYZE %s", table))
        [(count,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM %s WHERE person > 0", table)
        )
        return count

    @api.model
    def _next_prospects(self, after, limit):
        """The next prospects with candidates, a machine match or a result, by id."""
        # Each kind of match by itself: there is a partial index for each.
        rows = self.env.execute_query(
            SQL(
                """(SELECT DISTINCT person FROM crm_match_candidate
                    WHERE person > %(after)s ORDER BY person LIMIT %(limit)s)
                UNION (SELECT DISTINCT prospect_id FROM crm_match
                    WHERE prospect_id > %(after)s AND partner_id IS NOT NULL
                        AND verdict IN ('proposed', 'automatic')
                    ORDER BY prospect_id LIMIT %(limit)s)
                UNION (SELECT DISTINCT prospect_id FROM crm_match
                    WHERE prospect_id > %(after)s AND other_prospect_id IS NOT NULL
                        AND verdict IN ('proposed', 'automatic')
                    ORDER BY prospect_id LIMIT %(limit)s)
                UNION (SELECT id FROM crm_prospect
                    WHERE id > %(after)s AND active
                        AND match_result IN ('proposed', 'ambiguous')
                    ORDER BY id LIMIT %(limit)s)
                ORDER BY 1 LIMIT %(limit)s""",
                after=after,
                limit=limit,
            )
        )
        return [prospect_id for (prospect_id,) in rows]

    @api.model
    def _pairs(self, first, last, owner):
        """SELECT (person, other) of the prospects from `first` to `last`."""
        return SQL(
            """SELECT person, other FROM crm_match_candidate
            WHERE person BETWEEN %s AND %s AND is_client = %s""",
            first,
            last,
            owner == "partner_id",
        )
