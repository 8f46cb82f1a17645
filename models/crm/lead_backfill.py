# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.misc import split_every

from .lead_register import Queued

# Leads looked at together: few enough for the memory and for short transactions.
BATCH = 1000
POSITION = "crm_prospect.lead_persons_position"


class CrmLead(models.Model):
    """The persons of applications that were there before."""

    _inherit = "crm.lead"

    def action_find_person(self):
        """Find or create the prospects of these leads now.

        Also where it is switched off for the team: somebody asks for it.

        :return: notification with the numbers
        :rtype: dict
        :raise AccessError: the user may not change one of the leads
        """
        self.check_access("write")
        counts = {"found": 0, "created": 0}
        unknown = self.sudo().filtered(lambda lead: not lead.prospect_id)
        for ids in split_every(BATCH, unknown.ids):
            registered = self.sudo().browse(ids)._find_missing().values()
            created = sum(1 for done in registered if done.created)
            counts["created"] += created
            counts["found"] += len(registered) - created
        message = self.env._(
            "Known persons: %(found)s, new persons: %(created)s,"
            " applications that name nobody: %(nobody)s,"
            " that had their person already: %(already)s.",
            nobody=len(unknown) - sum(counts.values()),
            already=len(self) - len(unknown),
            **counts,
        )
        return self._prepare_notification(message)

    def _find_missing(self):
        """Find the persons of leads without prospect."""
        return self._find_persons(dict.fromkeys(self.ids, Queued()))

    @api.model
    def _prepare_notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # ------------------------------------------------------------------ all of them

    @api.model
    def action_find_all_persons(self):
        """Have the persons of all earlier applications found in the background.

        :return: notification
        :rtype: dict
        :raise AccessError: the user is no administrator of prospects
        """
        if not self.env.user.has_group("crm_prospect.group_prospect_admin"):
            raise AccessError(
                self.env._("Only administrators of prospects may start this.")
            )
        cron = self.env.ref("crm_prospect.ir_cron_lead_persons").sudo()
        cron.active = True
        cron._trigger()
        return self._prepare_notification(
            self.env._("The persons of earlier applications are being looked for.")
        )

    @api.model
    def _cron_find_persons(self):
        """Go through the applications in the order of ids; rest when all are done."""
        cron = self.env["ir.cron"]
        parameters = self.env["ir.config_parameter"].sudo()
        position = int(parameters.get_param(POSITION, 0))
        while leads := self._next_without_person(position):
            wanted = leads._limited_to_teams()
            # What fails or meets somebody else does not stop the others.
            wanted._find_persons_or_later(dict.fromkeys(wanted.ids, Queued()))
            position = leads[-1].id
            self.env.cr.flush()
            if not cron._commit_progress(len(leads), remaining=BATCH):
                # Those who name nobody are not looked at once more.
                parameters.set_param(POSITION, position)
                cron._commit_progress(remaining=BATCH)
                return
        parameters.set_param(POSITION, False)
        cron._commit_progress(remaining=0, deactivate=True)

    @api.model
    def _next_without_person(self, position):
        leads = self.sudo().with_context(active_test=False)
        return leads.search(
            [("id", ">", position), ("prospect_id", "=", False)],
            order="id",
            limit=BATCH,
        )
