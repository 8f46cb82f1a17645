# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmProspect(models.Model):
    """What the screens show beside the stored columns, and what their buttons do."""

    _inherit = "crm.prospect"

    reference_display = fields.Char(
        "Source Number", compute="_compute_reference_display"
    )
    client_id = fields.Many2one(
        "res.partner",
        "Linked Client",
        compute="_compute_client",
        help="The client this prospect is linked with, for those who may see him.",
    )
    client_number_display = fields.Char("Client ID", compute="_compute_client")

    @api.depends("partner_id.client_number")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_client(self):
        """Not related: Odoo shows the name of a related record to everybody."""
        readable = self.sudo().partner_id.with_env(self.env)._filtered_access("read")
        for prospect in self:
            client = prospect.sudo().partner_id.with_env(self.env) & readable
            prospect.client_id = client
            prospect.client_number_display = client.client_number_display

    @api.depends("source_id.code", "source_ref")
    def _compute_reference_display(self):
        for prospect in self:
            ref = prospect.source_ref
            prospect.reference_display = ref and f"{prospect.source_id.code}: {ref}"

    def action_link_by_hand(self):
        """Open the dialog that links an existing client."""
        self.ensure_one()
        self._check_works_with_clients()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_prospect_link_action"
            ),
            "context": {"default_prospect_id": self.id},
        }

    def action_unlink_by_hand(self):
        """Open the dialog that takes the link with the client back."""
        self.ensure_one()
        self._check_works_with_clients()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_prospect_unlink_action"
            ),
            "context": {"default_prospect_id": self.id},
        }
