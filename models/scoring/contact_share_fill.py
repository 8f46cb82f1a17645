# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

# Whose a contact point is: the client, also of a linked prospect, else the prospect.
# People of different companies have nothing in common, as in matching.
HELD = SQL(
    """SELECT c.id AS point_id, c.kind, c.match_key,
        coalesce(c.partner_id, p.partner_id) AS client,
        CASE WHEN coalesce(c.partner_id, p.partner_id) IS NULL
            THEN c.prospect_id END AS prospect,
        coalesce(r.company_id, CASE WHEN r.id IS NULL THEN p.company_id END) AS company
    FROM crm_contact_point c
    LEFT JOIN crm_prospect p ON p.id = c.prospect_id
    LEFT JOIN res_partner r ON r.id = coalesce(c.partner_id, p.partner_id)"""
)


class CrmContactShare(models.Model):
    """Who has a contact together with others: counted at night, set-based."""

    _inherit = "crm.contact.share"

    @api.model
    def _count_holders(self):
        """Bring the rows of all contacts that several people have up to date.

        Values of one contact point are told apart by the index alone; only those of
        several are looked up.

        :return: number of rows written or removed
        """
        [(written,)] = self.env.execute_query(
            SQL(
                """WITH held AS MATERIALIZED (
                    %(held)s
                    -- Former clients and archived prospects keep theirs, unused.
                    WHERE (r.is_client OR r.id IS NULL AND p.active IS NOT FALSE)
                        AND c.match_key IN (
                        SELECT match_key FROM crm_contact_point
                        WHERE match_key IS NOT NULL
                        GROUP BY match_key HAVING count(*) > 1)),
                counted AS (
                    SELECT kind, match_key, company,
                        count(DISTINCT client) + count(DISTINCT prospect) AS people
                    FROM held GROUP BY kind, match_key, company),
                totals AS (
                    SELECT kind, match_key, company,
                        CASE WHEN company IS NULL
                            THEN sum(people) OVER same_value
                            ELSE people + coalesce(sum(people)
                                FILTER (WHERE company IS NULL) OVER same_value, 0)
                        END AS holders
                    FROM counted
                    WINDOW same_value AS (PARTITION BY kind, match_key)),
                holders AS MATERIALIZED (
                    SELECT h.point_id, t.holders::int
                    FROM held h JOIN totals t ON t.kind = h.kind
                        AND t.match_key = h.match_key
                        AND t.company IS NOT DISTINCT FROM h.company
                    WHERE t.holders > 1),
                gone AS (
                    DELETE FROM crm_contact_share s WHERE NOT EXISTS (
                        SELECT FROM holders h WHERE h.point_id = s.point_id)
                    RETURNING 1),
                written AS (
                    INSERT INTO crm_contact_share (point_id, holders, is_owner)
                    SELECT h.point_id, h.holders, FALSE
                    FROM holders h
                    LEFT JOIN crm_contact_share s ON s.point_id = h.point_id
                    WHERE s.holders IS DISTINCT FROM h.holders
                    ON CONFLICT (point_id) DO UPDATE SET holders = EXCLUDED.holders
                    RETURNING 1)
                SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)""",
                held=HELD,
            )
        )
        self.invalidate_model()
        return written
