# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

RELATIONS = [
    ("wife", "Wife"),
    ("husband", "Husband"),
    ("mother", "Mother"),
    ("father", "Father"),
    ("daughter", "Daughter"),
    ("son", "Son"),
    ("sister", "Sister"),
    ("brother", "Brother"),
    ("relative", "Relative"),
]


class CrmContactShare(models.Model):
    """A contact that several people have, as of last night: who owns it.

    A contact without a row here is its person's alone. Clients go before prospects:
    who is not verified takes no contact away from a client.
    """

    _name = "crm.contact.share"
    _inherit = ["crm.client.seen"]
    _description = "Shared Contact"
    _log_access = False
    _rec_name = "point_id"
    _client_paths = ("point_id.partner_id",)

    point_id = fields.Many2one(
        "crm.contact.point", "Contact", required=True, ondelete="cascade"
    )
    holders = fields.Integer(required=True, help="People who have this contact.")
    is_owner = fields.Boolean(help="Belongs mainly to this person.")
    # Odoo shows the name of a related record to everybody.
    owner_partner_id = fields.Many2one(
        "res.partner", ondelete="set null", groups=fields.NO_ACCESS
    )
    owner_id = fields.Many2one(
        "res.partner",
        "Belongs to",
        compute="_compute_owner_id",
        help="Another client; empty when it is one that the user may not see.",
    )
    relation = fields.Selection(
        RELATIONS, help="Who the owner is to the person of this contact."
    )

    _point = models.UniqueIndex("(point_id)")
    _owner = models.Index("(owner_partner_id) WHERE owner_partner_id IS NOT NULL")

    @api.depends("owner_partner_id")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_owner_id(self):
        owners = self.sudo().owner_partner_id.with_env(self.env)
        readable = owners._filtered_access("read")
        for share in self:
            share.owner_id = share.sudo().owner_partner_id.with_env(self.env) & readable
