# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmClientDialog(models.AbstractModel):
    """A dialog about clients, which opens for nobody who works without them.

    Its counts and texts are not asked one by one what they would tell him.
    """

    _name = "crm.client.dialog"
    _description = "Dialog about Clients"

    @api.model
    def default_get(self, fields):
        self.env["crm.prospect"]._check_works_with_clients()
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        self.env["crm.prospect"]._check_works_with_clients()
        return super().create(vals_list)
