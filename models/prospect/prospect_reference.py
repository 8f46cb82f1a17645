# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmProspectReference(models.Model):
    """The number of a person in a source, with its own date of actuality.

    Belongs to a prospect or, when the source is the core system, to a client.
    """

    _name = "crm.prospect.reference"
    _inherit = ["crm.person.owned"]
    _description = "Reference in a Source"
    _order = "id"
    _rec_names_search = ["ref"]
    _stewards_of_clients = True
    _identity_fields = ("prospect_id", "partner_id", "source_id", "ref")

    source_id = fields.Many2one(
        "crm.prospect.source", required=True, ondelete="restrict"
    )
    ref = fields.Char("Reference", required=True)
    actual_date = fields.Datetime("Actual on", help="When the source knew it so.")
    relation = fields.Selection(
        [
            ("self", "Is this person"),
            ("payer", "Payer"),
            ("insured", "Insured"),
            ("recipient", "Recipient"),
            ("representative", "Representative"),
            ("other", "Other"),
        ],
        default="self",
        help="What the source's own person is to this one, where it is another.",
    )

    # One number of a source is one prospect, and one client: the wall of all imports.
    # The number first: the search box looks for it in all sources.
    _prospect_unique = models.UniqueIndex(
        "(ref, source_id) WHERE prospect_id IS NOT NULL",
        "A prospect with this reference exists already.",
    )
    _partner_unique = models.UniqueIndex(
        "(ref, source_id) WHERE partner_id IS NOT NULL",
        "A client with this reference exists already.",
    )

    def _identity(self):
        other = "partner_id" if self.prospect_id else "prospect_id"
        return {"source_id": self.source_id.id, "ref": self.ref, other: False}

    def _double_message(self):
        return self.env._("A person with this reference exists already.")

    @api.depends("source_id.code", "ref")
    def _compute_display_name(self):
        for reference in self:
            reference.display_name = f"{reference.source_id.code}: {reference.ref}"
