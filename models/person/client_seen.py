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
    _client_path = "partner_id"

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
        *path, last = self._client_path.split(".")
        clients = self.env["res.partner"].with_context(active_test=False)

        def to_sql(model, alias, query):
            for name in path:
                model, alias = model._fields[name].join(model, alias, query)
            client = SQL.identifier(alias, last)
            seen = query.make_alias(alias, "seen")
            seen_id = SQL.identifier(seen, "id")
            ids = clients._search([]).subselect()
            query.add_join("LEFT JOIN", seen, ids, SQL("%s = %s", seen_id, client))
            return SQL("(%s IS NULL OR %s IS NOT NULL)", client, seen_id)

        return Domain.custom(to_sql=to_sql)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids) or result and result[0] == self:
            return result
        clients = self.sudo().mapped(self._client_path).with_env(self.env)
        hidden = clients - clients._filtered_access("read")
        if not hidden:
            return result
        forbidden = self.sudo().filtered_domain([(self._client_path, "in", hidden.ids)])
        forbidden = forbidden.with_env(self.env)
        if result:
            # The rest may hold hidden clients too.
            return result[0] | forbidden, result[1]
        return forbidden, lambda: AccessError(
            self.env._("You may not see the clients of these records.")
        )
