# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmPersonOrigin(models.Model):
    """Which source said a value of a person, first and last when, and how often.

    A source says a value again when it speaks of a later day than before: the same
    file taken in twice counts once.
    """

    _name = "crm.person.origin"
    _inherit = ["crm.client.seen"]
    _description = "Origin of a Value"
    _log_access = False
    _order = "last_seen desc, id desc"
    _rec_name = "source_id"
    _client_paths = ("contact_point_id.partner_id", "document_id.partner_id")

    contact_point_id = fields.Many2one("crm.contact.point", ondelete="cascade")
    document_id = fields.Many2one("crm.person.document", ondelete="cascade")
    source_id = fields.Many2one(
        "crm.prospect.source", required=True, ondelete="restrict", index=True
    )
    first_seen = fields.Date(required=True)
    last_seen = fields.Date(required=True)
    times = fields.Integer(
        required=True,
        default=1,
        aggregator=None,
        help="On how many days the source said it, each later than those before.",
    )

    _one_value = models.Constraint(
        "CHECK((contact_point_id IS NULL) <> (document_id IS NULL))",
        "An origin belongs to exactly one value.",
    )
    _contact_point_source = models.UniqueIndex(
        "(contact_point_id, source_id) WHERE contact_point_id IS NOT NULL"
    )
    _document_source = models.UniqueIndex(
        "(document_id, source_id) WHERE document_id IS NOT NULL"
    )
