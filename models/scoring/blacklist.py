# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmScoredBlacklist(models.AbstractModel):
    """Whoever has a number or an e-mail that opts out, or in again, is scored."""

    _name = "crm.scored.blacklist"
    _description = "Blacklist that Scores Look at"

    def _touch_holders(self):
        """Have all who hold these values scored."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        values = super().create(vals_list)
        values._touch_holders()
        return values

    def write(self, vals):
        self._touch_holders()
        result = super().write(vals)
        self._touch_holders()
        return result

    def unlink(self):
        self._touch_holders()
        return super().unlink()


class PhoneBlacklist(models.Model):
    """Odoo's blacklist of numbers."""

    _name = "phone.blacklist"
    _inherit = ["phone.blacklist", "crm.scored.blacklist"]

    def _touch_holders(self):
        self.env["crm.contact.scorer"]._touch_value("phone", self.mapped("number"))


class MailBlacklist(models.Model):
    """Odoo's blacklist of e-mails."""

    _name = "mail.blacklist"
    _inherit = ["mail.blacklist", "crm.scored.blacklist"]

    def _touch_holders(self):
        self.env["crm.contact.scorer"]._touch_value("email", self.mapped("email"))
