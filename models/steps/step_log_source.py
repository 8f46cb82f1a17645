# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# What Odoo leaves of a note whose text was deleted.
DELETED_BODIES = ["", '<span class="o-mail-Message-edited"></span>']


class CrmLead(models.Model):
    """Where the entries of the step log are, and how many there are."""

    _inherit = "crm.lead"

    step_entry_count = fields.Integer(
        "Entries of the Step",
        compute="_compute_step_counts",
        help="Notes and actions of the step where it stands.",
    )
    step_open_count = fields.Integer(
        "Open Actions of the Step",
        compute="_compute_step_counts",
        help="Actions of the step where it stands that are not done.",
    )

    @api.depends("stage_id", "message_ids", "activity_ids")
    def _compute_step_counts(self):
        counts = {}
        if self.ids:
            self.flush_recordset(["stage_id"])
            rows = self.env.execute_query(
                SQL(
                    """SELECT e.lead_id, count(*), count(*) FILTER (WHERE kind = 'open')
                    FROM (%s) e
                    JOIN crm_lead l ON l.id = e.lead_id
                    JOIN crm_lead_step s ON s.id = e.step_id
                        AND s.stage_id = l.stage_id
                    GROUP BY e.lead_id""",
                    self._step_entries_sql(),
                )
            )
            counts = {lead_id: tuple(count) for lead_id, *count in rows}
        for lead in self:
            lead.step_entry_count, lead.step_open_count = counts.get(
                lead._origin.id, (0, 0)
            )

    def _step_entries_sql(self):
        """Notes, done and open actions of these leads: kind, id, lead, step and date.

        Letters and discussions stay in the chatter: they are no notes of a step.
        """
        self.env["mail.message"].flush_model()
        self.env["mail.activity"].flush_model()
        return SQL(
            """SELECT CASE WHEN m.mail_activity_type_id IS NULL
                    THEN 'note' ELSE 'done' END AS kind,
                m.id, m.res_id AS lead_id, m.crm_step_id AS step_id, m.date
            FROM mail_message m
            WHERE m.model = 'crm.lead' AND m.res_id = ANY(%(ids)s)
                AND (m.mail_activity_type_id IS NOT NULL
                    OR m.message_type = 'comment' AND m.subtype_id = %(note)s
                    AND (m.body <> ALL(%(deleted)s) OR EXISTS (
                        SELECT FROM message_attachment_rel r WHERE r.message_id = m.id
                    )))
            UNION ALL
            SELECT 'open', a.id, a.res_id, a.crm_step_id,
                date_trunc('second', a.create_date)
            FROM mail_activity a
            WHERE a.res_model = 'crm.lead' AND a.res_id = ANY(%(ids)s) AND a.active""",
            ids=self.ids,
            note=self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            deleted=DELETED_BODIES,
        )
