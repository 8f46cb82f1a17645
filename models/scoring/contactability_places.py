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

        Dense: equals share a place, and the next worse score has the next place.
        """
        self.env.cr.execute(
            SQL(
                """WITH counted AS (
                    SELECT score, count(*) AS clients
                    FROM crm_contactability GROUP BY score),
                places AS (
                    SELECT n.score, coalesce(c.clients, 0)::int AS clients,
                        (1 + count(c.score) OVER (ORDER BY n.score DESC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::int
                            AS place,
                        coalesce(round(100 * sum(c.clients) OVER (ORDER BY n.score
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                            / nullif(sum(c.clients) OVER (), 0), 2), 0) AS percentile
                    FROM generate_series(0, 1000) AS n(score)
                    LEFT JOIN counted c ON c.score = n.score)
                INSERT INTO crm_contactability_place AS k
                    (score, clients, place, percentile)
                SELECT p.* FROM places p
                LEFT JOIN crm_contactability_place o ON o.score = p.score
                WHERE (o.clients, o.place, o.percentile)
                    IS DISTINCT FROM (p.clients, p.place, p.percentile)
                ON CONFLICT (score) DO UPDATE SET clients = EXCLUDED.clients,
                    place = EXCLUDED.place, percentile = EXCLUDED.percentile"""
            )
        )
        self.invalidate_model()
        return self.env.cr.rowcount
