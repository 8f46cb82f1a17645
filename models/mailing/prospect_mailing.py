# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..person.person_mixin import NAME_PARTS


class CrmProspect(models.Model):
    """Prospects can be mailed by Odoo's Email Marketing too, if it is installed.

    It writes to their best e-mail and asks the same blacklist; who unsubscribes there
    is put on it.
    """

    _inherit = "crm.prospect"
    _mailing_enabled = True

    def _mailing_get_default_domain(self, mailing):
        return [("email", "!=", False)]

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Fields of letters that need no right to edit templates: dear Anna …"""
        names = (f"object.{name}" for name in NAME_PARTS)
        return (*super().mail_allowed_qweb_expressions(), *names)
