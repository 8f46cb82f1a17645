# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class IrHttp(models.AbstractModel):
    """The browser knows what is masked for the user: it offers to show it, no more."""

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        if self.env.user._get_masked_kinds():
            info["crm_masked"] = {
                "fields": self._get_masked_on_screen(),
                "can_unmask": self.env.user.has_group(
                    "crm_prospect.group_prospect_unmask"
                ),
            }
        return info

    def _get_masked_on_screen(self):
        """dict model -> names of the fields that are masked for the user."""
        names = {
            name: [
                field
                for field, kind in self.env[name]._get_user_masks().items()
                if kind != "client"
            ]
            for name, model in self.env.registry.items()
            if hasattr(model, "_get_user_masks")
        }
        return {name: masked for name, masked in names.items() if masked}
