# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .score_factor import WORD_FACTORS

# Fields of a contact that come from its row of scores.
SCORE_FIELDS = ["score_ids", "score", "rank", "kind_rank", "status", "computed_at"]


class Lines(NamedTuple):
    """The lines of a version in SQL; the id of the line chosen for a factor is in the
    column `line_FACTOR`.
    """

    factors: tuple
    choices: SQL
    points: SQL
    columns: SQL


class CrmContactScorer(models.AbstractModel):
    """Scores contacts: one statement for one person, for fifty, and for everybody.

    Conditions are SQL on the column `person`, the id of the prospect or client, for
    example ``SQL("person = ANY(%s)", ids)``.
    """

    _name = "crm.contact.scorer"
    _description = "Scoring of Contacts"

    # ------------------------------------------------------------------ statement

    @api.model
    def _select_scores(self, owner, condition, model=None):
        """Scores of all contacts of persons, whatever is stored of them by now.

        :param owner: `prospect_id` or `partner_id`
        :param SQL condition: which persons, on the column `person`
        :param model: version (`crm.contact.score.model`), the active one by default
        :return: SELECT of point_id, person, kind, score, factor_ids, rank, kind_rank
            and status
        :rtype: SQL
        """
        model = (model or self._get_model()).sudo()
        self.env.flush_all()
        lines = self._get_lines(model)
        best_first = SQL("score DESC, last_seen DESC NULLS LAST, point_id")
        # OFFSET 0 has PostgreSQL compute each fact and choice once, without keeping
        # the rows of a whole slice.
        return SQL(
            """WITH %(relations)s,
            facts AS (%(facts)s OFFSET 0),
            chosen AS (
                SELECT f.point_id, f.person, f.kind, f.last_seen,
                    %(status)s AS status %(choices)s
                FROM facts f OFFSET 0),
            scored AS (
                SELECT point_id, person, kind, last_seen, status,
                    greatest(0, least(1000, %(points)s)) AS score,
                    array_remove(ARRAY[%(columns)s]::int[], NULL) AS factor_ids
                FROM chosen)
            SELECT point_id, person, kind, score, factor_ids,
                row_number() OVER (
                    PARTITION BY person ORDER BY %(best_first)s)::int AS rank,
                row_number() OVER (
                    PARTITION BY person, kind ORDER BY %(best_first)s)::int
                    AS kind_rank,
                status
            FROM scored""",
            relations=SQL(", ").join(
                SQL("%s AS (%s)", SQL.identifier(name), query)
                for name, query in self._get_relations(owner, condition, model).items()
            ),
            facts=self._select_facts(lines.factors),
            status=self._get_status(model),
            choices=lines.choices,
            points=lines.points,
            columns=lines.columns,
            best_first=best_first,
        )

    @api.model
    def _get_model(self):
        """The version that contacts are scored by."""
        return self.env["crm.contact.score.model"]._active()

    @api.model
    def _get_lines(self, model):
        """The :class:`Lines` of a version."""
        if model.state == "draft":
            return self._prepare_lines(model.id)
        return self._get_fixed_lines(model.id)

    @api.model
    @ormcache("model_id")
    def _get_fixed_lines(self, model_id):
        """Lines of a version that was active: they never change.

        Putting them into SQL takes longer than scoring one client.
        """
        return self._prepare_lines(model_id)

    @api.model
    def _prepare_lines(self, model_id):
        lines = self._fetch_lines(model_id)
        columns = {factor: SQL.identifier(f"line_{factor}") for factor in lines}
        points = [self._get_points(columns[code], lines[code]) for code in lines]
        return Lines(
            factors=tuple(lines),
            choices=SQL().join(
                SQL(", %s AS %s", self._choose_line(code, rows), columns[code])
                for code, rows in lines.items()
            ),
            points=SQL(" + ").join(points or [SQL("0")]),
            columns=SQL(", ").join(columns.values()),
        )

    @api.model
    def _fetch_lines(self, model_id):
        """dict factor -> list of (id, value, from, to, points)"""
        lines = {}
        for factor, *line in self.env.execute_query(
            SQL(
                """SELECT factor, id, value, bound_from, bound_to, points
                FROM crm_contact_score_factor
                WHERE model_id = %s ORDER BY sequence, id""",
                model_id,
            )
        ):
            lines.setdefault(factor, []).append(line)
        return lines

    @api.model
    def _choose_line(self, factor, lines):
        """SQL: id of the line that a fact falls into, or NULL."""
        fact = SQL.identifier("f", f"fact_{factor}")
        cases = []
        for line_id, value, bound_from, bound_to, _points in lines:
            if factor in WORD_FACTORS:
                test = SQL("%s = %s", fact, value)
            else:
                # What is not known falls into no line. No number is below zero, so that
                # zero is an open end as well.
                ends = [
                    SQL("%s %s %s", fact, SQL(sign), self._get_bound(bound))
                    for sign, bound in ((">=", bound_from), ("<", bound_to))
                    if bound
                ]
                test = SQL(" AND ").join(ends or [SQL("%s IS NOT NULL", fact)])
            cases.append(SQL("WHEN %s THEN %s", test, line_id))
        return SQL("CASE %s END", SQL(" ").join(cases))

    @api.model
    def _get_bound(self, bound):
        """A whole number where it is one: those compare many times faster."""
        return int(bound) if bound == int(bound) else float(bound)

    @api.model
    def _get_points(self, column, lines):
        """SQL: points of the line whose id is in a column, 0 without one."""
        cases = SQL(" ").join(
            SQL("WHEN %s THEN %s", line_id, points) for line_id, *_rest, points in lines
        )
        return SQL("CASE %s %s ELSE 0 END", column, cases)

    # ------------------------------------------------------------------ rows

    @api.model
    def _score(self, owner, ids):
        """Score the contacts of persons now, in as many statements for one as for all.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the prospects or clients
        :return: number of rows written: only those that differ are
        """
        return self._write_scores(owner, SQL("person = ANY(%s)", sorted(ids)))

    @api.model
    def _write_scores(self, owner, condition):
        """Write the scores of persons that differ from what is stored.

        :param owner: `prospect_id` or `partner_id`
        :param SQL condition: which persons, on the column `person`
        :return: number of rows written
        """
        model = self._get_model()
        if not model:
            return 0
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_contact_score (point_id, model_id, score, factor_ids,
                    rank, kind_rank, status, computed_at)
                SELECT n.point_id, %(model)s, n.score, n.factor_ids, n.rank,
                    n.kind_rank, n.status, %(now)s
                FROM (%(scores)s) n
                -- A row that is right is neither locked nor written.
                LEFT JOIN crm_contact_score t ON t.point_id = n.point_id
                WHERE t.id IS NULL OR t.model_id <> %(model)s OR t.score <> n.score
                    OR t.rank <> n.rank OR t.kind_rank <> n.kind_rank
                    OR t.status <> n.status OR t.factor_ids <> n.factor_ids
                ORDER BY n.point_id
                ON CONFLICT (point_id) DO UPDATE SET model_id = EXCLUDED.model_id,
                    score = EXCLUDED.score, factor_ids = EXCLUDED.factor_ids,
                    rank = EXCLUDED.rank, kind_rank = EXCLUDED.kind_rank,
                    status = EXCLUDED.status, computed_at = EXCLUDED.computed_at""",
                model=model.id,
                now=fields.Datetime.now(),
                scores=self._select_scores(owner, condition, model),
            ),
            # Conflicts with other users are met by trying the whole call again.
            log_exceptions=False,
        )
        written = self.env.cr.rowcount
        self.env["crm.contact.score"].invalidate_model(flush=False)
        self.env["crm.contact.point"].invalidate_model(SCORE_FIELDS, flush=False)
        return written
