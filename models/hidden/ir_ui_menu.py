# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# Lists of clients and of Odoo's contacts: empty or nearly so without the client base.
CLIENT_MENUS = (
    "contacts.menu_contacts",
    "crm.res_partner_menu_customer",
    "crm_prospect.crm_client_individual_menu",
    "crm_prospect.crm_contactability_menu",
    "crm_prospect.crm_call_list_menu",
)


class IrUiMenu(models.Model):
    """Menus without use for those who work without the client base."""

    _inherit = "ir.ui.menu"

    @api.model
    def _visible_menu_ids(self, debug=False):
        visible = super()._visible_menu_ids(debug)
        if not self.env.user._is_without_clients():
            return visible
        find = self.env["ir.model.data"]._xmlid_to_res_id
        return visible - {find(menu, raise_if_not_found=False) for menu in CLIENT_MENUS}
