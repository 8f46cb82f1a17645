# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmProspectUnlink(models.TransientModel):
    """Dialog: take the link of a prospect with its client back."""

    _name = "crm.prospect.unlink"
    _inherit = ["crm.client.dialog"]
    _description = "Take a Link Back"

    prospect_id = fields.Many2one("crm.prospect", required=True, ondelete="cascade")
    # By the rights of the user: an id in a dialog must not open a foreign card.
    prospect_name = fields.Char(
        "Name of the Prospect", related="prospect_id.display_name", related_sudo=False
    )
    client_id = fields.Many2one(related="prospect_id.client_id", related_sudo=False)
    different = fields.Selection(
        [
            ("yes", "Yes, two persons: no rule links them again"),
            ("unsure", "Not sure: only take the link back, and put it to review"),
        ],
        "Not the Same Person?",
        required=True,
        default="yes",
    )
    reason = fields.Char(help="Kept with the verdict.")

    def action_unlink(self):
        """Take the link back, as chosen."""
        self.ensure_one()
        self.prospect_id.action_unlink_client(
            reason=self.reason, to_review=self.different == "unsure"
        )
        return {"type": "ir.actions.act_window_close"}
