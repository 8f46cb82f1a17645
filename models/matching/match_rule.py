# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

# What a rule finds depends on these.
VERSIONED = {
    "mode",
    "target",
    "company_id",
    "cross_company",
    "group_ids",
    "condition_ids",
    "rare_name_limit",
}


class CrmMatchRule(models.Model):
    """An ordered rule made of conditions joined by AND; rules are joined by OR."""

    _name = "crm.match.rule"
    _description = "Match Rule"
    _order = "sequence, id"

    name = fields.Char(compute="_compute_name", search="_search_name")
    sentence = fields.Text(compute="_compute_sentence")
    sequence = fields.Integer(default=100, help="Strictest first.")
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("draft", "Draft"), ("active", "In use")],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
    )
    waiting = fields.Boolean(
        "Being Prepared",
        compute="_compute_waiting",
        compute_sudo=True,
        help="Works as soon as its keys are built.",
    )
    mode = fields.Selection(
        [("automatic", "Links automatically"), ("proposing", "Proposes")],
        required=True,
        default="proposing",
    )
    target = fields.Selection(
        [
            ("client", "Clients"),
            ("prospect", "Other prospects"),
            ("both", "Clients and other prospects"),
        ],
        "Look among",
        required=True,
        default="client",
    )
    group_ids = fields.Many2many(
        "crm.prospect.group",
        string="Prospect Groups",
        # Archiving a group must not make “all” of the only one it is for.
        context={"active_test": False},
        help="Prospects of these groups only; empty: of all.",
    )
    condition_ids = fields.One2many("crm.match.condition", "rule_id", "Conditions")
    rare_name_limit = fields.Integer(
        "Automatic if Rare",
        help="A proposing rule links automatically when at most this many clients"
        " bear the full name. 0: never.",
    )
    confidence = fields.Integer(default=80, aggregator=None, help="In percent.")
    version = fields.Integer(default=1, readonly=True, copy=False)
    signature_ids = fields.Many2many(
        "crm.match.signature",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="By which keys candidates are looked up.",
    )
    expected_candidates = fields.Float(
        "Candidates per Person",
        readonly=True,
        copy=False,
        aggregator=None,
        help="How many clients share the looked-up values with a person on average,"
        " when the rule was activated.",
    )
    match_ids = fields.One2many("crm.match", "rule_id", "Matches")
    match_count = fields.Integer(compute="_compute_match_count")

    _confidence_range = models.Constraint(
        "CHECK(confidence BETWEEN 0 AND 100)", "The confidence is between 0 and 100 %."
    )
    _rare_name_limit_positive = models.Constraint(
        "CHECK(rare_name_limit >= 0)", "The limit of a rare name cannot be negative."
    )

    # ------------------------------------------------------------------ computes

    @api.depends(
        "condition_ids.attribute",
        "condition_ids.comparison",
        "condition_ids.document_type_ids",
        "condition_ids.sequence",
    )
    @api.depends_context("lang")
    def _compute_name(self):
        for rule in self:
            deciding = rule.condition_ids.filtered(lambda c: not c._is_guard())
            labels = [
                c._compared_label()
                for c in deciding.sorted(lambda c: (c.sequence, c.id))
            ]
            name = " + ".join(labels)
            rule.name = name[:1].upper() + name[1:] or self.env._("New rule")

    @api.model
    def _search_name(self, operator, value):
        # Rules are few, and their names depend on the language of the user.
        if operator not in ("ilike", "=", "in"):
            return NotImplemented
        rules = self.with_context(active_test=False).search([], limit=1000)
        if operator == "ilike":
            found = rules.filtered(lambda r: value.lower() in r.name.lower())
        else:
            found = rules.filtered(lambda r: r.name in value)
        return [("id", "in", found.ids)]

    @api.depends(
        "name",
        "mode",
        "target",
        "group_ids",
        "rare_name_limit",
        "condition_ids.comparison",
        "condition_ids.threshold",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = rule._get_sentence()

    def _get_sentence(self):
        """The rule in words, as its form shows it."""
        self.ensure_one()
        ordered = self.condition_ids.filtered("attribute").sorted(
            lambda c: (c.sequence, c.id)
        )
        exceptions = ordered.filtered(lambda c: c.comparison == "different")
        conditions = [c._in_words() for c in ordered - exceptions]
        if not conditions:
            return self.env._("Add conditions: all of them have to hold.")
        groups = ", ".join(self.group_ids.mapped("name"))
        if groups:
            who = self.env._("A prospect of %(groups)s", groups=groups)
        else:
            who = self.env._("A prospect")
        whom = {
            "client": self.env._("a client"),
            "prospect": self.env._("another prospect"),
            "both": self.env._("a client or another prospect"),
        }[self.target or "client"]
        deed = (
            self.env._("is linked with")
            if self.mode == "automatic"
            else self.env._("is proposed as")
        )
        sentence = self.env._(
            "%(who)s %(deed)s %(whom)s when %(conditions)s.",
            who=who,
            deed=deed,
            whom=whom,
            conditions=self.env._(" and ").join(conditions),
        )
        if exceptions:
            sentence += " " + self.env._(
                "Only proposed when %(exceptions)s.",
                exceptions=self.env._(" or ").join(c._in_words() for c in exceptions),
            )
        if self.mode == "proposing" and self.rare_name_limit:
            sentence += " " + self.env._(
                "Linked at once when at most %(count)s clients bear the name.",
                count=self.rare_name_limit,
            )
        return sentence

    @api.depends("state", "signature_ids.state")
    def _compute_waiting(self):
        for rule in self:
            states = set(rule.sudo().signature_ids.mapped("state"))
            rule.waiting = rule.state == "active" and states != {"ready"}

    def _compute_match_count(self):
        counts = dict(
            self.env["crm.match"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.match_count = counts.get(rule._origin, 0)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        creator = super(CrmMatchRule, self.with_context(in_rule=True))
        return creator.create(vals_list).with_env(self.env)

    def write(self, vals):
        result = super(CrmMatchRule, self.with_context(in_rule=True)).write(vals)
        if VERSIONED & vals.keys():
            self._changed()
        return result

    def _changed(self):
        """Results carry the version of the rule; one in use is checked again."""
        for rule in self:
            rule.sudo().version += 1
        self.filtered(lambda rule: rule.state == "active")._activate()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["crm.match"].sudo().search_count([("rule_id", "in", self.ids)], 1):
            raise UserError(
                self.env._(
                    "Links and proposals say that they come from this rule: take it"
                    " out of use or archive it instead."
                )
            )

    def copy_data(self, default=None):
        default = dict(default or {})
        vals_list = super().copy_data(default)
        for rule, vals in zip(self, vals_list, strict=True):
            vals.setdefault(
                "condition_ids",
                [fields.Command.create(v) for v in rule.condition_ids.copy_data()],
            )
        return vals_list

    # ------------------------------------------------------------------ actions

    def action_activate(self):
        """Put rules into use after checking that they are safe and selective.

        :raise ValidationError: a rule cannot be used, with the reason and numbers
        """
        self.check_access("write")
        for rule in self.sorted(lambda rule: (rule.sequence, rule.id)):
            rule._activate()

    def action_deactivate(self):
        """Take rules out of use; what they found is decided on anew."""
        self.check_access("write")
        self.sudo().write({"state": "draft"})

    def _activate(self):
        get = self.env["crm.match.signature"].sudo()._get
        for rule in self:
            covering, expected = rule._check_usable()
            signatures = get(covering)
            rule.sudo().write(
                {
                    "state": "active",
                    "signature_ids": [fields.Command.set(signatures.ids)],
                    "expected_candidates": expected,
                }
            )
            if any(signature.state != "ready" for signature in signatures):
                self.env["crm.match.run"]._request("keys")

    @api.model
    def _usable(self):
        """Rules that the engine applies now, strictest first."""
        rules = self.sudo().search([("state", "=", "active")], limit=1000)
        return rules.filtered(lambda rule: not rule.waiting)

    def action_view_matches(self):
        """Open the pairs that this rule found."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}
