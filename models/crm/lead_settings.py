# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    """Whether applications get the prospects of the persons they name."""

    _inherit = "res.config.settings"

    # Not by `config_parameter`: it forgets a False, and without a word it is on.
    lead_persons = fields.Boolean("Find the Person of Each Application")

    @api.model
    def get_values(self):
        return {
            **super().get_values(),
            "lead_persons": self.env["crm.lead"]._finds_persons(),
        }

    def set_values(self):
        result = super().set_values()
        self.env["ir.config_parameter"].sudo().set_param(
            "crm_prospect.lead_persons", str(self.lead_persons)
        )
        return result

    def action_find_all_persons(self):
        """Have the persons of all earlier applications found in the background.

        :return: notification
        :rtype: dict
        :raise AccessError: the user is no administrator of prospects
        """
        return self.env["crm.lead"].action_find_all_persons()
