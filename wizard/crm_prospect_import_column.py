# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.contact.contact_point import NETWORKS, USAGES

TARGETS = [
    ("lastname", "Last Name"),
    ("firstname", "First Name"),
    ("middlename", "Middle Name"),
    ("name", "Full Name"),
    ("gender", "Gender"),
    ("birthdate", "Birth Date"),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("messenger", "Messenger"),
    ("document", "Document Number"),
    ("document_series", "Document Series"),
    ("street", "Street, House, Flat"),
    ("zip", "ZIP"),
    ("city", "City"),
    ("country", "Country"),
    ("employer", "Employer"),
    ("comment", "Comment"),
    ("ref", "Number in the Source"),
    ("actual_date", "Actual on"),
    ("source", "Source"),
    ("client_since", "Client Since"),
    ("client_until", "Client Until"),
]
# Several columns may go there; the others take one column each.
SEVERAL = {"phone", "email", "messenger", "document", "street", "comment"}


class CrmProspectImportColumn(models.TransientModel):
    """One column of an imported file and where its values go."""

    _name = "crm.prospect.import.column"
    _description = "Column of an Imported File"
    _order = "position, id"
    _rec_name = "header"

    import_id = fields.Many2one(
        "crm.prospect.import", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(readonly=True)
    header = fields.Char("Column", readonly=True)
    sample = fields.Char("Examples", readonly=True)
    target = fields.Selection(TARGETS, "Goes to", help="Empty: is not imported.")
    document_type_id = fields.Many2one("crm.person.document.type")
    network = fields.Selection(NETWORKS)
    usage = fields.Selection(USAGES)

    def _detail(self):
        """Code of the document type, the network or the usage, whichever applies."""
        self.ensure_one()
        if self.target in ("document", "document_series"):
            return self.document_type_id.code
        if self.target == "messenger":
            return self.network
        if self.target in ("phone", "email"):
            return self.usage
        return None
