# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmProspect(models.Model):
    """The applications of a prospect."""

    _inherit = "crm.prospect"

    lead_ids = fields.One2many("crm.lead", "prospect_id", "Applications")
