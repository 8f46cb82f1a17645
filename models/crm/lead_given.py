# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CrmLead(models.Model):
    """The prospect that a person chooses for a lead: only one whom he may see.

    Else he would be told its name, and could add contacts to it, by way of a lead.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        # Here, for it may be a default of the context as well.
        if not self.env.su:
            self._check_given_prospects(leads.sudo().prospect_id.sudo(False))
        return leads

    def write(self, vals):
        if vals.get("prospect_id") and not self.env.su:
            given = self.env["crm.prospect"].browse(vals["prospect_id"])
            if self.sudo().prospect_id != given.sudo():
                self._check_given_prospects(given)
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "prospect_id" not in (default or {}):
            for lead, vals in zip(self, vals_list, strict=True):
                if not lead.can_open_prospect:
                    vals.pop("prospect_id", None)
        return vals_list

    def copy(self, default=None):
        copies = super().copy(default)
        if "prospect_id" not in (default or {}):
            # Whom the user may not see is none that he has chosen.
            self._write_prospects(
                {
                    copy: lead.sudo().prospect_id.id
                    for lead, copy in zip(self, copies, strict=True)
                    if lead.sudo().prospect_id - copy.sudo().prospect_id
                }
            )
        return copies

    @api.model
    def _check_given_prospects(self, prospects):
        if prospects - prospects._filtered_access("read"):
            # Odoo's own error names the record in developer mode.
            raise AccessError(
                self.env._("You may not see the prospect chosen for this application.")
            )
