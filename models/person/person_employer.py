# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import documents


def inn_sql(column):
    """Digits of the INN in a column as typed: «RU7707083893», «7707 083893/770701001».

    Written as in the indexes on it.

    :param SQL column: column with the text
    """
    return SQL("regexp_replace(split_part(%s, '/', 1), '[^0-9]', '', 'g')", column)


class CrmPersonMixin(models.AbstractModel):
    """The company a person works for, found by its INN.

    A relation to look at, not a link: nobody is recognised by it.
    """

    _inherit = "crm.person.mixin"

    employer_id = fields.Many2one(
        "res.partner",
        "Employer Company",
        compute="_compute_employer_id",
        search="_search_employer_id",
        help="The company with the INN of the employer.",
    )

    @api.depends("employer_vat")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_employer_id(self):
        inns = {
            person: documents.normalize_company_inn(person.employer_vat).number
            for person in self
            if person.employer_vat
        }
        companies = self._companies_by_inn(filter(None, inns.values()))
        for person in self:
            person.employer_id = companies.get(inns.get(person), False)

    @api.model
    def _companies_by_inn(self, inns):
        """dict INN -> company; of several the head office, then the oldest."""
        if not (inns := sorted(set(inns))):
            return {}
        companies = self.env["res.partner"]
        companies.flush_model(["vat"])
        inn = inn_sql(SQL("res_partner.vat"))
        query = companies._search(
            Domain("is_company", "=", True)
            & Domain.custom(to_sql=lambda *_a: SQL("%s = ANY(%s)", inn, inns))
        )
        query.order = SQL("res_partner.parent_id IS NOT NULL, res_partner.id")
        found = {}
        for number, company in self.env.execute_query(
            query.select(inn, SQL("res_partner.id"))
        ):
            found.setdefault(number, company)
        return found

    @api.model
    def _search_employer_id(self, operator, value):
        if operator == "any" or (operator == "in" and False not in value):
            condition = Domain("id", operator, value) if operator == "in" else value
        elif operator in ("ilike", "like", "=ilike", "=like"):
            condition = Domain("display_name", operator, value)
        elif operator == "in" and set(value) == {False}:
            return ~Domain("employer_id", "any", Domain.TRUE)
        else:
            return NotImplemented
        partners = self.env["res.partner"]
        partners.flush_model(["vat"])
        companies = partners._search(
            Domain("is_company", "=", True) & Domain(condition)
        )
        numbers = companies.subselect(inn_sql(SQL("res_partner.vat")))
        return Domain("employer_vat", "!=", False) & Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IN %s", inn_sql(SQL.identifier(alias, "employer_vat")), numbers
            )
        )
