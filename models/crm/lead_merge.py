# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL


class CrmLead(models.Model):
    """Merged leads: one person, and the numbers of all of them."""

    _inherit = "crm.lead"

    def _get_merged_prospect(self):
        """The prospect of what these leads become; they are in Odoo's order.

        The first one, but for a single one that is known to be a client.
        """
        prospects = self.sudo().prospect_id
        linked = prospects.filtered("partner_id")
        return linked if len(linked) == 1 else prospects[:1]

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # Not among the merged fields: who merges need not see the prospect.
        self.sudo().prospect_id = (self + opportunities)._get_merged_prospect()
        self._merge_application_references(opportunities)
        self._note_clients_merged(opportunities)
        return result

    def _merge_application_references(self, opportunities):
        """The numbers of the merged applications lead to the one that is left."""
        self.env["crm.application.reference"].flush_model(["lead_id"])
        self.env.cr.execute(
            SQL(
                """UPDATE crm_application_reference SET lead_id = %s
                WHERE lead_id = ANY(%s)""",
                self.id,
                opportunities.ids,
            )
        )
        if self.env.cr.rowcount:
            self.env["crm.application.reference"].invalidate_model(["lead_id"])
            self.invalidate_model(["application_reference_ids"])

    def _note_clients_merged(self, opportunities):
        """Say it on the lead when the merged ones were those of different clients."""
        clients = (self + opportunities).sudo().prospect_id.partner_id
        if len(clients) > 1:
            # No names: who reads the lead may not see all of these clients.
            self._message_log(
                body=self.env._(
                    "The merged applications were those of %(count)s different clients:"
                    " please check whose this one is.",
                    count=len(clients),
                )
            )
