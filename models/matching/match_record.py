# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..prospect.prospect_former_link import KEPT


class CrmMatchApply(models.AbstractModel):
    """The statements that write decisions; none has a value of a person in it."""

    _inherit = "crm.match.apply"

    @api.model
    def _lock(self, prospect_ids):
        """Lock prospects in the order of ids; conflicts show up here, value-free."""
        if prospect_ids:
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
            values = zip(
                *((prospect, other, *row) for prospect, other, row in part), strict=True
            )
            self._insert_matches(
                SQL(
                    """SELECT * FROM unnest(%s::int[], %s::int[], %s::text[],
                        %s::int[], %s::int8[], %s::bool[], %s::bool[])
                        AS n(prospect, other, verdict, rule, evidence, gone, asked)""",
                    *map(list, values),
                ),
                side,
                run,
            )
        if rows:
            self.env["crm.match"].invalidate_model()

    @api.model
    def _insert_matches(self, rows, side, run):
        """Insert or update the pairs given by a query.

        :param SQL rows: SELECT (prospect, other, verdict, rule, evidence, gone, asked)
        :param side: whose id the other one is: `partner_id` or `other_prospect_id`
        :param run: the run that found them, if any
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_match AS m (prospect_id, %(side)s, verdict, rule_id,
                    rule_version, evidence, ground_gone, asked_again, confidence, date,
                    run_id)
                SELECT n.prospect, n.other, n.verdict, n.rule, r.version, n.evidence,
                    n.gone, n.asked, r.confidence, now() AT TIME ZONE 'UTC', %(run)s
                FROM (%(rows)s) n
                LEFT JOIN crm_match_rule r ON r.id = n.rule
                ON CONFLICT (prospect_id, %(side)s) WHERE %(side)s IS NOT NULL
                DO UPDATE SET verdict = EXCLUDED.verdict,
                    -- Where the ground is gone, what it was stays readable.
                    rule_id = coalesce(EXCLUDED.rule_id, m.rule_id),
                    rule_version = coalesce(EXCLUDED.rule_version, m.rule_version),
                    evidence = EXCLUDED.evidence,
                    ground_gone = EXCLUDED.ground_gone,
                    asked_again = EXCLUDED.asked_again,
                    confidence = coalesce(EXCLUDED.confidence, m.confidence),
                    date = EXCLUDED.date, run_id = EXCLUDED.run_id
                WHERE m.verdict IN ('proposed', 'automatic')
                    OR m.verdict = 'rejected' AND m.asked_again IS NOT TRUE
                        AND EXCLUDED.asked_again""",
                side=SQL.identifier(side),
                run=run.id if run else None,
                rows=rows,
            ),
            log_exceptions=False,
        )

    @api.model
    def _write_links(self, changes):
        """Bring the columns of the prospects in line with the decisions.

        :param changes: list of (prospect, client, rule, state)
        """
        if not changes:
            return
        values = list(map(list, zip(*changes, strict=True)))
        self._update_links(
            SQL(
                """SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[])
                    AS n(id, client, rule, state)""",
                *values,
            )
        )
        self.env["crm.prospect"].browse(values[0]).invalidate_recordset()

    @api.model
    def _update_links(self, decided):
        """Write the links given by a query; those that change are remembered.

        :param SQL decided: SELECT (id, client, rule, state), by prospect
        """
        self.env.cr.execute(
            SQL(
                """WITH written AS (UPDATE crm_prospect p SET
                    partner_id = n.client,
                    match_rule_id = n.rule,
                    link_user_id = NULL,
                    link_date = CASE WHEN n.client = p.partner_id THEN p.link_date
                        WHEN n.client IS NOT NULL THEN now() AT TIME ZONE 'UTC' END,
                    link_kind = CASE WHEN n.client IS NULL THEN NULL
                        WHEN p.conversion_date IS NOT NULL
                            OR c.client_since > p.registration_date::date
                        THEN 'became' ELSE 'already' END,
                    match_result = CASE WHEN n.state = 'linked'
                            AND (p.conversion_date IS NOT NULL
                                OR c.client_since > p.registration_date::date)
                        THEN 'converted' ELSE n.state END
                FROM (%(decided)s) n
                JOIN crm_prospect before ON before.id = n.id
                LEFT JOIN res_partner c ON c.id = n.client
                WHERE p.id = n.id
                RETURNING before.id, before.partner_id, %(kept)s, n.client),
                changed AS (SELECT * FROM written
                    WHERE partner_id IS DISTINCT FROM client),
                former AS (%(former)s)
                SELECT DISTINCT partner_id, client FROM changed""",
                decided=decided,
                kept=SQL(", ").join(SQL.identifier("before", name) for name in KEPT),
                former=self.env["crm.prospect.former.link"]._insertion(SQL("changed")),
            ),
            log_exceptions=False,
        )
        # What a prospect is known by counts for the client it is linked with.
        changed = self.env.cr.fetchall()
        clients = {client for pair in changed for client in pair if client}
        self.env["crm.contact.scorer"]._queue("partner_id", clients)
