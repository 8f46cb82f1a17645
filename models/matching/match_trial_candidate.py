# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmMatchTrialCandidate(models.AbstractModel):
    """Candidate pairs of a trial, collected by the keys that there are.

    The first row says whose they are, and with them the keys of the trial: a crash
    empties all of these tables.
    """

    _name = "crm.match.trial.candidate"
    _inherit = "crm.match.candidate"
    _description = "Candidate Pair on Trial"
    _work_table = "crm_match_trial_candidate"

    @api.model
    def _begin(self, trial):
        """Empty the table and mark it; what is queued has nothing to do with it."""
        self._empty()
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s VALUES (0, %s, FALSE)",
                SQL.identifier(self._work_table),
                trial.id,
            )
        )

    @api.model
    def _pairs_of(self, ids, owner):
        """SELECT (person, other) of these prospects."""
        return SQL(
            """SELECT DISTINCT person, other FROM %s
            WHERE person = ANY(%s) AND is_client = %s""",
            SQL.identifier(self._work_table),
            ids,
            owner == "partner_id",
        )


class CrmMatchTrialNewCandidate(models.AbstractModel):
    """Candidate pairs by the keys that the rule on trial would bring."""

    _name = "crm.match.trial.new.candidate"
    _inherit = "crm.match.trial.candidate"
    _description = "New Candidate Pair on Trial"
    _work_table = "crm_match_trial_new_candidate"
