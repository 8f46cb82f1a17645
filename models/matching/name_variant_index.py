# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..person.person_owned import OWNERS

# Up to so many persons are indexed again at once, more of them by a run.
AT_ONCE = 50


class CrmNameVariant(models.Model):
    """What a changed list of variants means for the persons indexed by the old one."""

    _inherit = "crm.name.variant"

    @api.model
    def _changed(self, before):
        """Have the persons indexed again whose first name has other codes now.

        :param before: the map of variants before the change
        """
        after = self._read_map()
        self.env.registry.clear_cache()
        # Once more when it holds: what was cached meanwhile may have been rolled back.
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
        firstnames = [
            firstname
            for firstname in self._indexed_firstnames()
            if before.codes(firstname) != after.codes(firstname)
        ]
        if firstnames:
            self._outdate(firstnames)

    @api.model
    def _indexed_firstnames(self):
        """Every first name of the index, once each."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT firstname FROM crm_person_index
                WHERE firstname IS NOT NULL"""
            )
        )
        return [firstname for (firstname,) in rows]

    @api.model
    def _outdate(self, firstnames):
        """Index the bearers of these first names again; a run does it for many."""
        index = self.env["crm.person.index"]
        rows = self.env.execute_query(
            SQL(
                """SELECT prospect_id, partner_id FROM crm_person_index
                WHERE firstname = ANY(%s) LIMIT %s""",
                firstnames,
                AT_ONCE + 1,
            )
        )
        if len(rows) <= AT_ONCE:
            for owner, ids in zip(OWNERS, zip(*rows, strict=True), strict=True):
                index._touch(owner, filter(None, ids))
            return
        # Locked in one order, as everybody does who writes rows of many persons.
        self.env.cr.execute(
            SQL(
                """UPDATE crm_person_index SET normalizer_version = 0
                WHERE id IN (SELECT id FROM crm_person_index
                    WHERE firstname = ANY(%s) ORDER BY id FOR NO KEY UPDATE)""",
                firstnames,
            ),
            log_exceptions=False,
        )
        self.env["crm.match.run"]._request("index")
