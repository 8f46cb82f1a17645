# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """The client of an application is linked by hand, by its prospect."""

    _inherit = "crm.lead"

    def action_link_by_hand(self):
        """Open the dialog that links an existing client with the person.

        :raise UserError: the application names nobody
        """
        self.ensure_one()
        if not self.prospect_id:
            self.action_find_person()
        if not self.prospect_id:
            raise UserError(
                self.env._(
                    "This application names nobody yet. Fill in the name, the phone"
                    " or the e-mail of the person first."
                )
            )
        return self.prospect_id.action_link_by_hand()

    def action_unlink_by_hand(self):
        """Open the dialog that takes the link of the person with a client back."""
        self.ensure_one()
        return self.prospect_id.action_unlink_by_hand()
