# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from time import monotonic

from psycopg2.errors import QueryCanceled

from odoo import api, models

from ..prospect.prospect import ONLINE_LIMIT
from .in_time import in_time

TIMEOUT_PARAMETER = "crm_prospect.register_timeout"
TIMEOUT = 800


class CrmPersonRegistrar(models.AbstractModel):
    """Registered prospects are matched at once, if it can be done in time."""

    _inherit = "crm.person.registrar"

    @api.model
    def _get_timeout(self):
        """Milliseconds that a call may look for people, and wait for a lock."""
        value = self.env["ir.config_parameter"].get_param(TIMEOUT_PARAMETER, "")
        return int(value) if value.isdecimal() and int(value) else TIMEOUT

    @api.model
    def _get_deadline(self, count=1):
        """Until when a call that begins now may look for so many people.

        An import looks longer: who is not looked for is made twice.

        :return: a time of the clock `time.monotonic`
        """
        return monotonic() + self._get_timeout() * (1 + count // ONLINE_LIMIT) / 1000

    @api.model
    def _match(self, ids, deadline):
        """Index and match prospects now, or queue them for the next run.

        :param deadline: see :meth:`_get_deadline`
        :return: set of ids of those who were matched now
        """
        if not ids:
            return set()
        index = self.env["crm.person.index"]
        index._touch("prospect_id", ids)
        self.env["crm.contact.scorer"]._queue("prospect_id", ids)
        matched = set()
        if len(ids) <= ONLINE_LIMIT:
            try:
                with in_time(self.env.cr, deadline):
                    self.env["crm.match.engine"]._match_prospects(ids)
                matched = set(ids)
            except QueryCanceled:
                # What was indexed is undone as well.
                self.env.invalidate_all(flush=False)
                index._touch("prospect_id", ids)
        index._flush()
        return matched
