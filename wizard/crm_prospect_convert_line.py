# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, fields, models


class CrmProspectConvertLine(models.TransientModel):
    """One field of a conversion: prospect, client now, client after.

    Where prospect and client differ, a choice may be remembered per user and field:
    as Odoo's own default of `choice`, under the condition `field_name=…`.
    """

    _name = "crm.prospect.convert.line"
    _description = "Field of a Conversion"
    _inherit = "crm.value.choice"

    wizard_id = fields.Many2one(
        "crm.prospect.convert", required=True, ondelete="cascade", index=True
    )

    def _get_appended_words(self):
        if self.field_name != "tag_ids":
            return super()._get_appended_words()
        words = [*self._get_tags(self.target_value), *self._get_tags(self.source_value)]
        return ", ".join(dict.fromkeys(words))

    @api.model
    def _get_tags(self, words):
        return words.split(", ") if words else []

    # ------------------------------------------------------------------ remembered

    @api.model
    def _get_remembered(self):
        """dict name of a field -> what the user wants done where the two differ."""
        return {
            default.condition.partition("=")[2]: json.loads(default.json_value)
            for default in self._find_remembered()
        }

    @api.model
    def _remember(self, field_name, choice):
        """Remember a choice of the user; None forgets it."""
        condition = f"field_name={field_name}"
        if choice:
            self.env["ir.default"].set(
                self._name, "choice", choice, user_id=True, condition=condition
            )
        else:
            self._find_remembered().filtered_domain(
                [("condition", "=", condition)]
            ).unlink()

    @api.model
    def _find_remembered(self):
        # Of this user alone; which fields there are, a salesperson may not read.
        return (
            self.env["ir.default"]
            .sudo()
            .search(
                [
                    ("field_id.model", "=", self._name),
                    ("field_id.name", "=", "choice"),
                    ("user_id", "=", self.env.uid),
                    ("condition", "=like", "field_name=%"),
                ],
                limit=100,
            )
        )
