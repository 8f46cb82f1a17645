# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ...tools.surnames import PATRONYMIC_ENDING, SURNAME_ENDING
from .contact_share_fill import HELD

# Parents are older by this many years at least; spouses and siblings are closer.
GENERATION = 16


class CrmContactShare(models.Model):
    """Who owns a contact that several people have, and who that is to the others."""

    _inherit = "crm.contact.share"

    @api.model
    def _find_owners(self, model):
        """Say of every shared contact whom it belongs to.

        Among the clients who have it (the prospects, where no client has) the one with
        the highest score, when he is ahead of the next by more than the margin. Who
        became or ceased to be an owner, or got another relation, is queued: his status
        depends on it.

        :param model: the scoring model, for its margin
        :return: number of rows written
        """
        [(written,)] = self.env.execute_query(
            SQL(
                """WITH held AS MATERIALIZED (
                    %(held)s JOIN crm_contact_share s ON s.point_id = c.id),
                people AS MATERIALIZED (
                    SELECT h.kind, h.match_key, h.company, h.client, h.prospect,
                        max(coalesce(o.score, 0)) AS score
                    FROM held h
                    LEFT JOIN crm_contact_score o ON o.point_id = h.point_id
                    GROUP BY h.kind, h.match_key, h.company, h.client, h.prospect),
                scopes AS (SELECT DISTINCT kind, match_key, company FROM people),
                ranked AS (
                    SELECT s.kind, s.match_key, s.company, p.client, p.prospect,
                        p.score, row_number() OVER best_first AS place,
                        lead(p.score) OVER best_first AS next_score,
                        lead(p.client) OVER best_first AS next_client
                    FROM scopes s JOIN people p ON p.kind = s.kind
                        AND p.match_key = s.match_key
                        AND (s.company IS NULL OR p.company IS NULL
                            OR p.company = s.company)
                    WINDOW best_first AS (
                        PARTITION BY s.kind, s.match_key, s.company
                        ORDER BY p.client IS NULL, p.score DESC, p.client, p.prospect)),
                owners AS (
                    SELECT kind, match_key, company, client, prospect FROM ranked r
                    WHERE place = 1
                        -- A prospect behind a client takes nothing from him.
                        AND (next_score IS NULL
                            OR client IS NOT NULL AND next_client IS NULL
                            OR score - next_score > %(margin)s)
                        AND NOT EXISTS (
                            SELECT FROM crm_generic_value g WHERE g.kind = r.kind
                                AND g.value = r.match_key AND g.state <> 'exempt')),
                owned AS (
                    SELECT h.point_id, h.client, h.prospect,
                        coalesce(o.client = h.client OR o.prospect = h.prospect, FALSE)
                            AS is_owner,
                        CASE WHEN o.client IS DISTINCT FROM h.client
                            THEN o.client END AS owner
                    FROM held h
                    LEFT JOIN owners o ON o.kind = h.kind
                        AND o.match_key = h.match_key
                        AND o.company IS NOT DISTINCT FROM h.company),
                told AS (
                    SELECT n.*, %(relation)s AS relation
                    FROM owned n
                    LEFT JOIN crm_person_index w ON w.partner_id = n.owner
                    LEFT JOIN crm_person_index i
                        ON i.partner_id = n.client AND n.owner IS NOT NULL
                    LEFT JOIN crm_person_index q
                        ON q.prospect_id = n.prospect AND n.owner IS NOT NULL),
                written AS (
                    UPDATE crm_contact_share s SET is_owner = t.is_owner,
                        owner_partner_id = t.owner, relation = t.relation
                    FROM told t
                    WHERE s.point_id = t.point_id AND (s.is_owner, s.owner_partner_id,
                        coalesce(s.relation, '')) IS DISTINCT FROM (t.is_owner, t.owner,
                        coalesce(t.relation, ''))
                    RETURNING s.point_id),
                queued AS (
                    INSERT INTO crm_contact_score_queue (partner_id, prospect_id)
                    SELECT DISTINCT c.partner_id, c.prospect_id
                    FROM written w JOIN crm_contact_point c ON c.id = w.point_id)
                SELECT count(*) FROM written""",
                held=HELD,
                margin=model.owner_margin,
                relation=self._relation(),
            )
        )
        self.invalidate_model()
        return written

    @api.model
    def _relation(self):
        """SQL: who the owner (row `w` of the person index) is to the other person.

        A relative has the same last name, but for its ending, and the same address, or
        a landline in common. Who he is follows from the ages, the patronymics and the
        gender; where one of them is not known he is a relative.
        """
        person = {
            column: SQL("coalesce(i.%(c)s, q.%(c)s)", c=SQL.identifier(column))
            for column in ("lastname", "middlename", "address_key", "birthdate_date")
        }
        return SQL(
            """CASE WHEN %(surname_w)s = %(surname)s
                AND (w.address_key = %(address)s OR EXISTS (
                    SELECT FROM crm_contact_point a JOIN crm_contact_point b
                        ON b.match_key = a.match_key AND b.kind = 'phone'
                    WHERE a.partner_id = n.owner AND a.phone_type = 'fixed'
                        AND (b.partner_id = n.client OR b.prospect_id = n.prospect)))
            THEN CASE
                WHEN w.gender IS NULL OR w.birthdate_date IS NULL
                    OR %(birthdate)s IS NULL THEN 'relative'
                WHEN w.birthdate_date + %(generation)s <= %(birthdate)s
                    THEN CASE w.gender WHEN 'female' THEN 'mother' ELSE 'father' END
                WHEN w.birthdate_date >= %(birthdate)s + %(generation)s
                    THEN CASE w.gender WHEN 'female' THEN 'daughter' ELSE 'son' END
                WHEN %(patronymic_w)s = %(patronymic)s
                    THEN CASE w.gender WHEN 'female' THEN 'sister' ELSE 'brother' END
                WHEN w.gender <> coalesce(i.gender, q.gender)
                    THEN CASE w.gender WHEN 'female' THEN 'wife' ELSE 'husband' END
                ELSE 'relative' END
            END""",
            surname_w=self._stem(SQL("w.lastname"), SURNAME_ENDING),
            surname=self._stem(person["lastname"], SURNAME_ENDING),
            patronymic_w=self._stem(SQL("w.middlename"), PATRONYMIC_ENDING),
            patronymic=self._stem(person["middlename"], PATRONYMIC_ENDING),
            address=person["address_key"],
            birthdate=person["birthdate_date"],
            generation=SQL("interval %s", f"{GENERATION} years"),
        )

    @api.model
    def _stem(self, column, ending):
        """SQL: a name without its ending; the twins are in `tools/surnames.py`."""
        return SQL("regexp_replace(%s, %s, '', 'g')", column, ending)
