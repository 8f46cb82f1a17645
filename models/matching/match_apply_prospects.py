# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import api, models
from odoo.tools import SQL

from .decide import Known, Row, decide_pair
from .match_apply import ROW, equal


class CrmMatchApply(models.AbstractModel):
    """Records the pairs of prospects, which link nothing."""

    _inherit = "crm.match.apply"

    @api.model
    def _apply_prospects(self, ids, pairs, run=None, both_sides=True):
        """Record the pairs of prospects that these prospects are part of.

        :param pairs: dict (smaller id, greater id) -> :class:`decide.Hit`
        :param both_sides: whether they may be the greater id of a pair too
        :return: Counter with `links` and `proposals`
        """
        if not pairs and not self._has_pairs():
            return Counter()
        drop, write = self._plan_prospects(ids, pairs, both_sides, run)
        self._lock({prospect for prospect, *_rest in [*drop, *write]})
        self._drop(drop)
        self._write_matches(write, "other_prospect_id", run)
        return self._count(write)

    @api.model
    def _has_pairs(self):
        """Whether any pair of prospects is recorded."""
        [(found,)] = self.env.execute_query(
            SQL("SELECT EXISTS (SELECT FROM crm_match WHERE other_prospect_id > 0)")
        )
        return found

    @api.model
    def _plan_prospects(self, ids, pairs, both_sides=True, run=None):
        """Decide on pairs of prospects; nothing is written.

        :param pairs: dict (smaller id, greater id) -> :class:`decide.Hit`
        :param both_sides: whether `ids` may be the greater id of a pair too
        :param run: the run that does it, if any
        :return: matches to drop as (prospect, match id), and to write as
            (smaller id, greater id, Row)
        """
        self.env.flush_all()
        query = SQL(
            """SELECT m.prospect_id, m.other_prospect_id, m.id,
                m.rule_version IS DISTINCT FROM r.version
                    OR m.confidence IS DISTINCT FROM r.confidence,
                %(changed)s, %(row)s
            FROM crm_match m
            -- Of archived prospects, who are not indexed, it stays what it was.
            JOIN crm_person_index a ON a.prospect_id = m.prospect_id
            JOIN crm_person_index b ON b.prospect_id = m.other_prospect_id
            LEFT JOIN crm_match_rule r ON r.id = m.rule_id
            WHERE m.other_prospect_id IS NOT NULL
                AND (m.prospect_id = ANY(%(ids)s)
                    OR %(both)s AND m.other_prospect_id = ANY(%(ids)s))
                -- Nor is a pair judged by candidates from before one of them changed.
                AND NOT (%(full)s AND EXISTS (SELECT FROM crm_match_queue q
                    WHERE q.prospect_id = m.other_prospect_id
                        AND q.seen_by_id IS DISTINCT FROM %(run)s))""",
            full=bool(run) and not both_sides,
            run=run.id if run else None,
            ids=list(ids),
            both=both_sides,
            row=ROW,
            changed=self.env["crm.match"]._is_changed("other_prospect_id"),
        )
        drop, write, known = [], [], {}
        for prospect, other, match_id, stale, changed, *row in self.env.execute_query(
            query
        ):
            pair, row = (prospect, other), Row(*row)
            known[pair] = (Known(row.verdict, False, row.asked_again, changed), row)
            if stale:
                known[pair] = (known[pair][0], row._replace(evidence=-1))
            if pair in pairs or row.verdict not in ("proposed", "automatic"):
                continue
            if row.asked_again:
                # Nothing speaks for it any more: it is rejected as before.
                write.append((*pair, Row("rejected", None, 0, asked_again=True)))
            else:
                drop.append((prospect, match_id))
        for pair, hit in sorted(pairs.items()):
            pair_known, recorded = known.get(pair, (None, None))
            row = decide_pair(hit, pair_known)
            if row and (not recorded or not equal(row, recorded)):
                write.append((*pair, row))
        return drop, write
