# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class PhoneBlacklist(models.Model):
    """Whoever has a number that opts out, or in again, is scored."""

    _inherit = "phone.blacklist"

    def _touch_holders(self):
        self.env["crm.contact.scorer"]._touch_value("phone", self.mapped("number"))

    @api.model_create_multi
    def create(self, vals_list):
        numbers = super().create(vals_list)
        numbers._touch_holders()
        return numbers

    def write(self, vals):
        self._touch_holders()
        result = super().write(vals)
        self._touch_holders()
        return result

    def unlink(self):
        self._touch_holders()
        return super().unlink()


class MailBlacklist(models.Model):
    """The same of e-mails."""

    _inherit = "mail.blacklist"

    def _touch_holders(self):
        self.env["crm.contact.scorer"]._touch_value("email", self.mapped("email"))

    @api.model_create_multi
    def create(self, vals_list):
        emails = super().create(vals_list)
        emails._touch_holders()
        return emails

    def write(self, vals):
        self._touch_holders()
        result = super().write(vals)
        self._touch_holders()
        return result

    def unlink(self):
        self._touch_holders()
        return super().unlink()
