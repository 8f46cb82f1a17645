# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

MERGE_SCOPES = [
    ("never", "Never"),
    ("source", "Inside one source"),
    ("group", "Inside the group"),
    ("everywhere", "Everywhere"),
]


class CrmProspectGroup(models.Model):
    """A set of sources sharing match rules and, later, merging, retention, rights."""

    _name = "crm.prospect.group"
    _description = "Prospect Group"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text()
    merge_scope = fields.Selection(
        MERGE_SCOPES,
        "Look for Same Person",
        required=True,
        default="everywhere",
        help="Where somebody who registers is looked for: a person found there by an"
        " automatic rule gets the new data instead of being entered twice. A known"
        " reference always leads to its prospect.",
    )
    source_ids = fields.One2many("crm.prospect.source", "group_id", "Sources")

    _name_unique = models.Constraint(
        "UNIQUE(name)", "There is a prospect group with this name already."
    )
