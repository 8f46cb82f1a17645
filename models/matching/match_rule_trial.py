# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

# A trial of more prospects than this begins with a sample of about so many.
SAMPLE_SIZE = 100_000


class CrmMatchRule(models.Model):
    """Rules are tried before they are used, changed or taken out of use.

    A rule in use is changed in a draft beside it. Adopting the draft writes it into
    the rule in use, which keeps its matches, verdicts and place.
    """

    _inherit = "crm.match.rule"

    origin_id = fields.Many2one(
        "crm.match.rule",
        "Draft Change of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    trial_ids = fields.One2many("crm.match.trial", "rule_id", "Trials")
    trial_count = fields.Integer(compute="_compute_trial_count")

    @api.depends("trial_ids")
    def _compute_trial_count(self):
        trials = self.env["crm.match.trial"]
        counts = {}
        if trials.has_access("read"):
            counts = dict(
                trials._read_group(
                    [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
                )
            )
        for rule in self:
            rule.trial_count = counts.get(rule._origin, 0)

    # ------------------------------------------------------------------ try

    def action_try(self, share=None):
        """Try a draft, or what happens without a rule in use; nothing is recorded.

        :param int share: of the prospects to try it on, in percent; by default all,
            or a sample where there are very many
        :return: window action that shows the trial
        :raise UserError: an unknown share; a rule that cannot be tried
        :raise ValidationError: the draft could not be used, with the reason
        """
        self.ensure_one()
        trials = self.env["crm.match.trial"].sudo()
        self.env["crm.match.trial"]._check_may_run()
        self.check_access("read")
        if share is None:
            share = self._get_trial_share()
        if type(share) is not int or not 1 <= share <= 100:
            raise UserError(
                self.env._("share: a whole number of percent from 1 to 100 is needed.")
            )
        if self.waiting or not self.active:
            raise UserError(
                self.env._(
                    "An archived rule, or one that is being prepared, cannot be tried."
                )
            )
        trial = trials.create({**self._prepare_trial(), "share": share})
        trial.digest = trial._get_digest()
        trials._wake()
        return trial.with_env(self.env)._action_open()

    def _prepare_trial(self):
        """Values of a trial of this rule as it is now."""
        self.ensure_one()
        rule = self.sudo()
        vals = {"rule_id": self.id, "tried": self.sentence, "user_id": self.env.uid}
        if self.state == "active":
            now = rule._expected_together(rule._covering())
            return {**vals, "purpose": "remove", "candidates_now": now}
        covering, vals["candidates_then"] = rule._check_usable()
        origin = rule.origin_id.filtered(lambda r: r.state == "active")
        if origin:
            vals["candidates_now"] = origin._expected_together(origin._covering())
        keyed = rule.signature_ids.search([("state", "=", "ready")], limit=100)
        parts = {",".join(parts) for parts in covering} - set(keyed.mapped("parts"))
        return {**vals, "purpose": "use", "parts": ";".join(sorted(parts))}

    @api.model
    def _get_trial_share(self):
        """Percent of the prospects to begin with."""
        [(persons,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM crm_person_index WHERE prospect_id IS NOT NULL")
        )
        return 100 if persons <= SAMPLE_SIZE else max(100 * SAMPLE_SIZE // persons, 1)

    def action_view_trials(self):
        """Open what this rule was tried for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_trial_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)]}

    # ------------------------------------------------------------------ change

    def action_try_change(self):
        """Open the draft change of a rule in use; made when there is none."""
        self.ensure_one()
        self.check_access("write")
        draft = self.search([("origin_id", "=", self.id)], limit=1)
        if not draft:
            draft = self.sudo().copy({"origin_id": self.id}).sudo(False)
        return draft._action_open()

    def action_adopt(self):
        """Write a draft change into the rule that it is of, and delete the draft.

        :raise UserError: the rule is no draft change
        :raise ValidationError: it cannot be used, with the reason
        :return: window action that shows the rule
        """
        self.ensure_one()
        self.check_access("write")
        origin = self.origin_id
        if not origin:
            raise UserError(self.env._("This rule is not a draft change of another."))
        vals = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._adopted_fields()
        }
        conditions = [Command.create(c) for c in self.condition_ids.copy_data()]
        origin.write({**vals, "condition_ids": [Command.clear(), *conditions]})
        origin.action_activate()
        self._pass_trials(origin)
        self.unlink()
        return origin._action_open()

    def action_activate(self):
        """Put rules into use; a draft change becomes a rule of its own."""
        self.check_access("write")
        self.sudo().origin_id = False
        return super().action_activate()

    @api.model
    def _adopted_fields(self):
        """Names of the fields that a draft change passes on, conditions apart."""
        return [
            "mode",
            "target",
            "group_ids",
            "rare_name_limit",
            "confidence",
            "sequence",
        ]

    def _pass_trials(self, origin):
        """What the draft was tried for is kept with the rule in use."""
        self.trial_ids.sudo().rule_id = origin
        pairs = self.env["crm.match.trial.pair"].sudo()
        # At most a few hundred: trials keep small samples.
        pairs.search([("rule_after_id", "=", self.id)]).rule_after_id = origin

    def _action_open(self):
        """Window action that shows this rule."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Match Rule"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
