# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmPersonName(models.Model):
    """A former name of a person: a maiden name stays matchable."""

    _name = "crm.person.name"
    _inherit = ["crm.person.value"]
    _description = "Former Name"
    _order = "last_seen desc, id desc"
    _rec_name = "lastname"

    lastname = fields.Char("Last Name", required=True)
    firstname = fields.Char("First Name")
    middlename = fields.Char("Middle Name")
    source_id = fields.Many2one("crm.prospect.source", ondelete="set null")
    last_seen = fields.Date()
