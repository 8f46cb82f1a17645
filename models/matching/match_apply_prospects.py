# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .decide import Row, decide_pair
from .match_apply import equal


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
        self.env.flush_all()
        known = {
            (prospect, other): (match_id, Row(verdict, rule, evidence, gone))
            for match_id, prospect, other, verdict, rule, evidence, gone in (
                self.env.execute_query(
                    SQL(
                        """SELECT id, prospect_id, other_prospect_id, verdict, rule_id,
                            evidence, coalesce(ground_gone, FALSE)
                        FROM crm_match
                        WHERE other_prospect_id IS NOT NULL
                            AND (prospect_id = ANY(%(ids)s)
                                OR %(both)s AND other_prospect_id = ANY(%(ids)s))""",
                        ids=list(ids),
                        both=both_sides,
                    )
                )
            )
        }
        drop = [
            (pair[0], match_id)
            for pair, (match_id, row) in known.items()
            if pair not in pairs and row.verdict in ("proposed", "automatic")
        ]
        write = []
        for pair, hit in sorted(pairs.items()):
            _id, recorded = known.get(pair, (None, None))
            row = decide_pair(hit, recorded)
            if row and (not recorded or not equal(row, recorded)):
                write.append((*pair, row))
        self._lock({prospect for prospect, *_rest in [*drop, *write]})
        self._drop(drop)
        self._write_matches(write, "other_prospect_id", run)
        return self._count(write)
