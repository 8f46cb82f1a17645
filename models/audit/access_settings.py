# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .access_limit import LIMITS

LARGEST = 1_000_000


class ResConfigSettings(models.TransientModel):
    """Not by `config_parameter`: 0, which is no limit, would be the default again."""

    _inherit = "res.config.settings"

    limit_identify = fields.Integer("Questions per Minute")
    limit_identify_key = fields.Integer("Of Them by One Key")
    limit_unmask = fields.Integer("Unmasked per Hour")
    limit_view = fields.Integer("Cards per Hour")
    limit_export = fields.Integer("Exports per Day")

    @api.constrains(*LIMITS)
    def _check_limits(self):
        for settings in self:
            if any(not 0 <= settings[name] <= LARGEST for name in LIMITS):
                raise ValidationError(
                    self.env._(
                        "A limit of reading is between 0 (none) and %(limit)s.",
                        limit=LARGEST,
                    )
                )

    @api.model
    def get_values(self):
        numbers = self.env["crm.access.log"]._get_limit_numbers()
        return {**super().get_values(), **numbers}

    def set_values(self):
        result = super().set_values()
        parameters = self.env["ir.config_parameter"].sudo()
        for name, limit in LIMITS.items():
            parameters.set_param(limit.parameter, str(self[name]))
        return result
