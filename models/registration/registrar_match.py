# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
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
        """Milliseconds that a statement of matching may take."""
        value = self.env["ir.config_parameter"].get_param(TIMEOUT_PARAMETER, "")
        return int(value) if value.isdecimal() and int(value) else TIMEOUT

    @api.model
    def _match(self, ids, late):
        """Index and match prospects now, or queue them for the next run.

        :param late: whether too much time has gone by already
        :return: set of ids of those who were matched now
        """
        if not ids:
            return set()
        index = self.env["crm.person.index"]
        index._touch("prospect_id", ids)
        self.env["crm.contact.scorer"]._queue("prospect_id", ids)
        matched = set()
        if not late and len(ids) <= ONLINE_LIMIT:
            try:
                with in_time(self.env.cr, self._get_timeout()):
                    self.env["crm.match.engine"]._match_prospects(ids)
                matched = set(ids)
            except QueryCanceled:
                # What was indexed is undone as well.
                self.env.invalidate_all(flush=False)
                index._touch("prospect_id", ids)
        index._flush()
        return matched
