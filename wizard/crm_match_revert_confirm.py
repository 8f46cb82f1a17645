# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmMatchRevertConfirm(models.TransientModel):
    """Dialog: how many links a revert is going to undo."""

    _name = "crm.match.revert.confirm"
    _description = "Revert Links"

    run_id = fields.Many2one("crm.match.run", ondelete="cascade")
    rule_id = fields.Many2one("crm.match.rule", ondelete="cascade")
    link_count = fields.Integer("Links with Clients", compute="_compute_counts")
    pair_count = fields.Integer("Pairs of Prospects", compute="_compute_counts")
    rule_in_use = fields.Boolean(compute="_compute_rule_in_use")
    deactivate = fields.Boolean(
        "Take the rule out of use as well",
        default=True,
        help="A rule that stays in use goes on linking other persons.",
    )

    @api.depends("run_id", "rule_id")
    def _compute_counts(self):
        matches = self.env["crm.match"]
        for dialog in self:
            domain = self.env["crm.match.revert"]._automatic_domain(dialog._source())
            with_client = Domain("partner_id", "!=", False)
            dialog.link_count = matches.search_count(domain & with_client)
            dialog.pair_count = matches.search_count(domain & ~with_client)

    @api.depends("rule_id.state")
    def _compute_rule_in_use(self):
        for dialog in self:
            dialog.rule_in_use = dialog.rule_id.state == "active"

    def _source(self):
        """The run or the rule that is reverted."""
        self.ensure_one()
        return self.rule_id or self.run_id

    def action_revert(self):
        """Undo the links, and show what was undone."""
        self.ensure_one()
        if self.rule_id:
            deactivate = self.deactivate and self.rule_in_use
            revert_id = self.rule_id.action_revert_links(deactivate=deactivate)
        else:
            revert_id = self.run_id.action_revert()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reverted Links"),
            "res_model": "crm.match.revert",
            "res_id": revert_id,
            "views": [(False, "form")],
        }
