# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class IrActionsActions(models.Model):
    """Entries of the menu of actions that lead to clients.

    They can be limited to groups, but not kept from one.
    """

    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        bindings = super().get_bindings(model_name)
        if not self.env.user._is_without_clients():
            return bindings
        to_id = self.env["ir.model.data"]._xmlid_to_res_id
        of_clients = {to_id(xml_id, False) for xml_id in self._get_client_actions()}
        bindings = {
            kind: [action for action in actions if action["id"] not in of_clients]
            for kind, actions in bindings.items()
        }
        return {kind: actions for kind, actions in bindings.items() if actions}

    @api.model
    def _get_client_actions(self):
        """External ids of what those without the client base do not have."""
        return [
            "crm_prospect.crm_prospect_action_convert_many",
            "crm_prospect.crm_lead_action_convert_many",
            "crm_prospect.crm_call_list_make_partner_action",
            "crm_prospect.crm_call_list_make_contactability_action",
        ]
