# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from .mailing_fate import DEFAULT_DAYS, LIMIT, LIMIT_DAYS


class ResCompany(models.Model):
    """In whose name letters are sent."""

    _inherit = "res.company"

    crm_mailing_sender = fields.Char(
        "Sender of Mailings", help='An e-mail, or "Name <e-mail>".'
    )

    @api.constrains("crm_mailing_sender")
    def _check_crm_mailing_sender(self):
        for company in self:
            sender = company.crm_mailing_sender
            if sender and not email_normalize(sender):
                raise ValidationError(
                    self.env._("The sender of mailings has to be an e-mail.")
                )


class ResConfigSettings(models.TransientModel):
    """The sender of letters, and how many an address gets."""

    _inherit = "res.config.settings"

    crm_mailing_sender = fields.Char(
        related="company_id.crm_mailing_sender", readonly=False
    )
    crm_mailing_limit = fields.Integer(
        "Letters at Most", config_parameter=LIMIT, help="0: as many as are sent."
    )
    crm_mailing_limit_days = fields.Integer(
        "In So Many Days", config_parameter=LIMIT_DAYS, default=DEFAULT_DAYS
    )

    @api.constrains("crm_mailing_limit", "crm_mailing_limit_days")
    def _check_crm_mailing_limit(self):
        for settings in self:
            if settings.crm_mailing_limit < 0 or settings.crm_mailing_limit_days < 1:
                raise ValidationError(
                    self.env._(
                        "The number of letters cannot be negative,"
                        " and the days are at least one."
                    )
                )
