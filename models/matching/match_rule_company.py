# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmMatchRule(models.Model):
    """Nothing crosses companies unless a rule says so; a rule may be of one company."""

    _inherit = "crm.match.rule"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="restrict",
        help="For people of this company only, and for those who belong to all."
        " Empty: for everybody.",
    )
    cross_company = fields.Boolean(
        "Between Companies",
        help="Also between people of different companies. Each company sees of such a"
        " pair only that it exists, unless its people may open the other side.",
    )
    group_ids = fields.Many2many(check_company=True)

    # The administrators of one company have no say in the others.
    _cross_company_of_all = models.Constraint(
        "CHECK(company_id IS NULL OR cross_company IS NOT TRUE)",
        "A rule of one company cannot look among people of the others.",
    )

    @api.model
    def _adopted_fields(self):
        return [*super()._adopted_fields(), "company_id", "cross_company"]

    def _is_covered_by(self, rule):
        same = not rule.company_id or rule.company_id == self.company_id
        wide = rule.cross_company or not self.cross_company
        return same and wide and super()._is_covered_by(rule)

    @api.depends("company_id", "cross_company")
    def _compute_sentence(self):
        return super()._compute_sentence()

    def _get_sentence(self):
        sentence = super()._get_sentence()
        if self.condition_ids and self.company_id:
            sentence += " " + self.env._(
                "Only for people of %(company)s.", company=self.company_id.name
            )
        if self.condition_ids and self.cross_company:
            sentence += " " + self.env._("Also between people of different companies.")
        return sentence
