# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmMatchRunLine(models.Model):
    """What one rule found in one run."""

    _name = "crm.match.run.line"
    _description = "Match Run by Rule"
    _log_access = False
    _order = "link_count desc, proposal_count desc, id"
    _rec_name = "rule_id"

    run_id = fields.Many2one(
        "crm.match.run", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one("crm.match.rule", ondelete="set null")
    link_count = fields.Integer("Links")
    proposal_count = fields.Integer("Proposals")
