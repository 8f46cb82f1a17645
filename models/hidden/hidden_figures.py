# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Figures of applications leave out those of clients whom the user may not see.

    Steps and days hold ids, which the domain of a record rule cannot follow.
    """

    _inherit = "res.users"

    def _get_seen_step_domain(self):
        """Which stays of applications this user may see, for a global record rule."""
        return self._get_seen_figures_domain(
            lambda row: SQL("%s.lead_id", row), lambda step: step.lead_id
        )

    def _get_seen_day_domain(self):
        """Which events of a day this user may see, for a global record rule."""
        return self._get_seen_figures_domain(
            lambda row: SQL(
                "CASE %(row)s.res_model WHEN 'crm.lead' THEN %(row)s.res_id END",
                row=row,
            ),
            lambda day: day.res_model == "crm.lead" and day.res_id,
        )

    def _get_seen_figures_domain(self, to_sql, get_id):
        """Domain of the rows that tell of no hidden client's application.

        :param to_sql: function SQL of a row -> SQL of the id of its application
        :param get_id: function record -> the same id
        """
        if not self._is_without_clients():
            return Domain.TRUE
        seen = self._get_seen_partner_domain("partner_id.")

        def is_seen(model, alias, query):
            # Spelled out: of the negated domain Odoo makes a set of all other partners.
            return SQL(
                """NOT EXISTS (SELECT FROM crm_lead l
                    JOIN res_partner c ON c.id = l.partner_id
                    LEFT JOIN res_partner p ON p.id = c.parent_id
                    WHERE l.id = %s AND c.partner_share
                        AND (c.is_client OR p.is_client))""",
                to_sql(SQL.identifier(alias)),
            )

        def is_seen_record(record):
            # Not of this environment: the domain is kept longer than its transaction.
            leads = record.env["crm.lead"].sudo()
            lead = leads.browse(get_id(record.sudo())).exists()
            return lead == lead.filtered_domain(seen)

        return Domain.custom(to_sql=is_seen, predicate=is_seen_record)
