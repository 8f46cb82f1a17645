# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Points of a proposal: up to 50 the more uncertain it is, for that decision tells the
# most; 50 for a link that lost its ground; and one for every day it waits. Ageing moves
# all of them alike, so that only the date counts and an index has the order.
POINTS = """(50 - abs(50 - COALESCE(%(confidence)s, 50))
    + CASE WHEN %(ground_gone)s THEN 50 ELSE 0 END
    - date_part('epoch', %(date)s) / 86400)"""
POINT_COLUMNS = ("confidence", "ground_gone", "date")
# Each queue is looked into that far: enough for as many reviewers at once.
WINDOW = 200
# How often a sample of the automatic links comes before the proposals: neither is to
# wait until there is none of the other left.
SAMPLE_SHARE = 0.2


class CrmMatch(models.Model):
    """The order in which proposals are reviewed."""

    _inherit = "crm.match"

    _desk_queue = models.Index(
        f"({POINTS % {column: column for column in POINT_COLUMNS}})"
        " WHERE verdict = 'proposed'"
    )


class CrmProspect(models.Model):
    """Ambiguous prospects, which the desk looks at first."""

    _inherit = "crm.prospect"

    _ambiguous = models.Index("(id) WHERE match_result = 'ambiguous'")


class CrmMatchDesk(models.AbstractModel):
    """The review desk: what waits for a person, and in which order.

    The unit of work is a prospect with all its waiting pairs, so that the candidates
    of an ambiguous one are seen together.
    """

    _name = "crm.match.desk"
    _description = "Review Desk"

    @api.model
    def _get_queues(self, seen):
        """Domains and orders of the bounded queues that the next pairs come from.

        Can be overridden to add one: what is in no queue is not seen, what is in
        several is ranked once. An order needs an index on its own domain, for there
        may be a million proposals.

        :param seen: ids of prospects that are not wanted
        :return: list of (Domain on `crm.match`, SQL order)
        """
        proposed = Domain("verdict", "=", "proposed")
        # Limited by itself, or all proposals would be read for them.
        ambiguous = self.env["crm.prospect"]._search(
            [("match_result", "=", "ambiguous")]
        )
        ambiguous.add_where(self._is_free(SQL("crm_prospect.id"), seen))
        ambiguous.order = SQL("crm_prospect.id")
        ambiguous.limit = WINDOW
        return [
            (proposed, SQL("%s DESC", self._get_points("crm_match"))),
            (
                proposed & Domain("prospect_id", "in", ambiguous),
                SQL("crm_match.prospect_id"),
            ),
            (self._get_sample_domain(), SQL("crm_match.id")),
        ]

    @api.model
    def _is_free(self, prospect, seen):
        """SQL: nobody else has the prospect before him, and the caller wants him.

        :param SQL prospect: column with the id of the prospect
        :param seen: ids of prospects that are not wanted
        """
        taken = self.env["crm.match.claim"]._is_taken(prospect)
        return SQL("%s <> ALL(%s) AND NOT %s", prospect, list(seen), taken)

    @api.model
    def _get_points(self, alias):
        """SQL of the points that a proposal has by itself; the index has the same.

        :param str alias: of the table of matches
        """
        return SQL(POINTS, **{c: SQL.identifier(alias, c) for c in POINT_COLUMNS})

    @api.model
    def _get_desk_priority(self):
        """SQL of the urgency of a match `m` of a prospect `p`, the greatest first.

        Can be overridden: ``SQL("%s + …", super()._get_desk_priority())``. It ranks
        what :meth:`_get_queues` brings. In an ambiguous set, clients are known for
        sure and only wait to be told apart.
        """
        return SQL(
            "%s + CASE p.match_result WHEN 'ambiguous' THEN 50 ELSE 0 END",
            self._get_points("m"),
        )

    @api.model
    def _get_sample_share(self):
        """How often a sample comes first, from 0 to 1; can be overridden."""
        return SAMPLE_SHARE

    @api.model
    def _get_sample_domain(self):
        waiting = self.env["crm.match.sample"]._waiting_ids()
        return Domain("verdict", "=", "automatic") & Domain(
            "id", "in", SQL("(%s)", waiting)
        )

    @api.model
    def _get_waiting_domain(self):
        """Domain of all matches that the desk may show."""
        proposed = Domain("verdict", "=", "proposed")
        return self._get_readable_domain() & (proposed | self._get_sample_domain())

    @api.model
    def _get_readable_domain(self):
        """Active prospects, with clients whom the caller may see.

        The rules on matches tell nothing of the client. He is looked up match by
        match: a set of all readable partners would be made anew for each question.
        """

        def is_readable(model, alias, query):
            clients = model.env["res.partner"].with_context(active_test=False)
            client = clients._search([])
            column = SQL.identifier(alias, "partner_id")
            client.add_where(SQL("res_partner.id = %s", column))
            return SQL("(%s IS NULL OR (%s))", column, client.select(SQL("TRUE")))

        return Domain("prospect_id.active", "=", True) & Domain.custom(
            to_sql=is_readable
        )

    @api.model
    def _rank(self, seen):
        """Ids of the prospects to review next, the most urgent first.

        :param seen: ids of prospects that are not wanted
        """
        matches = self.env["crm.match"]
        matches.flush_model()
        self.env["crm.prospect"].flush_model()
        readable = self._get_readable_domain()
        queues = []
        for domain, order in self._get_queues(seen):
            query = matches._search(domain & readable)
            query.add_where(self._is_free(SQL("crm_match.prospect_id"), seen))
            query.order = order
            query.limit = WINDOW
            queues.append(SQL("(%s)", query.select()))
        rows = self.env.execute_query(
            SQL(
                """SELECT m.prospect_id FROM crm_match m
                JOIN crm_prospect p ON p.id = m.prospect_id
                WHERE m.id IN (%s)
                GROUP BY m.prospect_id
                ORDER BY bool_and(m.verdict = 'automatic') = %s, max(%s) DESC,
                    m.prospect_id""",
                SQL(" UNION ").join(queues),
                random.random() >= self._get_sample_share(),
                self._get_desk_priority(),
            )
        )
        return [prospect_id for (prospect_id,) in rows]
