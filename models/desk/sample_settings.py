# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .sample import DEFAULT_SIZE, SIZE_PARAMETER


class ResConfigSettings(models.TransientModel):
    """How many automatic links of each rule people look at in a week."""

    _inherit = "res.config.settings"

    crm_match_sample_size = fields.Integer(
        "Links of a Rule",
        config_parameter=SIZE_PARAMETER,
        default=DEFAULT_SIZE,
    )

    @api.constrains("crm_match_sample_size")
    def _check_crm_match_sample_size(self):
        if any(settings.crm_match_sample_size < 1 for settings in self):
            raise ValidationError(
                self.env._("At least one link of each rule is looked at in a week.")
            )
