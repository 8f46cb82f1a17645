# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmProspect(models.Model):
    """The link of a prospect in words."""

    _inherit = "crm.prospect"

    link_summary = fields.Char(compute="_compute_link_summary")

    @api.depends("partner_id", "match_rule_id", "match_result", "link_user_id")
    @api.depends_context("lang", "uid")
    def _compute_link_summary(self):
        without_clients = self.env.user._is_without_clients()
        for prospect in self:
            prospect.link_summary = (
                prospect._get_hidden_summary()
                if without_clients
                else prospect._get_link_summary()
            )

    def _get_link_summary(self):
        """The link and its reason in words, as on top of the form."""
        self.ensure_one()
        if not self.partner_id:
            return {
                "ambiguous": self.env._(
                    "Several clients fit; a person has to decide which one it is."
                ),
                "proposed": self.env._("Possible client: please review."),
            }.get(self.match_result, False)
        if self.link_user_id:
            reason = self.env._("by hand, %(user)s", user=self.link_user_id.sudo().name)
        else:
            reason = self.match_rule_id.sudo().name or ""
        if self.link_kind == "became":
            return self.env._("Became a client (%(reason)s)", reason=reason)
        return self.env._("Duplicate of a client (%(reason)s)", reason=reason)

    def _get_hidden_summary(self):
        """The link in words, without its reason."""
        self.ensure_one()
        return {
            "linked": self.env._("Known client"),
            "converted": self.env._("Known client"),
            "proposed": self.env._("Possible client"),
            "ambiguous": self.env._("Several clients fit"),
        }.get(self.match_state, False)
