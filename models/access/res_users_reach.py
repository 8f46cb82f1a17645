# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..matching.match_company import Reach


class ResUsers(models.Model):
    """A user may be limited to the people of some groups, as a partner's clerk is."""

    _inherit = "res.users"

    prospect_group_ids = fields.Many2many(
        "crm.prospect.group",
        "crm_prospect_group_res_users_rel",
        string="Prospect Groups",
        # Without its only group a user would be limited to nothing.
        ondelete="restrict",
        # Archiving a group must not make "all" of the only one he is limited to.
        context={"active_test": False},
        groups="base.group_erp_manager,crm_prospect.group_prospect_admin",
        help="Sees only prospects of these groups, and applications of such prospects."
        " Empty: of all.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_limits_prospects(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_limits_prospects(vals)
        result = super().write(vals)
        if "prospect_group_ids" in vals:
            # The record rules of these users are kept with their groups in them.
            self.env.registry.clear_cache()
        return result

    def _check_limits_prospects(self, vals):
        """Nobody widens his own sight, whoever else may write users."""
        if "prospect_group_ids" not in vals or self.env.su:
            return
        limited = self.env.user._get_prospect_group_ids()
        if limited or not self.env.user.has_groups(
            "base.group_erp_manager,crm_prospect.group_prospect_admin"
        ):
            raise AccessError(
                self.env._("You may not say which prospects a user sees.")
            )

    def _get_people_reach(self):
        """Whose people this user may say something of: a :class:`Reach`.

        None: of all, as the system itself. Asked of `env.user`, it is the same whether
        the code that asks runs as superuser or not.
        """
        if self.id == SUPERUSER_ID:
            return None
        own = self._get_company_ids()
        chosen = self.env.context.get("allowed_company_ids") or own
        companies = tuple(company for company in chosen if company in own)
        return Reach(companies or own, self._get_prospect_group_ids())

    @ormcache("self.id")
    def _get_prospect_group_ids(self):
        """Ids of the groups of prospects that this user is limited to; none: all."""
        user = self.sudo().with_context(active_test=False)
        return tuple(user.prospect_group_ids.ids)

    # ------------------------------------------------------------------ rules

    def _get_group_domain(self, *paths):
        """Which records about people this user may see, for global record rules.

        Costs nothing for who is not limited.

        :param paths: dotted paths to the group of each person of a record; who is no
            prospect is seen
        :rtype: Domain
        """
        group_ids = self._get_prospect_group_ids()
        if not group_ids:
            return Domain.TRUE
        return Domain.AND(self._get_path_domain(path, group_ids) for path in paths)

    @api.model
    def _get_path_domain(self, path, group_ids):
        seen = Domain(path, "in", group_ids)
        *names, _group = path.split(".")
        for end in range(1, len(names) + 1):
            seen |= Domain(".".join(names[:end]), "=", False)
        return seen

    def _get_said_domain(self):
        """What sources of the user's groups said, or sources of no group."""
        group_ids = self._get_prospect_group_ids()
        if not group_ids:
            return Domain.TRUE
        seen = Domain("source_id.group_id", "in", [*group_ids, False])
        return Domain("source_id", "=", False) | seen

    def _get_lead_reach_domain(self, path):
        """What hangs on applications that Odoo's own rules show this user.

        :param str path: to the application; a record without one is seen
        :rtype: Domain
        """
        if self.has_group("sales_team.group_sale_salesman_all_leads"):
            return Domain.TRUE
        seen = Domain(path, "=", False)
        if self.has_group("sales_team.group_sale_salesman"):
            seen |= Domain(f"{path}.user_id", "in", [self.id, False])
        return seen

    def _get_mailing_reach_domain(self, path=""):
        """Which letters this user may read: his own, when some people are hidden.

        :param str path: to the mailing, with a dot at its end
        """
        if self._is_without_clients() or self._get_prospect_group_ids():
            return Domain(f"{path}user_id", "=", self.id)
        return Domain.TRUE

    def _get_unlimited_domain(self):
        """For figures and values of all people together: not for limited users."""
        return Domain.FALSE if self._get_prospect_group_ids() else Domain.TRUE
