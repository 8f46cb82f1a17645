# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL


class CrmClientSeen(models.AbstractModel):
    """A record about a client is seen by those who may read the client.

    Record rules of one model cannot ask those of another one, so it is done here.
    """

    _name = "crm.client.seen"
    _description = "Record about a Client"

    # From a record to its client; records of no client are left to record rules.
    _client_paths = ("partner_id",)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_seen_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _get_seen_domain(self):
        """A join: a set of all the clients that may be seen would be made anew for each
        page of a list.
        """
        clients = self.env["res.partner"].with_context(active_test=False)
        if clients._sees_all():
            return Domain.TRUE
        found = clients._search([])
        return Domain.AND(
            self._get_seen_client_domain(path, found) for path in self._client_paths
        )

    @api.model
    def _get_seen_client_domain(self, client_path, found):
        """The client at one path is one of those found, or there is none.

        :param str client_path: one of those of the model
        :param found: query of all the clients that the user may see
        """
        *path, last = client_path.split(".")

        def to_sql(model, alias, query):
            for name in path:
                model, alias = model._fields[name].join(model, alias, query)
            client = SQL.identifier(alias, last)
            if found.is_empty():
                return SQL("%s IS NULL", client)
            seen = query.make_alias(alias, "seen")
            seen_id = SQL.identifier(seen, "id")
            query.add_join(
                "LEFT JOIN", seen, found.subselect(), SQL("%s = %s", seen_id, client)
            )
            return SQL("(%s IS NULL OR %s IS NOT NULL)", client, seen_id)

        return Domain.custom(to_sql=to_sql)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids) or result and result[0] == self:
            return result
        forbidden = self._get_unseen()
        if not forbidden:
            return result
        if result:
            # The rest may hold hidden clients too.
            return result[0] | forbidden, result[1]
        return forbidden, lambda: AccessError(
            self.env._("You may not see the clients of these records.")
        )

    def _get_unseen(self):
        """Those of these records whose client the user may not see."""
        clients = self.env["res.partner"].union(
            *(self.sudo().mapped(path) for path in self._client_paths)
        )
        hidden = clients - clients._filtered_access("read")
        if not hidden:
            return self.browse()
        of_hidden = Domain.OR(
            Domain(path, "in", hidden.ids) for path in self._client_paths
        )
        return self.sudo().filtered_domain(of_hidden).with_env(self.env)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _sees_all(self):
        """Whether no record rule hides a partner from the user."""
        if self.env.su:
            return True
        rule = self.env["ir.rule"]._compute_domain("res.partner", "read")
        return self.has_access("read") and Domain(rule).is_true()
