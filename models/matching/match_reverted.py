# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ..lean_fields import PlainMany2one


class CrmMatch(models.Model):
    """A pair remembers by which revert it was rejected."""

    _inherit = "crm.match"

    revert_id = PlainMany2one(
        "crm.match.revert", "Rejected by Revert", readonly=True, index="btree_not_null"
    )

    def _decide(self, verdict, reason):
        # From now on it is the verdict of a person, which no undo takes away.
        if self.revert_id:
            self.revert_id = False
        return super()._decide(verdict, reason)


class CrmMatchRun(models.Model):
    """A whole run can be reverted."""

    _inherit = "crm.match.run"

    revert_ids = fields.One2many("crm.match.revert", "run_id", "Reverts")
    revert_count = fields.Integer(compute="_compute_revert_count")

    def _compute_revert_count(self):
        for run in self:
            run.revert_count = len(run.revert_ids)

    def action_revert(self):
        """Undo all automatic links of this run, and remember the pairs as rejected.

        :return: id of the `crm.match.revert`, by which it can be undone
        :rtype: int
        :raise UserError: the run is still at work, or has no automatic links
        """
        self.ensure_one()
        self._check_may_run()
        if self.state in ("waiting", "running"):
            raise UserError(self.env._("Stop the run before you revert it."))
        return self.env["crm.match.revert"]._revert(self).id

    def action_open_revert(self):
        """Ask for confirmation, with the numbers."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_match_revert_confirm_action"
            ),
            "context": {"default_run_id": self.id},
        }

    def action_view_reverts(self):
        """Open the reverts of this run."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_revert_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)]}


class CrmMatchRule(models.Model):
    """All automatic links of a rule can be reverted."""

    _inherit = "crm.match.rule"

    revert_ids = fields.One2many("crm.match.revert", "rule_id", "Reverts")
    revert_count = fields.Integer(compute="_compute_revert_count")

    def _compute_revert_count(self):
        for rule in self:
            rule.revert_count = len(rule.revert_ids)

    def action_revert_links(self, deactivate=False):
        """Undo all automatic links of this rule, and remember the pairs as rejected.

        :param bool deactivate: whether the rule is taken out of use as well
        :return: id of the `crm.match.revert`, by which it can be undone
        :rtype: int
        :raise UserError: there are no automatic links
        """
        self.ensure_one()
        self.check_access("write")
        revert = self.env["crm.match.revert"]._revert(self)
        if deactivate:
            self.action_deactivate()
        return revert.id

    def action_open_revert(self):
        """Ask for confirmation, with the numbers."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_match_revert_confirm_action"
            ),
            "context": {"default_rule_id": self.id},
        }

    def action_view_reverts(self):
        """Open the reverts of this rule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_revert_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)]}
