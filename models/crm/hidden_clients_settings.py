# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..prospect.prospect_hidden import TELL_PARAMETER


class ResConfigSettings(models.TransientModel):
    """Whether users without the client base learn that a client matches."""

    _inherit = "res.config.settings"

    # Not by `config_parameter`: it forgets a False, and without a word it is on.
    tell_hidden_clients = fields.Boolean(
        "Users without the Client Base Learn that a Client Matches"
    )

    @api.model
    def get_values(self):
        parameters = self.env["ir.config_parameter"].sudo()
        return {
            **super().get_values(),
            "tell_hidden_clients": parameters.get_param(TELL_PARAMETER, "1") != "0",
        }

    def set_values(self):
        result = super().set_values()
        self.env["ir.config_parameter"].sudo().set_param(
            TELL_PARAMETER, "1" if self.tell_hidden_clients else "0"
        )
        return result
