# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# People scored between two commits.
BATCH = 2000
# As many times as Odoo itself tries a request that met a concurrent change.
MAX_TRIES = 5


class CrmContactScoreQueue(models.Model):
    """People whose contacts are to be scored; emptied by a cron each minute.

    The cron is not woken: Odoo opens a new connection for that, in each registration.

    Only ever appended to by those who change people; a person may be in it twice.
    """

    _name = "crm.contact.score.queue"
    _description = "People to Score"
    _log_access = False

    # No foreign keys: they would cost each import.
    prospect_id = fields.Integer()
    partner_id = fields.Integer()

    @api.model
    def _add(self, people):
        """Queue people for the next minute.

        :param people: dict owner -> ids
        """
        if not any(people.values()):
            return
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_contact_score_queue (prospect_id, partner_id)
                SELECT unnest(%s::int[]), NULL
                UNION ALL SELECT NULL, unnest(%s::int[])""",
                sorted(people.get("prospect_id", ())),
                sorted(people.get("partner_id", ())),
            )
        )

    @api.model
    def _cron_score(self):
        """Score who is queued, batch by batch."""
        progress = self.env["ir.cron"]
        tries = 0
        while True:
            try:
                done = self._score_batch()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Only a new transaction sees what the other one has changed.
                self.env.cr.rollback()
                self.env.invalidate_all()
                tries += 1
                if tries == MAX_TRIES:
                    _logger.info("Scoring meets others at work, and goes on later.")
                    return
                continue
            if not done or not progress._commit_progress(done):
                return
            tries = 0

    @api.model
    def _score_batch(self):
        """Score the people of the first rows of the queue.

        What is seen of the queue is seen of the people too: the row came in the same
        transaction. A row that comes in meanwhile is not seen, and stays.

        :return: number of rows taken from the queue
        """
        rows = self.env.execute_query(
            SQL(
                """DELETE FROM crm_contact_score_queue WHERE id IN (
                    SELECT id FROM crm_contact_score_queue ORDER BY id LIMIT %s
                    FOR UPDATE SKIP LOCKED)
                RETURNING prospect_id, partner_id""",
                BATCH,
            )
        )
        prospects = {prospect for prospect, _partner in rows} - {None}
        clients = {partner for _prospect, partner in rows} - {None}
        scorer = self.env["crm.contact.scorer"]
        clients |= scorer._get_linked_clients(prospects)
        scorer._score_people({"prospect_id": prospects, "partner_id": clients})
        return len(rows)
