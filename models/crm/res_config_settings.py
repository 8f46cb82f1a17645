# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..matching.generic_value import LIMIT_PARAMETER, LIMITS

FIELDS = {kind: f"generic_limit_{kind}" for kind in LIMITS}


class ResConfigSettings(models.TransientModel):
    """How many people may hold a value before it tells nothing about one of them."""

    _inherit = "res.config.settings"

    generic_limit_phone = fields.Integer(
        "People per Phone",
        default=LIMITS["phone"],
        config_parameter=LIMIT_PARAMETER % "phone",
    )
    generic_limit_email = fields.Integer(
        "People per E-mail",
        default=LIMITS["email"],
        config_parameter=LIMIT_PARAMETER % "email",
    )
    generic_limit_messenger = fields.Integer(
        "People per Messenger",
        default=LIMITS["messenger"],
        config_parameter=LIMIT_PARAMETER % "messenger",
    )
    generic_limit_document = fields.Integer(
        "People per Document",
        default=LIMITS["document"],
        config_parameter=LIMIT_PARAMETER % "document",
    )
    generic_limit_address = fields.Integer(
        "People per Address",
        default=LIMITS["address"],
        config_parameter=LIMIT_PARAMETER % "address",
    )

    @api.constrains(*FIELDS.values())
    def _check_generic_limits(self):
        for settings in self:
            if min(settings[field] for field in FIELDS.values()) < 1:
                raise ValidationError(
                    self.env._(
                        "At least one person has to be allowed to hold a phone, an"
                        " e-mail, a messenger id, a document or an address."
                    )
                )

    def set_values(self):
        values = self.env["crm.generic.value"]
        before = values._limits()
        result = super().set_values()
        if values._limits() != before:
            # What is generic by now is found in the background.
            self.env.ref("crm_prospect.ir_cron_generic_radar").sudo()._trigger()
        return result
