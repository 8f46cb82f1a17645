# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model
    def _get_view_group_hierarchy(self):
        """Say in the language of the user what he may who has none of our groups.

        Odoo does not translate these words, :attr:`res.groups.privilege.placeholder`.
        """
        hierarchy = super()._get_view_group_hierarchy()
        words = {
            "Visible": self.env._("Visible"),
            "Shown in Full": self.env._("Shown in Full"),
        }
        # The answer of super is kept in a cache: it is not to be changed.
        privileges = {
            number: {
                **privilege,
                "placeholder": words.get(
                    privilege["placeholder"], privilege["placeholder"]
                ),
            }
            for number, privilege in hierarchy["privileges"].items()
        }
        return {**hierarchy, "privileges": privileges}
