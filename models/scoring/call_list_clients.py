# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Clients chosen in a list go to the dialog that makes a call list of them."""

    _inherit = "res.partner"

    def action_make_call_list(self):
        """Open the dialog that makes a call list of these clients.

        The web client names so many ids at most when a whole list is chosen. Then its
        domain is taken instead: the best are to be picked of all of them.

        :raise AccessError: the user may not see contacts of clients
        """
        if not self.env["crm.contactability"].has_access("read"):
            raise AccessError(self.env._("You may not see contacts of clients."))
        model, domain = self._name, [("id", "in", self.ids)]
        if len(self) >= self._get_ids_limit() and "active_domain" in self.env.context:
            model = self.env.context.get("active_model", model)
            domain = list(Domain(self.env.context["active_domain"]))
        dialog = self.env["crm.call.list.make"].create(
            {"client_model": model, "client_domain": domain}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call List"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _get_ids_limit(self):
        limit = self.env["ir.config_parameter"].sudo().get_param("web.active_ids_limit")
        return int(limit or 20_000)
