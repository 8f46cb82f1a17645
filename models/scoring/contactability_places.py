# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmContactabilityPlace(models.Model):
    """Places are counted at night, for every score there can be."""

    _inherit = "crm.contactability.place"

    @api.model
    def _count_places(self):
        """Bring the places of all scores up to date; return how many changed.

        Dense: equals share a place, and the next worse score has the next place. A
        client of a company has his place among those whom the people of the company
        see: its clients and those of all companies.
        """
        self.env.cr.execute(
            SQL(
                """WITH counted AS (%s),
                own AS (SELECT DISTINCT company FROM counted UNION SELECT NULL),
                seen AS (
                    SELECT o.company, c.score, sum(c.clients) AS clients
                    FROM own o JOIN counted c
                        ON c.company IS NULL OR c.company = o.company
                    GROUP BY o.company, c.score),
                places AS (
                    SELECT n.score, o.company, coalesce(c.clients, 0)::int AS clients,
                        (1 + count(c.score) OVER (PARTITION BY o.company
                            ORDER BY n.score DESC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::int
                            AS place,
                        coalesce(round(100 * sum(c.clients) OVER (
                            PARTITION BY o.company ORDER BY n.score
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                            / nullif(sum(c.clients) OVER (PARTITION BY o.company), 0),
                            2), 0) AS percentile
                    FROM generate_series(0, 1000) AS n(score)
                    CROSS JOIN own o
                    LEFT JOIN seen c ON c.score = n.score
                        AND c.company IS NOT DISTINCT FROM o.company)
                INSERT INTO crm_contactability_place AS k
                    (score, company_id, clients, place, percentile)
                SELECT p.* FROM places p
                LEFT JOIN crm_contactability_place o ON o.score = p.score
                    AND o.company_id IS NOT DISTINCT FROM p.company
                WHERE (o.clients, o.place, o.percentile)
                    IS DISTINCT FROM (p.clients, p.place, p.percentile)
                ON CONFLICT (score, COALESCE(company_id, 0)) DO UPDATE
                SET clients = EXCLUDED.clients, place = EXCLUDED.place,
                    percentile = EXCLUDED.percentile""",
                self._counted_scores(),
            )
        )
        self.invalidate_model()
        return self.env.cr.rowcount

    @api.model
    def _counted_scores(self):
        """SELECT of company, score and how many clients of that company have it."""
        clients = self.env["res.partner"].sudo().with_context(active_test=False)
        of_company = [("company_id", "!=", False), ("is_client", "=", True)]
        if not clients.search_count(of_company, limit=1):
            # As a rule there are none: a million cards need not be read for it.
            return SQL(
                """SELECT NULL::int AS company, score, count(*) AS clients
                FROM crm_contactability GROUP BY score"""
            )
        return SQL(
            """SELECT p.company_id AS company, a.score, count(*) AS clients
            FROM crm_contactability a JOIN res_partner p ON p.id = a.partner_id
            GROUP BY p.company_id, a.score"""
        )
