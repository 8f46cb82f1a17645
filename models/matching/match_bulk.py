# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import SQL

from .decide import Hit
from .match_verify import HIT_COLUMNS
from .similar import NAME_COLUMNS

# Work tables of one step, made and dropped in it: they hold names for a moment.
HITS = SQL("crm_match_work_hit")
PLAN = SQL("crm_match_work_plan")


class CrmMatchEngine(models.AbstractModel):
    """Decides on many prospects at once, inside PostgreSQL.

    Most prospects are new to matching, or are recorded already just as they would be
    decided again. SQL does these; whatever else there is, verdicts of people first of
    all, is decided one by one by :mod:`decide`, which says the same (a test holds
    them side by side).
    """

    _inherit = "crm.match.engine"

    @api.model
    def _match_clients_in_bulk(self, which, candidates, but=(), run=None):
        """Match prospects with clients.

        :param SQL which: condition on the id of a prospect: `BETWEEN 1 AND 9`
        :param SQL candidates: SELECT (person, other) of all candidates of these
        :param but: ids of prospects that are left as they are
        :param run: the run that does it, if any
        :return: Counter of what was found
        """
        rules = self._rules_for("partner_id")
        self.env.flush_all()
        self._collect_hits(candidates, rules, but)
        self._make_plan()
        apply = self.env["crm.match.apply"]
        special = sorted(self._special(which) - set(but))
        found = apply._apply_plan(PLAN, special, run)
        found.update(apply._apply_clients(special, self._hits_of(special), run))
        self.env.cr.execute(SQL("DROP TABLE %s, %s", HITS, PLAN))
        return found

    @api.model
    def _collect_hits(self, candidates, rules, but):
        """Fill the work table with the pairs that a rule holds for."""
        if rules:
            query = self._hits_query(candidates, "partner_id", rules)
        else:
            query = SQL(
                """SELECT 0 AS person, 0 AS other, 0 AS automatic, 0 AS proposing,
                    0::int8 AS mask, 0::int8 AS asked WHERE FALSE"""
            )
        # Made by a query of its own, which PostgreSQL may spread over processes.
        self._use_processes()
        with self._one_by_one():
            self.env.cr.execute(SQL("CREATE UNLOGGED TABLE %s AS %s", HITS, query))
        if but:
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE person = ANY(%s)", HITS, list(but))
            )
        columns = [SQL.identifier(column) for column in HIT_COLUMNS]
        columns += [
            SQL.identifier(f"{side}_{column}")
            for side in "ab"
            for column in NAME_COLUMNS
        ]
        asked = rules and self.env.execute_query(
            SQL("SELECT %s FROM %s WHERE asked <> 0", SQL(", ").join(columns), HITS)
        )
        if not asked:
            return
        self.env.cr.execute(
            SQL(
                """UPDATE %(hits)s h SET mask = t.mask, automatic = t.automatic,
                    proposing = t.proposing
                FROM (%(told)s) t
                WHERE h.person = t.person AND h.other = t.other AND h.asked <> 0""",
                hits=HITS,
                told=self._told_query(asked, "partner_id", rules),
            )
        )

    @contextmanager
    def _one_by_one(self):
        """Have PostgreSQL look up each of a few persons instead of reading all.

        How many candidates a few persons have it cannot know, and guesses too many.
        """
        self.env.cr.execute(
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
        )
        yield
        self.env.cr.execute(
            "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on"
        )

    @api.model
    def _use_processes(self):
        """Have PostgreSQL use parallel workers in this transaction.

        Each step is too small for that in its own eyes.
        """
        self.env.cr.execute(
            "SET LOCAL parallel_setup_cost = 10; SET LOCAL parallel_tuple_cost = 0.001;"
            " SET LOCAL min_parallel_table_scan_size = 0;"
            " SET LOCAL min_parallel_index_scan_size = 0"
        )

    @api.model
    def _make_plan(self):
        """What :func:`decide.decide` says of prospects of whom nothing is recorded."""
        self.env.cr.execute(
            SQL(
                """CREATE UNLOGGED TABLE %s AS
                SELECT person, other, coalesce(automatic, proposing) AS rule,
                    mask AS evidence,
                    CASE links WHEN 1 THEN 'automatic' ELSE 'proposed' END AS verdict,
                    CASE links WHEN 0 THEN 'proposed' WHEN 1 THEN 'linked'
                        ELSE 'ambiguous' END AS state
                FROM (
                    SELECT h.*, count(automatic) OVER (PARTITION BY person) AS links
                    FROM %s h
                    WHERE automatic IS NOT NULL OR proposing IS NOT NULL) counted
                WHERE links = 0 OR automatic IS NOT NULL
                ORDER BY person, other""",
                PLAN,
                HITS,
            )
        )

    @api.model
    def _special(self, which):
        """Ids of the prospects of whom something else is recorded than is planned."""
        rows = self.env.execute_query(
            SQL(
                """WITH recorded AS MATERIALIZED (
                    SELECT m.prospect_id, m.partner_id,
                        m.verdict = p.verdict AND m.rule_id = p.rule
                            AND m.evidence = p.evidence AND m.rule_version = r.version
                            AND m.confidence = r.confidence
                            AND m.ground_gone IS NOT TRUE
                            AND m.asked_again IS NOT TRUE AS as_planned
                    FROM crm_match m
                    LEFT JOIN %(plan)s p
                        ON p.person = m.prospect_id AND p.other = m.partner_id
                    LEFT JOIN crm_match_rule r ON r.id = p.rule
                    WHERE m.prospect_id %(which)s
                        AND m.partner_id IS NOT NULL)
                SELECT prospect_id FROM recorded WHERE as_planned IS NOT TRUE
                UNION
                SELECT p.person FROM %(plan)s p
                WHERE p.person IN (SELECT prospect_id FROM recorded)
                    AND NOT EXISTS (SELECT FROM recorded r
                        WHERE r.prospect_id = p.person AND r.partner_id = p.other)
                UNION
                SELECT c.id FROM crm_prospect c
                LEFT JOIN %(plan)s p ON p.person = c.id
                WHERE c.id %(which)s AND c.active
                    AND c.match_result IS NOT NULL
                    AND (p.person IS NULL OR p.state <> CASE c.match_result
                        WHEN 'converted' THEN 'linked' ELSE c.match_result END)""",
                plan=PLAN,
                which=which,
            )
        )
        return {prospect_id for (prospect_id,) in rows}

    @api.model
    def _hits_of(self, ids):
        """dict prospect -> list of :class:`decide.Hit`, from the work table."""
        hits = {}
        rows = ids and self.env.execute_query(
            SQL(
                """SELECT person, other, automatic, proposing, mask FROM %s
                WHERE person = ANY(%s)
                    AND (automatic IS NOT NULL OR proposing IS NOT NULL)""",
                HITS,
                ids,
            )
        )
        for prospect, *hit in rows or ():
            hits.setdefault(prospect, []).append(Hit(*hit))
        return hits
