# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..matching.held_values import held


class ResUsers(models.Model):
    """A generic value is found in the whole base, and shown where somebody holds it."""

    _inherit = "res.users"

    def _get_generic_value_domain(self, company_ids):
        """For a record rule: values that somebody of these companies holds, or of all.

        Asked value by value: there are few of them, and each has an index.
        """
        if self.env["res.company"].sudo().search_count([], limit=2) < 2:
            return Domain.TRUE
        seen = self._get_seen_company_ids(company_ids)

        def is_held(model, alias, query):
            kind, value = SQL.identifier(alias, "kind"), SQL.identifier(alias, "value")
            return SQL(
                """EXISTS (SELECT FROM (%s) h
                    LEFT JOIN crm_prospect p ON p.id = h.prospect_id
                    LEFT JOIN res_partner c ON c.id = h.partner_id
                    WHERE coalesce(coalesce(p.company_id, c.company_id) = ANY(%s),
                        TRUE))""",
                held(kind, value),
                seen,
            )

        return Domain.custom(to_sql=is_held)
