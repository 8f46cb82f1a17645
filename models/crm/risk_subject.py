# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

RISK_LEVELS = [("none", "Low"), ("medium", "Medium"), ("high", "High")]


class CrmRiskSubject(models.AbstractModel):
    """Whose risk is looked at: an application, or a prospect.

    The numbers count what the user may not open, too; he gets a number, and never a
    name or an id.
    """

    _name = "crm.risk.subject"
    _description = "Subject of Risk"

    risk_level = fields.Selection(RISK_LEVELS, "Risk", compute="_compute_risk")
    risk_count = fields.Integer(
        "Applications of the Person",
        compute="_compute_risk",
        help="Those of this person, lost ones and those you may not open included.",
    )

    risk_summary = fields.Char(compute="_compute_risk_summary")

    def _risk_prospect(self):
        """The prospect whose applications are counted; none where nobody is known."""
        raise NotImplementedError

    def _compute_risk(self):
        assessed = {}
        if self.env["crm.prospect"].has_access("read"):
            prospects = self._risk_prospects()
            assessed = self.env["crm.risk"]._assess(prospects)
        for record in self:
            found = assessed.get(record._risk_prospect().id)
            record.risk_level = found and found.level
            record.risk_count = found.figures.applications if found else 0

    @api.depends("risk_level", "risk_count")
    @api.depends_context("lang")
    def _compute_risk_summary(self):
        labels = self._get_risk_labels()
        for record in self:
            record.risk_summary = record.risk_level and self.env._(
                "%(level)s, applications: %(count)s",
                level=labels[record.risk_level],
                count=record.risk_count,
            )

    def _get_risk_labels(self):
        """The levels in words that stand alone."""
        return {
            "none": self.env._("Low risk"),
            "medium": self.env._("Medium risk"),
            "high": self.env._("High risk"),
        }

    def _risk_prospects(self):
        """The prospects of these records together."""
        prospects = self.env["crm.prospect"]
        return prospects.union(*(record._risk_prospect() for record in self))


class CrmProspect(models.Model):
    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.risk.subject"]

    def _risk_prospect(self):
        return self._origin

    @api.depends("partner_id", "contact_point_ids", "document_ids", "lead_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_risk(self):
        return super()._compute_risk()


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.risk.subject"]

    def _risk_prospect(self):
        return self.prospect_id._origin

    @api.depends("prospect_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_risk(self):
        return super()._compute_risk()
