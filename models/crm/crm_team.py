# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmTeam(models.Model):
    """Teams whose applications are not those of natural persons can be left alone."""

    _inherit = "crm.team"

    find_persons = fields.Boolean(
        "Find the Person of Each Application",
        default=True,
        help="Applications of this team get the prospect of the person they name.",
    )
