# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .score_simulation_make import DEFAULT_SIZE, LARGEST_SIZE, SIZE_PARAMETER


class ResConfigSettings(models.TransientModel):
    """How many clients a version of the scoring model is simulated on."""

    _inherit = "res.config.settings"

    crm_score_simulation_size = fields.Integer(
        "Clients of a Simulation",
        config_parameter=SIZE_PARAMETER,
        default=DEFAULT_SIZE,
    )

    @api.constrains("crm_score_simulation_size")
    def _check_crm_score_simulation_size(self):
        if any(not 0 < s.crm_score_simulation_size <= LARGEST_SIZE for s in self):
            raise ValidationError(
                self.env._(
                    "A simulation scores between 1 and %(limit)s clients.",
                    limit=LARGEST_SIZE,
                )
            )
