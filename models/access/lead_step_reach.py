# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Figures of applications tell a limited user of the people of his groups.

    Steps and days hold ids, which the domain of a record rule cannot follow.
    """

    _inherit = "res.users"

    def _get_lead_step_domain(self):
        """Which stays of applications this user may see."""
        return self._get_figures_domain(
            lambda row: SQL(
                """coalesce((SELECT l.prospect_id FROM crm_lead l
                    WHERE l.id = %(row)s.lead_id), %(row)s.prospect_id)""",
                row=row,
            ),
            lambda step: (
                step.env["crm.lead"].browse(step.lead_id).exists().prospect_id.id
                or step.prospect_id
            ),
        )

    def _get_lead_day_domain(self):
        """Which events of a day this user may see."""
        return self._get_figures_domain(
            lambda row: SQL(
                """CASE %(row)s.res_model WHEN 'crm.prospect' THEN %(row)s.res_id
                    ELSE (SELECT l.prospect_id FROM crm_lead l
                        WHERE l.id = %(row)s.res_id) END""",
                row=row,
            ),
            lambda day: (
                day.res_id
                if day.res_model == "crm.prospect"
                else day.env["crm.lead"].browse(day.res_id).exists().prospect_id.id
            ),
        )

    def _get_figures_domain(self, to_sql, get_id):
        """Domain of the rows about nobody, or about prospects of the user's groups.

        :param to_sql: function SQL of a row -> SQL of the id of its prospect
        :param get_id: function record -> the same id
        """
        group_ids = self._get_prospect_group_ids()
        if not group_ids:
            return Domain.TRUE

        def is_seen(model, alias, query):
            return SQL(
                """NOT EXISTS (SELECT FROM crm_prospect p WHERE p.id = %s
                    AND (p.group_id = ANY(%s)) IS NOT TRUE)""",
                to_sql(SQL.identifier(alias)),
                list(group_ids),
            )

        def is_seen_record(record):
            prospect = record.env["crm.prospect"].sudo().browse(get_id(record.sudo()))
            group = prospect.exists().group_id
            return not prospect.exists() or group.id in group_ids

        return Domain.custom(to_sql=is_seen, predicate=is_seen_record)
