# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

EDITOR = "mail.group_mail_template_editor"


class ResUsers(models.Model):
    """Placeholders of templates run code that reads anything, as superuser too.

    Odoo can give the right to write them to everybody by a setting. Who sees less than
    others writes the harmless ones only.
    """

    _inherit = "res.users"

    def has_group(self, group_ext_id):
        has = super().has_group(group_ext_id)
        return has and not (group_ext_id == EDITOR and self._sees_less())

    def _sees_less(self):
        """Whether values, clients or groups of prospects are kept from this user."""
        return bool(
            self._get_masked_kinds()
            or self._is_without_clients()
            or self._get_prospect_group_ids()
        )
