# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL


class Reach(NamedTuple):
    """Whose people somebody may ask about, and may say that they are his.

    Who is asked about and is of no company may be one of these companies.

    :param companies: ids of companies
    :param groups: ids of groups of prospects; empty: all
    """

    companies: tuple
    groups: tuple = ()


class CrmMatchEngine(models.AbstractModel):
    """What companies have to do with a pair of index rows, `a` and `b`.

    Who is of no company is of all of them. Nothing is computed of it unless a rule
    asks: then a pair has the columns of :meth:`_company_columns`.
    """

    _inherit = "crm.match.engine"

    @api.model
    def _may_meet(self, rules, reach=None):
        """SQL: one of these rules may hold, whatever the two have in common."""
        if self._crosses(rules):
            return SQL("TRUE")
        return self._same_company(reach)

    @api.model
    def _same_company(self, reach=None):
        """SQL: the two are of one company; true or false, never NULL."""
        same = SQL(
            """(a.company_id IS NULL OR b.company_id IS NULL
                OR a.company_id = b.company_id)"""
        )
        if not reach:
            return same
        return SQL(
            """(%s AND (a.company_id IS NOT NULL OR b.company_id IS NULL
                OR b.company_id = ANY(%s)))""",
            same,
            list(reach.companies),
        )

    @api.model
    def _company_columns(self, rules, reach=None):
        """SQL: more columns of a pair, those that :meth:`_company_test` needs.

        `crosses`: the two are of different companies; `company`: the one they are of.
        """
        columns = SQL()
        if self._crosses(rules):
            columns = SQL(", NOT %s AS crosses", self._same_company(reach))
        if any(rule.company_id for rule in rules):
            columns = SQL(
                "%s, coalesce(a.company_id, b.company_id) AS company", columns
            )
        return columns

    @api.model
    def _company_test(self, rule, rules):
        """SQL: `AND` what the rule says of companies; blank when it need say nothing.

        :param rule: one of the rules
        :param rules: all that are tried together
        """
        test = SQL()
        if self._crosses(rules) and not rule.cross_company:
            test = SQL(" AND NOT f.crosses")
        if rule.company_id:
            test = SQL("%s AND f.company = %s", test, rule.company_id)
        return test

    @api.model
    def _crosses(self, rules):
        return any(rule.cross_company for rule in rules)
