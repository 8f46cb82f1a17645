# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmContactEvent(models.Model):
    _inherit = "crm.contact.event"

    @api.model
    def _get_mailed_persons(self, rows):
        """A mailed application is its person."""
        persons = super()._get_mailed_persons(rows)
        ids = {res_id for _, _, _, model, res_id, *_ in rows if model == "crm.lead"}
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        for lead in leads.browse(ids).exists():
            if lead.prospect_id:
                persons["crm.lead", lead.id] = ("prospect_id", lead.prospect_id.id)
            elif lead.partner_id.is_client:
                persons["crm.lead", lead.id] = ("partner_id", lead.partner_id.id)
        return persons
