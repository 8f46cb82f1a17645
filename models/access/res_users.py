# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache

# What is masked for whom: a kind of value and the group it is masked for.
MASKING_GROUPS = {
    "document": "crm_prospect.group_mask_documents",
    "birthdate": "crm_prospect.group_mask_birthdates",
    "phone": "crm_prospect.group_mask_phones",
    "email": "crm_prospect.group_mask_emails",
}


class ResUsers(models.Model):
    """What the groups of a user take away from him.

    Asked of `env.user`, also of a superuser environment: it keeps its user.
    """

    _inherit = "res.users"

    # Both are asked for each condition of each query: kept as Odoo keeps the groups of
    # a user, and forgotten with them. Nobody is asked for, too: without a session.

    @ormcache("self.id")
    def _is_without_clients(self):
        """Whether no client may be shown to this user."""
        user = self.sudo()
        return bool(user) and user.has_group("crm_prospect.group_without_clients")

    @ormcache("self.id")
    def _get_masked_kinds(self):
        """Those of the keys of :data:`MASKING_GROUPS` that are masked for this user.

        :rtype: frozenset
        """
        user = self.sudo()
        return frozenset(
            kind
            for kind, group in MASKING_GROUPS.items()
            if user and user.has_group(group)
        )

    def _get_seen_partner_domain(self, path=""):
        """Which partners this user may see, for a global record rule: rules of groups
        are OR'ed away by those of other groups.

        Colleagues stay visible, also those who are clients. Contacts under a client
        are hidden with him.

        :param str path: of the field that holds the partner, with a dot at its end; a
            record without a partner is seen
        :rtype: Domain
        """
        if not self._is_without_clients():
            return Domain.TRUE
        seen = Domain(f"{path}partner_share", "=", False) | (
            Domain(f"{path}is_client", "=", False)
            & (
                Domain(f"{path}parent_id", "=", False)
                | Domain(f"{path}parent_id.is_client", "=", False)
            )
        )
        return (Domain(path[:-1], "=", False) | seen) if path else seen

    @api.model
    def _get_hidden_partner_domain(self, path=""):
        """The others: for those without the client base, to be looked up one by one.

        The seen ones denied would be a set of all of them.

        :param str path: as of :meth:`_get_seen_partner_domain`
        :rtype: Domain
        """
        return Domain(f"{path}partner_share", "=", True) & (
            Domain(f"{path}is_client", "=", True)
            | Domain(f"{path}parent_id.is_client", "=", True)
        )
