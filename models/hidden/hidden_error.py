# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """Odoo's refusal names the records and the rules, in debug mode."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if not self._hides_clients():
            # Debug mode is anybody's: with it, numbers would be turned into names.
            is_named = self.env.user.has_group("base.group_no_one")
            if is_named and records._is_audited():
                return AccessError(
                    self.env._("This is not in your sight, or no longer.")
                )
            return super()._make_access_error(operation, records)
        if not self.env["crm.prospect"]._tells_hidden():
            return AccessError(self.env._("This is not in your sight, or no longer."))
        return AccessError(
            self.env._(
                "This is not in your sight, or no longer: somebody may have given it to"
                " the client base meanwhile. Go back to your list."
            )
        )
