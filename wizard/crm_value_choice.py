# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.append_text import append_text

CHOICES = [("keep", "Keep"), ("take", "Take over"), ("append", "Append")]


class CrmValueChoice(models.AbstractModel):
    """A line of a dialog: one field, what each side has, and what is to become of it.

    Values are told in words; a concrete line adds `wizard_id`, and the dialog knows
    the values themselves. An empty value has no words at all.
    """

    _name = "crm.value.choice"
    _description = "Choice of a Value"
    _rec_name = "label"

    field_name = fields.Char(required=True, readonly=True)
    label = fields.Char("Field", required=True, readonly=True)
    source_value = fields.Char("Other Card", readonly=True)
    target_value = fields.Char("This Card", readonly=True)
    choice = fields.Selection(CHOICES, required=True, default="keep")
    can_append = fields.Boolean(readonly=True)
    result_value = fields.Char("Result", compute="_compute_result_value")
    is_same = fields.Boolean(compute="_compute_is_same")
    is_conflict = fields.Boolean(compute="_compute_is_same")

    @api.depends("choice", "source_value", "target_value")
    def _compute_result_value(self):
        for line in self:
            line.result_value = {
                "keep": line.target_value,
                "take": line.source_value,
                "append": line._get_appended_words(),
            }[line.choice or "keep"]

    @api.depends("source_value", "target_value")
    def _compute_is_same(self):
        for line in self:
            ours, theirs = line.target_value or "", line.source_value or ""
            line.is_same = ours == theirs
            line.is_conflict = bool(ours and theirs and ours != theirs)

    @api.constrains("choice")
    def _check_choice(self):
        for line in self:
            if line.choice == "append" and not line.can_append:
                raise ValidationError(
                    self.env._("%(field)s cannot be appended.", field=line.label)
                )

    def _get_appended_words(self):
        """What both values together read like (hook: tags are no lines of text)."""
        self.ensure_one()
        return append_text(self.target_value, self.source_value)
