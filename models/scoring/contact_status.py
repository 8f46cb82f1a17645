# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContactPoint(models.Model):
    """What the screens say of a contact: its status in words, and whose it is."""

    _inherit = "crm.contact.point"

    status_label = fields.Char("Use", compute="_compute_status_label")
    belongs_to = fields.Char(
        compute="_compute_belongs_to",
        help="Who mainly uses this contact, when it is not this person; as of last"
        " night.",
    )

    @api.depends("kind", "status", "share_ids.relation")
    @api.depends_context("lang")
    def _compute_status_label(self):
        statuses, relatives = self._get_status_words()
        for point in self:
            kind = "phone" if point.kind == "phone" else "other"
            relation = point.sudo().share_ids.relation or "relative"
            point.status_label = (
                relatives[kind][relation]
                if point.status == "relative"
                else statuses[kind].get(point.status)
            )

    @api.model
    def _get_status_words(self):
        """Words of the statuses and of the relations, of phones and of the rest."""
        always = {
            "opted_out": self.env._("Opted out"),
            "not_exist": self.env._("Does not exist"),
            "wrong_person": self.env._("Wrong person"),
            "no_answer": self.env._("No answer"),
        }
        statuses = {
            "phone": {
                **always,
                "personal": self.env._("Personal number"),
                "shared": self.env._("Shared (agent's)"),
                "wrong_person": self.env._("Wrong number"),
            },
            "other": {
                **always,
                "personal": self.env._("Personal"),
                "shared": self.env._("Shared"),
            },
        }
        relatives = {
            "phone": {
                "wife": self.env._("Wife's number"),
                "husband": self.env._("Husband's number"),
                "mother": self.env._("Mother's number"),
                "father": self.env._("Father's number"),
                "daughter": self.env._("Daughter's number"),
                "son": self.env._("Son's number"),
                "sister": self.env._("Sister's number"),
                "brother": self.env._("Brother's number"),
                "relative": self.env._("Relative's number"),
            },
            "other": {
                "wife": self.env._("Wife's"),
                "husband": self.env._("Husband's"),
                "mother": self.env._("Mother's"),
                "father": self.env._("Father's"),
                "daughter": self.env._("Daughter's"),
                "son": self.env._("Son's"),
                "sister": self.env._("Sister's"),
                "brother": self.env._("Brother's"),
                "relative": self.env._("Relative's"),
            },
        }
        return statuses, relatives

    @api.depends("share_ids.is_owner", "share_ids.owner_partner_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_belongs_to(self):
        """Not related: Odoo shows the name of a related record to everybody."""
        shares = self.sudo().share_ids.filtered(lambda share: not share.is_owner)
        owners = shares.owner_partner_id.sudo(False)._filtered_access("read")
        names = {owner.id: owner.display_name for owner in owners}
        nobodys = shares.filtered(lambda share: not share.owner_partner_id)
        owned = nobodys.point_id._owned_by_prospects()
        self.belongs_to = False
        for share in shares:
            point = share.point_id.sudo(False) & self
            if share.owner_partner_id or point.match_key in owned:
                somebody = self.env._("Somebody else")
                point.belongs_to = names.get(share.owner_partner_id.id, somebody)
            else:
                point.belongs_to = self.env._("Nobody")

    def _owned_by_prospects(self):
        """Those of these values that a prospect owns: clients are named in the row."""
        shares = self.env["crm.contact.share"].search(
            [
                ("is_owner", "=", True),
                ("point_id.match_key", "in", self.mapped("match_key")),
            ]
        )
        return set(shares.point_id.mapped("match_key"))
