# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLead(models.Model):
    """An application: whose it is, and which client that is.

    The client of a lead is not its `partner_id`: Odoo copies e-mail and phone between
    the two, and unverified data must not reach a client card. What is told of the link
    is related and not stored, so that linking a prospect touches no lead.
    """

    _inherit = "crm.lead"

    prospect_id = fields.Many2one(
        "crm.prospect",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    client_id = fields.Many2one(related="prospect_id.partner_id", string="Client")
    match_state = fields.Selection(related="prospect_id.match_state", string="Link")
    match_result = fields.Selection(
        related="prospect_id.match_result", string="Match Result"
    )
    match_rule_id = fields.Many2one(
        related="prospect_id.match_rule_id", string="Recognised by"
    )
    application_reference_ids = fields.One2many(
        "crm.application.reference", "lead_id", "References", copy=False
    )
