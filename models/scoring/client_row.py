# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmClientRow(models.AbstractModel):
    """A row about a client: there is one while he is a client, and in use."""

    _name = "crm.client.row"
    _inherit = ["crm.client.seen"]
    _description = "Row about a Client"

    @api.model
    def _get_seen_domain(self):
        clients = self.env["res.partner"]._search([("is_client", "=", True)])
        return Domain("partner_id", "in", clients)
