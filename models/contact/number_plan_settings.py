# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .number_plan import DEFAULT_MONTHS, MONTHS_PARAMETER


class ResConfigSettings(models.TransientModel):
    """How long a numbering plan tells which numbers exist."""

    _inherit = "res.config.settings"

    number_plan_months = fields.Integer(
        "Months", config_parameter=MONTHS_PARAMETER, default=DEFAULT_MONTHS
    )

    @api.constrains("number_plan_months")
    def _check_number_plan_months(self):
        if any(not 1 <= settings.number_plan_months <= 120 for settings in self):
            raise ValidationError(
                self.env._("A numbering plan is used for 1 to 120 months.")
            )
