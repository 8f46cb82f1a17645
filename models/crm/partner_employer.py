# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import documents
from ..person.person_employer import inn_sql


class ResPartner(models.Model):
    """A company among those who work for it."""

    _inherit = "res.partner"

    employed_prospect_count = fields.Integer(compute="_compute_employed_prospect_count")

    # Of a million partners only the companies are in it. As Odoo asks for them:
    # PostgreSQL does not take `is_company IS TRUE` for `is_company`.
    _company_inn = models.Index(
        "((regexp_replace(split_part(vat, '/', 1), '[^0-9]', '', 'g')))"
        " WHERE is_company IS TRUE AND vat IS NOT NULL"
    )

    @api.depends("vat", "is_company")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_employed_prospect_count(self):
        inns = {
            company: documents.normalize_company_inn(company.vat).number
            for company in self
            if company.is_company and company.vat
        }
        counts = self._count_employed({inn for inn in inns.values() if inn})
        for company in self:
            company.employed_prospect_count = counts.get(inns.get(company), 0)

    @api.model
    def _count_employed(self, inns):
        """dict INN -> number of prospects who gave it as that of their employer."""
        prospects = self.env["crm.prospect"]
        if not inns or not prospects.has_access("read"):
            return {}
        inn = inn_sql(SQL("crm_prospect.employer_vat"))
        query = prospects._search([("employer_vat", "!=", False)])
        query.add_where(SQL("%s = ANY(%s)", inn, sorted(inns)))
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT inn, count(*) FROM %s AS employed(inn) GROUP BY inn",
                    query.subselect(inn),
                )
            )
        )

    def action_view_employed_prospects(self):
        """Open the prospects who work for this company."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_prospect_action"
        )
        return {**action, "domain": [("employer_id", "=", self.id)], "context": {}}


class CrmProspect(models.Model):
    """A prospect and the company he works for."""

    _inherit = "crm.prospect"

    linked_company_count = fields.Integer(compute="_compute_linked_company_count")

    _employer_inn = models.Index(
        "((regexp_replace(split_part(employer_vat, '/', 1), '[^0-9]', '', 'g')))"
        " WHERE employer_vat IS NOT NULL"
    )

    @api.depends("employer_vat")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_linked_company_count(self):
        for prospect in self:
            prospect.linked_company_count = len(prospect.employer_id)

    def action_open_employer(self):
        """Open the company that the person works for."""
        self.ensure_one()
        return self.employer_id._get_records_action(context={})
