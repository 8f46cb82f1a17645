# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .match_trial_difference import KINDS


class CrmMatchTrial(models.Model):
    """A rule tried on the live base: what it would change. Nothing is recorded.

    For every prospect the engine decides twice, by the rules in use and by those that
    would be in use, and what differs is the effect of the rule: a full pass after
    activation makes the same difference, pair by pair.
    """

    _name = "crm.match.trial"
    _inherit = "crm.match.work"
    _description = "Rule Trial"
    _order = "id desc"
    _rec_name = "rule_id"
    _work_cron = "crm_prospect.ir_cron_match_trial"

    rule_id = fields.Many2one(
        "crm.match.rule", required=True, readonly=True, index=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        [("use", "Put into use"), ("remove", "Take out of use")],
        "What If",
        required=True,
        readonly=True,
        default="use",
    )
    tried = fields.Text(
        "Rule as Tried", readonly=True, help="The rule may have been changed since."
    )
    user_id = fields.Many2one("res.users", "Tried by", readonly=True)
    share = fields.Integer(
        "Share of Prospects",
        required=True,
        readonly=True,
        default=100,
        aggregator=None,
        help="In percent. Numbers found in a sample are extrapolated.",
    )
    is_sample = fields.Boolean(compute="_compute_is_sample")
    phase = fields.Selection(
        [
            ("keys", "Building keys"),
            ("candidates", "Looking for candidates"),
            ("decide", "Verifying and deciding"),
        ],
        readonly=True,
    )
    parts = fields.Char(
        readonly=True,
        help="Values that nobody is looked up by yet: the trial makes keys of them.",
    )
    digest = fields.Char(readonly=True, help="Versions of all rules concerned.")
    outdated = fields.Boolean(
        compute="_compute_outdated", help="Rules were changed since."
    )

    difference_ids = fields.One2many(
        "crm.match.trial.difference", "trial_id", "Differences", readonly=True
    )
    proposal_change = fields.Integer(readonly=True)
    link_now = fields.Integer(readonly=True, aggregator=None)
    link_then = fields.Integer(compute="_compute_then")
    proposal_now = fields.Integer(readonly=True, aggregator=None)
    proposal_then = fields.Integer(compute="_compute_then")
    ambiguous_now = fields.Integer(readonly=True, aggregator=None)
    ambiguous_then = fields.Integer(compute="_compute_then")
    candidates_now = fields.Float(
        "Candidates per Person Now", readonly=True, aggregator=None
    )
    candidates_then = fields.Float(
        "Candidates per Person Then", readonly=True, aggregator=None
    )

    _share_range = models.Constraint(
        "CHECK(share BETWEEN 1 AND 100)", "The share is between 1 and 100 %."
    )

    # ------------------------------------------------------------------ computes

    @api.depends("rule_id", "purpose")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for trial in self:
            trial.display_name = (
                self.env._("Without: %(rule)s", rule=trial.rule_id.name)
                if trial.purpose == "remove"
                else trial.rule_id.name
            )

    @api.depends("share")
    def _compute_is_sample(self):
        for trial in self:
            trial.is_sample = trial.share < 100

    def _compute_outdated(self):
        for trial in self:
            trial.outdated = trial.digest and trial.digest != trial._get_digest()

    @api.depends(
        "difference_ids.estimate", "proposal_change", "link_now", "proposal_now"
    )
    def _compute_then(self):
        for trial in self:
            found = {d.kind: d.estimate for d in trial.difference_ids}
            found = {kind: found.get(kind, 0) for kind, _label in KINDS}
            change = round(trial.proposal_change * 100 / (trial.share or 100))
            trial.link_then = trial.link_now + found["gained_link"] - found["lost_link"]
            trial.proposal_then = trial.proposal_now + change
            trial.ambiguous_then = (
                trial.ambiguous_now + found["ambiguous"] - found["unambiguous"]
            )

    # ------------------------------------------------------------------ requests

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            commands = [fields.Command.create({"kind": kind}) for kind, _label in KINDS]
            vals.setdefault("difference_ids", commands)
        return super().create(vals_list)

    def action_try_again(self):
        """Try the rule as it is now on the same share of the prospects."""
        self.ensure_one()
        return self.rule_id.action_try(self.share)

    def action_try_everybody(self):
        """Try the rule on all prospects instead of a sample."""
        self.ensure_one()
        return self.rule_id.action_try(100)

    def _action_open(self):
        """Window action that shows this trial."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rule Trial"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ rules

    def _rule_sets(self):
        """The rules in use, and those that would be, both in order."""
        self.ensure_one()
        rule = self.rule_id.sudo()
        now = rule._usable()
        then = now - rule
        if self.purpose == "use":
            then = (then - rule.origin_id) | rule
        # A rule takes the place of the one that it replaces.
        return now, then.sorted(lambda r: (r.sequence, (r.origin_id or r).id))

    def _get_digest(self):
        """Text that changes with any rule that the trial depends on."""
        self.ensure_one()
        return " | ".join(
            ", ".join(f"{rule.id}.{rule.version}.{rule.sequence}" for rule in rules)
            for rules in self._rule_sets()
        )

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_process(self):
        """Do the open trials step by step, until time is up."""
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=1)
        while self._is_only_worker():
            trial = self.search(
                [("state", "in", ("waiting", "running"))], order="id", limit=1
            )
            if not trial:
                # A stopped or deleted trial may have left its pairs.
                self._forget()
                break
            if not commit(trial._try_step(), remaining=1):
                return
        commit(remaining=0)

    @api.autovacuum
    def _gc_trials(self):
        """Forget trials after 90 days."""
        old = self.search([("create_date", "<", "-90d")], limit=1000)
        old.unlink()
        return len(old), len(old) == 1000
