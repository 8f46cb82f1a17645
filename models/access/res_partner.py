# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResPartner(models.Model):
    """Odoo shows the name of a related record to everybody: of a client too."""

    _inherit = "res.partner"

    # All that is left of the contacts in lists and search boxes of those without the
    # client base, as `_get_seen_partner_domain` asks for them.
    _not_clients = models.Index(
        "(complete_name, id DESC) WHERE partner_share IS NOT TRUE"
        " OR is_client IS NOT TRUE"
    )

    @api.depends("is_client", "parent_id.is_client", "partner_share")
    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self._get_hidden_clients()
        hidden.display_name = self.env._("Client")
        seen = (self - hidden).with_prefetch(self._prefetch_ids)
        return super(ResPartner, seen)._compute_display_name()

    def _get_hidden_clients(self):
        """Those of these partners who are clients that the user may not see, whether
        the code that asks runs as superuser or not.
        """
        if not self.env.user._is_without_clients():
            return self.browse()
        seen = self.env.user._get_seen_partner_domain()
        return self - self.sudo().filtered_domain(seen).with_env(self.env)
