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

    def init(self):
        super().init()
        self.env.cr.execute(
            """CREATE UNLOGGED TABLE IF NOT EXISTS crm_match_candidate (
                person int4 NOT NULL, other int4 NOT NULL, is_client bool NOT NULL)"""
        )

    @api.model
    def _begin(self, run):
        """Empty the table and mark it as the one of this run."""
        self.env.cr.execute("DROP INDEX IF EXISTS crm_match_candidate_person_index")
        self.env.cr.execute("TRUNCATE crm_match_candidate")
        self.env.cr.execute(
            SQL("INSERT INTO crm_match_candidate VALUES (0, %s, FALSE)", run.id)
        )
        self.env["crm.match.queue"]._mark_seen(run)

    @api.model
    def _is_of(self, run):
        """Whether the table still holds the candidates of this run."""
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT FROM crm_match_candidate
                    WHERE person = 0 AND other = %s LIMIT 1""",
                    run.id,
                )
            )
        )

    @api.model
    def _fill(self, number, owner):
        """Add the pairs that share a key of one slice.

        :param int number: of the slice, from 0 to SLICES - 1
        :param owner: whom to look among: `partner_id` or `prospect_id`
        :return: number of blocks left out because too many people share the key
        """
        low = KEY_MIN + number * KEY_STEP
        in_slice = SQL("BETWEEN (%s)::int8 AND (%s)::int8", low, low + KEY_STEP - 1)
        [(skipped,)] = self.env.execute_query(
            SQL(
                """WITH big AS MATERIALIZED (
                    SELECT key, signature FROM %(table)s WHERE key %(in_slice)s
                    GROUP BY key, signature HAVING count(*) > %(max_block)s),
                pairs AS (
                    INSERT INTO crm_match_candidate (person, other, is_client)
                    SELECT k.person, o.person, %(is_client)s
                    FROM crm_match_key_prospect k
                    JOIN %(table)s o ON o.key = k.key AND o.signature = k.signature
                    WHERE k.key %(in_slice)s AND o.key %(in_slice)s AND %(order)s
                        AND NOT EXISTS (SELECT FROM big
                            WHERE big.key = k.key AND big.signature = k.signature))
                SELECT count(*) FROM big""",
                table=SQL.identifier(TABLES[owner]),
                in_slice=in_slice,
                max_block=MAX_BLOCK,
                is_client=owner == "partner_id",
                order=SQL("k.person < o.person" if owner == "prospect_id" else "TRUE"),
            )
        )
        return skipped

    @api.model
    def _finish(self):
        """Index the pairs by person for the next phase; return their number."""
        self.env.cr.execute(
            """CREATE INDEX crm_match_candidate_person_index
            ON crm_match_candidate (person) INCLUDE (other, is_client)"""
        )
        self.env.cr.execute("ANALYZE crm_match_candidate")
        [(count,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM crm_match_candidate WHERE person > 0")
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
            """SELECT DISTINCT person, other FROM crm_match_candidate
            WHERE person BETWEEN %s AND %s AND is_client = %s""",
            first,
            last,
            owner == "partner_id",
        )
