# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STATES = [("draft", "Draft"), ("active", "Active"), ("archived", "Earlier Version")]


class CrmContactScoreModel(models.Model):
    """A version of how contacts are scored: factors, and what else is set with them.

    One version is active. It is never changed: scores point to the lines they were
    made of; a change is a new version.
    """

    _name = "crm.contact.score.model"
    _description = "Scoring Model"
    _order = "version desc"

    name = fields.Char(required=True)
    version = fields.Integer(required=True, readonly=True, copy=False)
    state = fields.Selection(
        STATES, required=True, readonly=True, copy=False, default="draft"
    )
    activated_at = fields.Datetime(readonly=True, copy=False)
    activated_by_id = fields.Many2one(
        "res.users", "Activated by", readonly=True, copy=False, ondelete="set null"
    )
    factor_ids = fields.One2many(
        "crm.contact.score.factor", "model_id", "Factors", copy=True
    )
    half_life = fields.Integer(
        "Half-life of Outcomes",
        required=True,
        default=90,
        help="Days after which an outcome counts half.",
    )
    no_answer_limit = fields.Integer(
        "Unanswered Calls",
        required=True,
        default=3,
        help="Unanswered or busy calls in a row after which the status says so.",
    )
    owner_margin = fields.Integer(
        required=True,
        default=100,
        help="Points by which the owner of a contact is ahead of the next one who has"
        " it; nobody owns it when they are closer.",
    )
    # Contactability: shares in per cent of a contact's score.
    phone_share = fields.Integer("Phone", required=True, default=60)
    email_share = fields.Integer("E-mail", required=True, default=30)
    messenger_share = fields.Integer("Messenger", required=True, default=10)
    second_share = fields.Integer("Second of its Kind", required=True, default=50)
    third_share = fields.Integer("Third of its Kind", required=True, default=25)
    next_share = fields.Integer("Each Next of its Kind", required=True, default=10)
    relative_share = fields.Integer("Relative's", required=True, default=50)
    shared_share = fields.Integer("Shared", required=True, default=25)

    _version_unique = models.Constraint(
        "UNIQUE(version)", "There is a scoring model of this version already."
    )
    _one_active = models.UniqueIndex(
        "(state) WHERE state = 'active'", "One scoring model is active."
    )
    _limits = models.Constraint(
        """CHECK(half_life > 0 AND no_answer_limit > 0
        AND owner_margin BETWEEN 0 AND 1000)""",
        "The half-life and the number of calls are greater than zero, the margin is"
        " between 0 and 1000.",
    )
    _shares = models.Constraint(
        """CHECK(0 <= least(phone_share, email_share, messenger_share, second_share,
            third_share, next_share, relative_share, shared_share)
        AND 100 >= greatest(phone_share, email_share, messenger_share, second_share,
            third_share, next_share, relative_share, shared_share))""",
        "Shares are between 0 and 100 per cent.",
    )

    @api.depends("version", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "Version %(number)s – %(name)s",
                number=version.version,
                name=version.name,
            )

    @api.constrains("factor_ids")
    def _check_factors(self):
        """Every version has one base line, and no fact gives points twice."""
        for version in self:
            if "base" not in version.factor_ids.mapped("factor"):
                raise ValidationError(
                    self.env._(
                        "%(version)s has no line “Any Contact”: its points are what"
                        " every contact begins with.",
                        version=version.display_name,
                    )
                )
            version.factor_ids._check_together(version.factor_ids)

    @api.model
    def _active(self):
        """The version in use, whoever asks."""
        # Only what a score needs: one client is scored while somebody waits.
        names = ["state", "half_life", "no_answer_limit"]
        return self.sudo().search_fetch([("state", "=", "active")], names, limit=1)

    # ------------------------------------------------------------------ drafts only

    @api.model_create_multi
    def create(self, vals_list):
        # The shipped version comes with its number.
        last = self.sudo().search([], order="version desc", limit=1).version
        vals_list = [
            {"version": number, **vals}
            for number, vals in enumerate(vals_list, last + 1)
        ]
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - self._get_owned_fields():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_draft()

    def _check_draft(self):
        if any(version.state != "draft" for version in self):
            raise UserError(self._immutable_message())

    def _immutable_message(self):
        return self.env._(
            "Scores were made of this version, so it stays as it is. Make a new version"
            " and change that."
        )
