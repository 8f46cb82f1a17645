# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter, defaultdict

from odoo import api, models
from odoo.tools import SQL

from .decide import Hit, Known, Row, decide

# Columns of a recorded match that make a decide.Row, of the alias m.
ROW = SQL(
    """m.verdict, m.rule_id, m.evidence, coalesce(m.ground_gone, FALSE),
        coalesce(m.asked_again, FALSE)"""
)


class CrmMatchApply(models.AbstractModel):
    """Records decisions: only what differs is written, in a few statements a batch.

    Prospects are locked in the order of their ids before anything is written, so
    that a concurrent verdict or run is met on a row, by a statement without values,
    and the whole batch is tried again.
    """

    _name = "crm.match.apply"
    _description = "Match Recorder"

    # ------------------------------------------------------------------ clients

    @api.model
    def _apply_clients(self, ids, hits, run=None):
        """Decide on prospects and record it.

        :param ids: sorted ids of all prospects looked at
        :param hits: dict prospect id -> list of :class:`decide.Hit`
        :param run: the run that does it, if any
        :return: Counter with `links`, `proposals`, `ambiguous` and (rule id, …)
        """
        drop, write, changes = self._plan_clients(ids, hits)
        concerned = {prospect for prospect, *_rest in [*drop, *write]}
        changed = {prospect for prospect, *_rest in changes}
        self._lock(concerned | changed)
        self._touch(concerned - changed)
        self._drop(drop)
        self._write_matches(write, "partner_id", run)
        self._write_links(changes)
        found = self._count(write)
        found["ambiguous"] += sum(state == "ambiguous" for _p, _c, _r, state in changes)
        return found

    @api.model
    def _plan_clients(self, ids, hits):
        """Decide on prospects; nothing is written.

        :param ids: sorted ids of all prospects looked at
        :param hits: dict prospect id -> list of :class:`decide.Hit`
        :return: what would differ from what is recorded: matches to drop as
            (prospect, match id), to write as (prospect, client, Row), and prospects
            to change as (prospect, client, rule, state)
        """
        self.env.flush_all()
        known, held, current = {}, {}, {}
        if self._is_any_recorded(ids):
            known, held = self._fetch_known(ids)
            current = self._fetch_results(ids)
        drop, write, changes = [], [], []
        for prospect in sorted(hits.keys() | known.keys() | current.keys()):
            pairs = known.get(prospect, {})
            decision = decide(
                _with_held(hits.get(prospect, ()), held.get(prospect, ())),
                {other: pair for other, (pair, _id, _row) in pairs.items()},
            )
            for other, (pair, match_id, _row) in pairs.items():
                machine = pair.verdict in ("proposed", "automatic")
                if machine and other not in decision.rows:
                    drop.append((prospect, match_id))
            for other, row in decision.rows.items():
                if other not in pairs or not equal(row, pairs[other][2]):
                    write.append((prospect, other, row))
            if decision.state != "final":
                result = _result(decision)
                if result != current.get(prospect, (None, None, None)):
                    changes.append((prospect, *result))
        return drop, write, changes

    @api.model
    def _is_any_recorded(self, ids):
        """Whether anything is recorded of any of these prospects.

        Nothing is of newcomers, and to ask what would take as long as to index them.
        """
        [(found,)] = self.env.execute_query(
            SQL(
                """SELECT EXISTS (SELECT FROM crm_match
                        WHERE prospect_id = ANY(%(ids)s))
                    OR EXISTS (SELECT FROM crm_prospect
                        WHERE id = ANY(%(ids)s) AND match_result IS NOT NULL)""",
                ids=list(ids),
            )
        )
        return found

    @api.model
    def _fetch_known(self, ids):
        """What is recorded of prospects and clients.

        :return: dict prospect -> dict client -> (Known, match id, recorded Row), and
            dict prospect -> list of the :class:`decide.Hit` of links whose rule is
            being prepared: it is not asked now, and is taken to hold still
        """
        known, held = defaultdict(dict), defaultdict(list)
        query = SQL(
            """SELECT m.prospect_id, m.partner_id, m.id,
                m.verdict IN ('automatic', 'proposed') AND r.state = 'active'
                    AND r.active AND EXISTS (
                    SELECT FROM crm_match_rule_crm_match_signature_rel l
                    JOIN crm_match_signature s ON s.id = l.crm_match_signature_id
                    WHERE l.crm_match_rule_id = r.id AND s.state <> 'ready'),
                m.rule_version IS DISTINCT FROM r.version
                    OR m.confidence IS DISTINCT FROM r.confidence,
                %(changed)s, %(row)s
            FROM crm_match m
            -- An archived prospect is not indexed: what it was it stays.
            JOIN crm_person_index i ON i.prospect_id = m.prospect_id
            LEFT JOIN crm_match_rule r ON r.id = m.rule_id
            WHERE m.prospect_id = ANY(%(ids)s) AND m.partner_id IS NOT NULL""",
            ids=list(ids),
            row=ROW,
            changed=self.env["crm.match"]._is_changed("partner_id"),
        )
        rows = self.env.execute_query(query)
        for prospect, client, match_id, waits, stale, changed, *row in rows:
            row = Row(*row)
            pair = Known(row.verdict, row.ground_gone, row.asked_again, changed)
            # Nothing equals a result of an older version of its rule.
            fresh = not stale or waits or row.ground_gone
            recorded = row if fresh else row._replace(evidence=-1)
            known[prospect][client] = (pair, match_id, recorded)
            if waits:
                links = row.verdict == "automatic"
                rules = (row.rule, None) if links else (None, row.rule)
                held[prospect].append(Hit(client, *rules, row.evidence))
        return known, held

    @api.model
    def _fetch_results(self, ids):
        """dict prospect -> (client, rule, state), of those with a result."""
        return {
            prospect: (client, rule, state)
            for prospect, client, rule, state in self.env.execute_query(
                SQL(
                    """SELECT p.id, p.partner_id, p.match_rule_id,
                        CASE p.match_result WHEN 'converted' THEN 'linked'
                            ELSE p.match_result END
                    FROM crm_prospect p
                    JOIN crm_person_index i ON i.prospect_id = p.id
                    WHERE p.id = ANY(%s) AND p.match_result IS NOT NULL""",
                    list(ids),
                )
            )
        }

    @api.model
    def _count(self, rows):
        """Counter of links and proposals among written rows, in all and by rule."""
        found = Counter()
        for *_pair, row in rows:
            if row.verdict == "rejected":
                continue
            kind = "links" if row.verdict == "automatic" else "proposals"
            found[kind] += 1
            found[row.rule, kind] += 1
        return found

    # ------------------------------------------------------------------ in bulk

    @api.model
    def _apply_plan(self, plan, but, run):
        """Record the decisions on prospects of whom nothing is recorded yet.

        :param SQL plan: table (person, other, rule, evidence, verdict, state)
        :param but: ids of prospects of the plan that are decided one by one
        :param run: the run that does it
        :return: Counter as of :meth:`_apply_clients`
        """
        # Also those who are recorded as planned drop out: they are not to be touched.
        new = SQL(
            """person <> ALL(%s) AND NOT EXISTS (SELECT FROM crm_match m
                WHERE m.prospect_id = person AND m.partner_id IS NOT NULL)""",
            list(but),
        )
        self.env.cr.execute(SQL("DELETE FROM %s WHERE NOT (%s)", plan, new))
        # Everybody who is written in this step, in the order of ids: who writes the
        # same prospects meets this here, and neither waits for the other for ever.
        self.env.cr.execute(
            SQL(
                """SELECT FROM crm_prospect
                WHERE id IN (SELECT person FROM %s UNION SELECT unnest(%s::int[]))
                ORDER BY id FOR NO KEY UPDATE""",
                plan,
                list(but),
            ),
            log_exceptions=False,
        )
        self._update_links(
            SQL(
                """SELECT DISTINCT ON (person) person AS id,
                    CASE state WHEN 'linked' THEN other END AS client,
                    CASE state WHEN 'linked' THEN rule END AS rule, state
                FROM %s ORDER BY person""",
                plan,
            )
        )
        self._insert_matches(
            SQL(
                """SELECT person AS prospect, other, verdict, rule, evidence,
                    FALSE AS gone, FALSE AS asked
                FROM %s ORDER BY person, other""",
                plan,
            ),
            "partner_id",
            run,
        )
        self.env["crm.prospect"].invalidate_model()
        self.env["crm.match"].invalidate_model()
        found = Counter()
        for rule, state, pairs in self.env.execute_query(
            SQL("SELECT rule, state, count(*) FROM %s GROUP BY rule, state", plan)
        ):
            kind = "links" if state == "linked" else "proposals"
            found[kind] += pairs
            found[rule, kind] += pairs
        [(found["ambiguous"],)] = self.env.execute_query(
            SQL("SELECT count(DISTINCT person) FROM %s WHERE state = 'ambiguous'", plan)
        )
        return found


def _result(decision):
    """(client, rule, state) that the columns of the prospect should say."""
    rule = decision.client and decision.rows[decision.client].rule
    return decision.client, rule, None if decision.state == "none" else decision.state


def _with_held(hits, held):
    """Hits and held links, at most one per client; an automatic hit wins."""
    found = {hit.other: hit for hit in held}
    found.update((hit.other, hit) for hit in hits if hit.automatic)
    return [*found.values(), *(hit for hit in hits if hit.other not in found)]


def equal(row, recorded):
    """Whether a pair is recorded as it should be; without rule, any rule will do."""
    if row.rule is None:
        row = row._replace(rule=recorded.rule)
    return row == recorded
