# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

QUEUE = "crm_prospect.lead_steps"


class CrmLead(models.Model):
    """Leads that were handed on are looked at together, before the commit.

    Odoo assigns leads one by one, and computes what follows for all of them at the end:
    looking at each at once would have it compute each by itself.
    """

    _inherit = "crm.lead"

    def _queue_steps(self):
        """Have the steps of these leads follow before the commit."""
        if not self:
            return
        precommit = self.env.cr.precommit
        queue = precommit.data.setdefault(QUEUE, set())
        if not queue:
            precommit.add(self.browse().with_env(self.env(su=True))._flush_steps)
        queue.update(self.ids)

    @api.model
    def _flush_steps(self):
        """Bring the queued steps up to date; first line of what reads them."""
        ids = self.env.cr.precommit.data.pop(QUEUE, None)
        if ids:
            self.env.flush_all()
            # One from before the installation waits for its history.
            known = SQL("l.id = ANY(%s) AND s.id IS NOT NULL", sorted(ids))
            self.sudo()._repair_steps(self._find_astray(known))


class CrmLeadStep(models.Model):
    """Steps are up to date when they are looked for."""

    _inherit = "crm.lead.step"

    @api.model
    def _search(self, *args, **kwargs):
        self.env["crm.lead"]._flush_steps()
        return super()._search(*args, **kwargs)
