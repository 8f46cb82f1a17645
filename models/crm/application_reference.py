# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmApplicationReference(models.Model):
    """The number of an application in the system it came from.

    In a table of its own: a lead that others were merged into answers to all of their
    numbers.
    """

    _name = "crm.application.reference"
    _description = "Reference of an Application"
    _log_access = False
    _order = "id"

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    source_id = fields.Many2one(
        "crm.prospect.source", required=True, ondelete="restrict"
    )
    ref = fields.Char("Reference", required=True)

    # The wall of all doors: the same number of the same source is the same lead.
    _unique_ref = models.UniqueIndex(
        "(ref, source_id)", "An application with this reference exists already."
    )

    @api.depends("source_id.code", "ref")
    def _compute_display_name(self):
        for reference in self:
            reference.display_name = f"{reference.source_id.code}: {reference.ref}"
