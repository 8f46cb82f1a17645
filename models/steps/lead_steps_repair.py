# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

CRON = "crm_prospect.ir_cron_lead_steps"
# Leads done between two commits.
BATCH = 5000
# As many times as Odoo itself tries a request that met a concurrent change.
MAX_TRIES = 5


class CrmLead(models.Model):
    """Steps of leads from before the installation, or written past Odoo."""

    _inherit = "crm.lead"

    @api.model
    def _wake_step_cron(self):
        if cron := self.env.ref(CRON, raise_if_not_found=False):
            cron.sudo()._trigger()

    @api.model
    def _cron_steps(self):
        """Read the history that is missing, then repair what disagrees with its lead.

        Nothing is remembered: what was done is not found once more.
        """
        cron = self.env["ir.cron"]
        for find_and_do in (self._read_next_history, self._repair_next_steps):
            position = 0
            while position is not None:
                position, count = self._try_steps(find_and_do, position)
                if not cron._commit_progress(count, remaining=BATCH):
                    return
        self._end_steps_of_deleted()
        cron._commit_progress(remaining=0)

    @api.model
    def _try_steps(self, find_and_do, position):
        """Do a batch; once more when it met somebody who moves the same leads.

        :return: id to go on after (None: it was the last batch), number of leads
        """
        for attempt in range(MAX_TRIES):
            try:
                ids = find_and_do(position)
                self.env.flush_all()
                return (max(ids) if len(ids) == BATCH else None), len(ids)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Only a new transaction sees what the other one has changed.
                self.env.cr.rollback()
                self.env.invalidate_all()
                if attempt == MAX_TRIES - 1:
                    raise
        return None, 0

    @api.model
    def _read_next_history(self, position):
        rows = self.env.execute_query(
            SQL(
                """SELECT l.id FROM crm_lead l
                WHERE l.id > %s AND NOT EXISTS (
                    SELECT FROM crm_lead_step s WHERE s.lead_id = l.id AND s.is_first)
                ORDER BY l.id LIMIT %s""",
                position,
                BATCH,
            )
        )
        ids = [lead for (lead,) in rows]
        self.browse(ids)._read_steps_history()
        return ids

    @api.model
    def _repair_next_steps(self, position):
        """Move the steps of leads that stand elsewhere, hand on those of others.

        It is counted when it is found out: figures of earlier days stay.
        """
        rows = self._find_astray(SQL("l.id > %s", position), limit=BATCH)
        # Read anew: it was written past Odoo.
        self.env.invalidate_all()
        self._repair_steps(rows)
        if rows:
            _logger.info("Repaired the steps of %s applications.", len(rows))
        return [lead for lead, _moved in rows]

    @api.model
    def _find_astray(self, condition, limit=None):
        """Leads that their steps disagree with.

        :param SQL condition: which leads, on `l` and their open step `s`, if any
        :return: list of (id, whether it stands elsewhere)
        """
        return self.env.execute_query(
            SQL(
                """SELECT id, moved FROM (
                    SELECT l.id,
                        CASE WHEN l.won_status = 'lost' THEN s.id IS NOT NULL
                            ELSE s.id IS NULL OR s.stage_id IS DISTINCT FROM l.stage_id
                                OR coalesce(s.finish, 'pending')
                                    <> coalesce(l.won_status, 'pending')
                        END AS moved,
                        s.id IS NOT NULL AND (s.team_id, s.user_id, s.company_id)
                            IS DISTINCT FROM (l.team_id, l.user_id, l.company_id)
                            AS handed
                    FROM crm_lead l
                    LEFT JOIN crm_lead_step s
                        ON s.lead_id = l.id AND s.date_end IS NULL
                    WHERE %s) AS lead
                WHERE moved OR handed ORDER BY id LIMIT %s""",
                condition,
                limit,
            )
        )

    @api.model
    def _repair_steps(self, rows):
        """Move or hand on the steps of leads found by :meth:`_find_astray`."""
        self.browse([lead for lead, moved in rows if moved])._move_steps()
        self.browse([lead for lead, moved in rows if not moved])._hand_steps()

    @api.model
    def _end_steps_of_deleted(self):
        """Leads that were deleted past Odoo stand nowhere."""
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step s SET date_end = %s WHERE date_end IS NULL
                AND NOT EXISTS (SELECT FROM crm_lead l WHERE l.id = s.lead_id)""",
                fields.Datetime.now(),
            )
        )
        self.env["crm.lead.step"].invalidate_model()
