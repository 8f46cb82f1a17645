# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter, defaultdict

from odoo import api, models
from odoo.tools import SQL

from .decide import Hit, Known, Row, decide


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
        self.env.flush_all()
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
    def _fetch_known(self, ids):
        """What is recorded of prospects and clients.

        :return: dict prospect -> dict client -> (Known, match id, recorded Row), and
            dict prospect -> list of the :class:`decide.Hit` of links whose rule is
            being prepared: it is not asked now, and is taken to hold still
        """
        known, held = defaultdict(dict), defaultdict(list)
        query = SQL(
            """SELECT m.prospect_id, m.partner_id, m.id,
                m.verdict = 'automatic' AND r.state = 'active' AND s.state <> 'ready',
                m.verdict, m.rule_id, m.evidence, coalesce(m.ground_gone, FALSE)
            FROM crm_match m
            -- An archived prospect is not indexed: what it was it stays.
            JOIN crm_person_index i ON i.prospect_id = m.prospect_id
            LEFT JOIN crm_match_rule r ON r.id = m.rule_id
            LEFT JOIN crm_match_signature s ON s.id = r.signature_id
            WHERE m.prospect_id = ANY(%s) AND m.partner_id IS NOT NULL""",
            list(ids),
        )
        for prospect, client, match_id, waits, *row in self.env.execute_query(query):
            row = Row(*row)
            pair = Known(row.verdict, row.ground_gone)
            known[prospect][client] = (pair, match_id, row)
            if waits:
                held[prospect].append(Hit(client, row.rule, None, row.evidence))
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
    def _write_links(self, changes):
        """Bring the columns of the prospects in line with the decisions."""
        if not changes:
            return
        ids, clients, rules, states = map(list, zip(*changes, strict=True))
        self.env.cr.execute(
            SQL(
                """UPDATE crm_prospect p SET
                    partner_id = n.client,
                    match_rule_id = n.rule,
                    link_user_id = NULL,
                    link_date = CASE WHEN n.client = p.partner_id THEN p.link_date
                        WHEN n.client IS NOT NULL THEN now() AT TIME ZONE 'UTC' END,
                    link_kind = CASE WHEN n.client IS NULL THEN NULL
                        WHEN c.client_since > p.registration_date::date THEN 'became'
                        ELSE 'already' END,
                    match_result = CASE WHEN n.state = 'linked'
                            AND c.client_since > p.registration_date::date
                        THEN 'converted' ELSE n.state END
                FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[])
                    AS n(id, client, rule, state)
                LEFT JOIN res_partner c ON c.id = n.client
                WHERE p.id = n.id""",
                ids,
                clients,
                rules,
                states,
            )
        )
        self.env["crm.prospect"].browse(ids).invalidate_recordset()

    @api.model
    def _count(self, rows):
        """Counter of links and proposals among written rows, in all and by rule."""
        found = Counter()
        for *_pair, row in rows:
            kind = "links" if row.verdict == "automatic" else "proposals"
            found[kind] += 1
            found[row.rule, kind] += 1
        return found

    # ------------------------------------------------------------------ statements

    @api.model
    def _lock(self, prospect_ids):
        """Lock prospects in the order of ids; conflicts show up here, value-free."""
        self.env.cr.execute(
            SQL(
                """SELECT FROM crm_prospect WHERE id = ANY(%s)
                ORDER BY id FOR NO KEY UPDATE""",
                sorted(prospect_ids),
            ),
            log_exceptions=False,
        )

    @api.model
    def _touch(self, prospect_ids):
        """Update prospects of which only the pairs change.

        A lock is forgotten at the commit. After an update, a transaction that began
        before it and decides on the same prospect later has to begin anew.
        """
        if prospect_ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_prospect SET match_result = match_result"
                    " WHERE id = ANY(%s)",
                    sorted(prospect_ids),
                ),
                log_exceptions=False,
            )

    @api.model
    def _drop(self, matches):
        """Delete matches given as (prospect, match id)."""
        if matches:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM crm_match WHERE id = ANY(%s)",
                    [match_id for _prospect, match_id in matches],
                ),
                log_exceptions=False,
            )
            self.env["crm.match"].invalidate_model()

    @api.model
    def _write_matches(self, rows, side, run):
        """Insert or update pairs; never one with the verdict of a person.

        Those that link nothing go first: the unique index on the linking ones holds
        at every moment.
        """
        for linking in (False, True):
            part = [row for row in rows if (row[2].verdict == "automatic") == linking]
            if not part:
                continue
            values = [
                (prospect, other, r.verdict, r.rule, r.evidence, r.ground_gone)
                for prospect, other, r in part
            ]
            self.env.cr.execute(
                SQL(
                    """INSERT INTO crm_match AS m (prospect_id, %(side)s, verdict,
                        rule_id, rule_version, evidence, ground_gone, confidence,
                        date, run_id)
                    SELECT n.prospect, n.other, n.verdict, n.rule, r.version,
                        n.evidence, n.gone, r.confidence, now() AT TIME ZONE 'UTC',
                        %(run)s
                    FROM unnest(%(prospects)s::int[], %(others)s::int[],
                            %(verdicts)s::text[], %(rules)s::int[],
                            %(evidence)s::int8[], %(gone)s::bool[])
                        AS n(prospect, other, verdict, rule, evidence, gone)
                    LEFT JOIN crm_match_rule r ON r.id = n.rule
                    ON CONFLICT (prospect_id, %(side)s) WHERE %(side)s IS NOT NULL
                    DO UPDATE SET verdict = EXCLUDED.verdict,
                        -- Where the ground is gone, what it was stays readable.
                        rule_id = coalesce(EXCLUDED.rule_id, m.rule_id),
                        rule_version =
                            coalesce(EXCLUDED.rule_version, m.rule_version),
                        evidence = EXCLUDED.evidence,
                        ground_gone = EXCLUDED.ground_gone,
                        confidence = coalesce(EXCLUDED.confidence, m.confidence),
                        date = EXCLUDED.date, run_id = EXCLUDED.run_id
                    WHERE m.verdict IN ('proposed', 'automatic')""",
                    side=SQL.identifier(side),
                    run=run.id if run else None,
                    **dict(
                        zip(
                            ("prospects", "others", "verdicts", "rules")
                            + ("evidence", "gone"),
                            map(list, zip(*values, strict=True)),
                            strict=True,
                        )
                    ),
                ),
                log_exceptions=False,
            )
        if rows:
            self.env["crm.match"].invalidate_model()


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
