# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from .contact_score import USELESS

# Fields of a client that come from his row of contactability.
CONTACTABILITY_FIELDS = [
    "contactability_ids",
    "contactability_score",
    "contactability_place",
    "contactability_percentile",
]


class CrmContactScorer(models.AbstractModel):
    """Contactability: the usable contacts of a client, added up.

    Each contact adds score × share of its kind × share of its place in the kind × share
    of who owns it, rounded half up by itself, so that anybody can add it up by hand.
    """

    _inherit = "crm.contact.scorer"

    @api.model
    def _write_contactability(self, condition):
        """Write the contactability of clients, from the scores stored.

        A row comes with the first usable contact, and stays when none is left.

        :param SQL condition: which clients, on the column `person`
        :return: number of rows written: only those that differ are
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """WITH usable AS (%(usable)s),
                n AS (
                    SELECT person, least(1000, sum(addend))::int AS score,
                        count(*)::int AS usable_count,
                        max(id) FILTER (WHERE kind = 'phone' AND place = 1)
                            AS phone_point_id,
                        max(id) FILTER (WHERE kind = 'email' AND place = 1)
                            AS email_point_id
                    FROM (
                        SELECT u.*, %(addend)s AS addend FROM usable u
                        JOIN crm_contact_score_model m ON m.state = 'active') a
                    GROUP BY person
                    UNION ALL
                    SELECT person, 0, 0, NULL, NULL FROM (%(present)s) p
                    WHERE NOT EXISTS (SELECT FROM usable u WHERE u.person = p.person))
                INSERT INTO crm_contactability (partner_id, score, usable_count,
                    phone_point_id, email_point_id, computed_at)
                SELECT n.*, %(now)s FROM n
                JOIN res_partner c ON c.id = n.person AND c.is_client
                -- A row that is right is neither locked nor written.
                LEFT JOIN crm_contactability t ON t.partner_id = n.person
                WHERE t.id IS NULL OR t.score <> n.score
                    OR t.usable_count <> n.usable_count
                    OR t.phone_point_id IS DISTINCT FROM n.phone_point_id
                    OR t.email_point_id IS DISTINCT FROM n.email_point_id
                ORDER BY n.person
                ON CONFLICT (partner_id) DO UPDATE SET score = EXCLUDED.score,
                    usable_count = EXCLUDED.usable_count,
                    phone_point_id = EXCLUDED.phone_point_id,
                    email_point_id = EXCLUDED.email_point_id,
                    computed_at = EXCLUDED.computed_at""",
                usable=self._select_usable(condition),
                addend=self._get_addend(),
                present=self._select_of("crm_contactability", "partner_id", condition),
                now=fields.Datetime.now(),
            ),
            log_exceptions=False,
        )
        written = self.env.cr.rowcount
        self.env["crm.contactability"].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(CONTACTABILITY_FIELDS, flush=False)
        return written

    @api.model
    def _select_usable(self, condition):
        """SELECT of the usable contacts of clients, with their place in the kind."""
        return SQL(
            """SELECT p.person, p.id, p.kind, c.score, c.status,
                row_number() OVER (PARTITION BY p.person, p.kind ORDER BY c.kind_rank)
                    AS place
            FROM (%s) p JOIN crm_contact_score c ON c.point_id = p.id
            WHERE c.status <> ALL(%s)""",
            self._select_of("crm_contact_point", "partner_id", condition),
            list(USELESS),
        )

    @api.model
    def _get_addend(self):
        """SQL: what a usable contact `u` adds by the version `m`."""
        return SQL(
            """(u.score
                * CASE u.kind WHEN 'phone' THEN m.phone_share
                    WHEN 'email' THEN m.email_share ELSE m.messenger_share END
                * CASE u.place WHEN 1 THEN 100 WHEN 2 THEN m.second_share
                    WHEN 3 THEN m.third_share ELSE m.next_share END
                * CASE u.status WHEN 'relative' THEN m.relative_share
                    WHEN 'shared' THEN m.shared_share ELSE 100 END
                + 500000) / 1000000"""
        )
