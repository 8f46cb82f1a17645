# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """A rule may link people of different companies: neither learns the other's name.

    Odoo shows the name of a related record to everybody.
    """

    _inherit = "res.partner"

    @api.depends("company_id")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _get_hidden_clients(self):
        hidden = super()._get_hidden_clients()
        user = self.env.user
        if not user or user.id == SUPERUSER_ID or not user._is_internal():
            return hidden
        of_companies = self.sudo().filtered(lambda p: p.is_client and p.company_id)
        if not of_companies:
            return hidden
        own = user._get_seen_company_ids(user._get_company_ids())
        foreign = of_companies.filtered(lambda p: p.company_id.id not in own)
        return hidden | foreign.with_env(self.env)


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_seen_company_ids(self, company_ids):
        """These companies with their parents, whose clients are those of branches."""
        return self.env["res.company"].sudo().browse(company_ids).parent_ids.ids

    def _get_client_company_domain(self, field, company_ids):
        """For a record rule: records of clients of these companies, or of no client.

        Client by client: a set of all of them would be made anew for each page, as of
        EXISTS beside an OR.
        """
        if self.env["res.company"].sudo().search_count([], limit=2) < 2:
            return Domain.TRUE
        seen = self._get_seen_company_ids(company_ids)

        def is_seen(model, alias, query):
            return SQL(
                """coalesce((SELECT c.company_id = ANY(%s)
                    FROM res_partner c WHERE c.id = %s), TRUE)""",
                seen,
                SQL.identifier(alias, field),
            )

        def is_seen_record(record):
            company = record.sudo()[field].company_id
            return not company or company.id in seen

        return Domain.custom(to_sql=is_seen, predicate=is_seen_record)
