# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

# Stays of leads by what Odoo tracked of their stages, from their creation on:
# up to now, or up to the first stay that is known already.
STAYS = """
    WITH leads AS (
        SELECT l.id, l.stage_id, l.team_id, l.user_id, l.company_id, l.date_closed,
            l.date_last_stage_update, coalesce(l.won_status, 'pending') AS status,
            date_trunc('second', coalesce(l.create_date, n.start, %(now)s)) AS came,
            n.start AS known_from
        FROM crm_lead l
        CROSS JOIN LATERAL (
            SELECT min(s.date_start) AS start FROM crm_lead_step s
            WHERE s.lead_id = l.id) AS n
        WHERE l.id = ANY(%(ids)s)
    ), moves AS (
        SELECT l.id, m.date AS start, t.old_value_integer AS old_id,
            t.old_value_char AS old_name, t.new_value_integer AS new_id,
            t.new_value_char AS new_name,
            row_number() OVER (PARTITION BY l.id ORDER BY m.date, t.id) AS number
        FROM leads l
        JOIN mail_message m
            ON m.model = 'crm.lead' AND m.res_id = l.id AND m.date >= l.came
        JOIN mail_tracking_value t
            ON t.mail_message_id = m.id AND t.field_id = %(stage_field)s
    ), places AS (
        SELECT l.id, 0 AS number, l.came AS start,
            coalesce(m.old_id, l.stage_id) AS stage_id, m.old_name AS stage_name
        FROM leads l LEFT JOIN moves m ON m.id = l.id AND m.number = 1
        UNION ALL
        SELECT id, number, start, new_id, new_name FROM moves
        UNION ALL
        -- Moved once more, while nothing was tracked
        SELECT l.id, m.number + 1, greatest(m.start, l.date_last_stage_update),
            l.stage_id, NULL
        FROM leads l
        JOIN (SELECT DISTINCT ON (id) * FROM moves ORDER BY id, number DESC) AS m
            ON m.id = l.id
        WHERE l.known_from IS NULL AND m.new_id IS DISTINCT FROM l.stage_id
    ), stays AS (
        SELECT l.*, p.number, p.start, p.stage_id AS place, p.stage_name,
            greatest(p.start, coalesce(lead(p.start) OVER later, l.known_from))
                AS left_on,
            lead(p.number) OVER later IS NULL AND l.known_from IS NULL AS is_last
        FROM places p JOIN leads l ON l.id = p.id
        WHERE p.number = 0 OR l.known_from IS NULL OR p.start < l.known_from
        WINDOW later AS (PARTITION BY p.id ORDER BY p.number)
    ), finishes AS (
        SELECT s.*, g.id AS stage,
            CASE WHEN s.is_last THEN nullif(s.status, 'pending')
                WHEN g.is_won THEN 'won' END AS finish,
            CASE WHEN s.is_last THEN greatest(s.date_closed, s.start)
                ELSE s.start END AS finished
        FROM stays s LEFT JOIN crm_stage g ON g.id = s.place
    )
    INSERT INTO crm_lead_step (lead_id, stage_id, stage_name, team_id, user_id,
        company_id, credit_team_id, credit_user_id, date_came, date_start, date_end,
        is_first, finish, date_finish)
    SELECT id, stage, CASE WHEN stage IS NULL THEN nullif(stage_name, '') END,
        team_id, user_id, company_id, team_id, user_id, came, start,
        CASE WHEN is_last AND finish = 'lost' THEN finished
            WHEN NOT is_last THEN left_on END,
        number = 0, finish, CASE WHEN finish IS NOT NULL THEN finished END
    FROM finishes ORDER BY id, number
    ON CONFLICT DO NOTHING
"""


class CrmLead(models.Model):
    """Where applications stood before anybody wrote it down."""

    _inherit = "crm.lead"

    def _read_steps_history(self):
        """Write the stays of these leads that lie before the known ones.

        Whose a lead was then is not known: they are those of whom it is now.
        """
        if not self:
            return
        self.env.flush_all()
        stage_field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        self.env.cr.execute(
            SQL(
                STAYS,
                ids=self.ids,
                now=fields.Datetime.now(),
                stage_field=stage_field.id,
            )
        )
        self.env["crm.lead.step"].invalidate_model()
        self.invalidate_recordset(["step_ids"])
