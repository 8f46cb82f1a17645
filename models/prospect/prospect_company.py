# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class CrmProspectGroup(models.Model):
    """A group belongs to a company, or to all."""

    _inherit = "crm.prospect.group"

    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="restrict",
        help="Seen by this company only. Empty: by all.",
    )

    @api.constrains("company_id")
    def _check_sources(self):
        sources = self.env["crm.prospect.source"].sudo()
        sources.search([("group_id", "in", self.ids)])._check_company(["group_id"])


class CrmProspectSource(models.Model):
    """A source belongs to a company, whose prospects it gives, or to all.

    Its code stays unique among all companies: a number such as "BT: 79503" is to lead
    to one person, whoever writes it down.
    """

    _inherit = "crm.prospect.source"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="restrict",
        help="The prospects of this source belong to this company, and no other one"
        " may use the source. Empty: all may, and its prospects belong to all.",
    )
    group_id = fields.Many2one(check_company=True)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("company_id"):
            self._spread_company()
        return result

    def _spread_company(self):
        """Give the company of these sources to their prospects who are of none.

        Set-based, as for groups: a source may have a million of them.

        :raise ValidationError: some are of another company
        """
        self.flush_recordset(["company_id"])
        prospects = self.env["crm.prospect"]
        prospects.flush_model(["source_id", "company_id"])
        self.env.cr.execute(
            SQL(
                """SELECT FROM crm_prospect p
                JOIN crm_prospect_source s ON s.id = p.source_id
                WHERE s.id = ANY(%s) AND p.company_id <> s.company_id LIMIT 1""",
                self.ids,
            )
        )
        if self.env.cr.rowcount:
            raise ValidationError(
                self.env._(
                    "The source has prospects of another company already: make a"
                    " source of its own for this company."
                )
            )
        self.env.cr.execute(
            SQL(
                """WITH moved AS (
                    UPDATE crm_prospect p SET company_id = s.company_id
                    FROM crm_prospect_source s
                    WHERE s.id = p.source_id AND s.id = ANY(%s)
                        AND p.company_id IS NULL AND s.company_id IS NOT NULL
                    RETURNING p.id, p.company_id),
                indexed AS (
                    UPDATE crm_person_index i SET company_id = m.company_id
                    FROM moved m WHERE i.prospect_id = m.id)
                INSERT INTO crm_match_queue (prospect_id) SELECT id FROM moved""",
                self.ids,
            )
        )
        prospects.invalidate_model(["company_id"])
        self.env["crm.match.run"]._wake()
