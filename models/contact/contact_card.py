# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import emails, phones
from .contact_point import POINT_COLUMNS


class CrmContactPoint(models.Model):
    """Phone and e-mail of a client card are contact points of the client too."""

    _inherit = "crm.contact.point"

    @api.model
    def _take_from_cards(self, partner_ids):
        """Add the phone and e-mail of client cards that are not contacts yet.

        What a card said once stays a contact of the client, so that people are found
        by their earlier numbers too.

        :param partner_ids: ids of partners; those that are no clients are skipped
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT * FROM (SELECT p.id,
                    CASE WHEN NOT EXISTS (
                        SELECT FROM crm_contact_point v
                        WHERE v.partner_id = p.id AND v.kind = 'phone'
                            AND p.phone IN (v.value, v.phone_sanitized))
                        THEN p.phone END AS phone,
                    CASE WHEN NOT EXISTS (
                        SELECT FROM crm_contact_point v
                        WHERE v.partner_id = p.id AND v.kind = 'email'
                            AND p.email IN (v.value, v.email_normalized))
                        THEN p.email END AS email,
                    coalesce(c.code, cc.code, %(country)s) AS country
                FROM res_partner p
                LEFT JOIN res_country c ON c.id = p.country_id
                LEFT JOIN res_company co ON co.id = p.company_id
                LEFT JOIN res_partner cp ON cp.id = co.partner_id
                LEFT JOIN res_country cc ON cc.id = cp.country_id
                WHERE p.id = ANY(%(ids)s) AND p.is_client) cards
                WHERE phone <> '' OR email <> ''""",
                ids=list(partner_ids),
                country=self.env.company.country_id.code or "RU",
            )
        )
        points = []
        for partner_id, phone, email, country in rows:
            for kind, values in (
                ("phone", phones.parse(phone, country)),
                ("email", emails.parse(email)),
            ):
                for part in values:
                    normal = self._normalize(kind, part.value, country=country)
                    points.append((partner_id, kind, part.value, normal))
        self._insert_points("partner_id", points, self._card_source())

    @api.model
    def _card_source(self):
        return self.env.ref("crm_prospect.prospect_source_card").id

    @api.model
    def _insert_points(self, owner, points, source_id):
        """Add contact points that the persons do not have yet, with their origin.

        :param owner: `prospect_id` or `partner_id`
        :param points: tuples (person id, kind, value, dict of :meth:`_normalize`)
        :param source_id: the source that says so, today
        """
        if not points:
            return
        rows = [
            (
                person,
                kind,
                value,
                *(normal[column] or None for column in POINT_COLUMNS),
            )
            for person, kind, value, normal in points
        ]
        self.env.cr.execute(
            SQL(
                """WITH added AS (
                    INSERT INTO crm_contact_point (%(owner)s, kind, value, match_key,
                        phone_sanitized, phone_extension, phone_type,
                        email_normalized, unusable_reason, usage,
                        create_uid, create_date, write_uid, write_date)
                    SELECT n.*, 'personal', %(uid)s, now() AT TIME ZONE 'UTC',
                        %(uid)s, now() AT TIME ZONE 'UTC'
                    FROM unnest(%(ids)s::int[], %(c1)s::text[], %(c2)s::text[],
                        %(c3)s::text[], %(c4)s::text[], %(c5)s::text[],
                        %(c6)s::text[], %(c7)s::text[], %(c8)s::text[]) AS n
                    ON CONFLICT DO NOTHING RETURNING id)
                INSERT INTO crm_person_origin
                    (contact_point_id, source_id, first_seen, last_seen)
                SELECT id, %(source)s, %(today)s, %(today)s FROM added""",
                owner=SQL.identifier(owner),
                uid=self.env.uid,
                source=source_id,
                today=fields.Date.today(),
                **dict(
                    zip(
                        ("ids", *(f"c{number}" for number in range(1, 9))),
                        map(list, zip(*rows, strict=True)),
                        strict=True,
                    )
                ),
            ),
            # Somebody else may add the same contact: its value is not to be logged.
            log_exceptions=False,
        )
        self.invalidate_model()
