# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmLead(models.Model):
    """Earlier applications of the same person, as far as it is known.

    Of his prospect, of all prospects of his client, and those whose contact is the
    client. All of the companies of the user count, also those he may not open: how
    often somebody has come is to be known to whoever works with him.
    """

    _inherit = "crm.lead"

    earlier_application_count = fields.Integer(
        "Earlier Applications", compute="_compute_earlier_application_count"
    )
    came_again = fields.Boolean(
        compute="_compute_earlier_application_count", search="_search_came_again"
    )

    @api.depends("prospect_id.partner_id")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_earlier_application_count(self):
        earlier = self._get_earlier_applications()
        for lead in self:
            lead.earlier_application_count = len(earlier[lead])
            lead.came_again = bool(earlier[lead])

    def _get_earlier_applications(self):
        """dict lead -> set of ids; two statements, whatever the number of leads."""
        applications = self.sudo().with_context(active_test=False)
        prospects = applications.prospect_id
        clients = prospects._get_told_clients().sudo()
        others = (
            prospects.search([("partner_id", "in", clients.ids)]) if clients else ()
        )
        person_of = {
            prospect: prospect.partner_id & clients or prospect
            for prospect in prospects
        } | {prospect: prospect.partner_id for prospect in others}
        groups = applications._read_group(
            self._companies_domain()
            & (
                Domain("prospect_id", "in", [prospect.id for prospect in person_of])
                | Domain("partner_id", "in", clients.ids)
            ),
            ["prospect_id", "partner_id"],
            ["id:array_agg"],
        )
        found = defaultdict(set)
        for prospect, partner, ids in groups:
            for person in {person_of.get(prospect), partner & clients}:
                if person:
                    found[person].update(ids)
        earlier = {}
        for lead, application in zip(self, applications, strict=True):
            ids = found[person_of.get(application.prospect_id)]
            own = lead._origin.id
            earlier[lead] = {i for i in ids if not own or i < own}
        return earlier

    @api.model
    def _companies_domain(self):
        return Domain("company_id", "in", [*self.env.companies.ids, False])

    @api.model
    def _search_came_again(self, operator, value):
        if operator != "in":
            return NotImplemented
        again = Domain.custom(to_sql=self._came_again_sql)
        domains = {True: again, False: ~again}
        return Domain.OR(domains[bool(wanted)] for wanted in value)

    @api.model
    def _came_again_sql(self, model, alias, query):
        """Condition on a lead; read by the three indexes for the leads looked at."""
        return SQL(
            """EXISTS (SELECT FROM crm_prospect p WHERE p.id = %(lead)s.prospect_id
                AND (EXISTS (SELECT FROM crm_lead o
                        WHERE o.prospect_id = p.id AND %(earlier)s)
                    OR EXISTS (SELECT FROM crm_lead o
                        WHERE o.partner_id = p.partner_id AND %(told)s AND %(earlier)s)
                    OR EXISTS (SELECT FROM crm_prospect s
                        JOIN crm_lead o ON o.prospect_id = s.id
                        WHERE s.partner_id = p.partner_id AND %(told)s
                            AND %(earlier)s)))""",
            told=self.env["crm.prospect"]._tells_hidden(),
            lead=SQL.identifier(alias),
            earlier=SQL(
                """o.id < %s.id
                    AND (o.company_id IS NULL OR o.company_id = ANY(%s))""",
                SQL.identifier(alias),
                self.env.companies.ids,
            ),
        )

    def action_view_earlier_applications(self):
        """Open the earlier applications of the person, as far as they may be read."""
        self.ensure_one()
        earlier = self._get_earlier_applications()[self]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Earlier Applications"),
            "res_model": "crm.lead",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", sorted(earlier))],
            "context": {"active_test": False, "create": False},
        }
