# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

ITEM_KINDS = [
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("messenger", "Messenger"),
    ("document", "Document"),
    ("note", "Notes"),
]


class CrmCopy(models.TransientModel):
    """Dialog: choose a card, and what of it is copied; nothing is saved until Save."""

    _name = "crm.copy"
    _description = "Copy from Another Card"

    # No relation: its name would be told to whoever writes an id here.
    target_model = fields.Selection(
        [("crm.prospect", "Potential Client"), ("crm.lead", "Application")],
        required=True,
    )
    target_id = fields.Integer(required=True)
    source_kind = fields.Selection(
        [("prospect", "Potential Client"), ("lead", "Application")],
        "Copy from",
        required=True,
        default="prospect",
    )
    source_prospect_id = fields.Many2one(
        "crm.prospect", "Potential Client", ondelete="cascade"
    )
    source_lead_id = fields.Many2one("crm.lead", "Application", ondelete="cascade")
    line_ids = fields.One2many("crm.copy.line", "wizard_id", "Fields")
    item_ids = fields.One2many("crm.copy.item", "wizard_id", "Contacts and More")
    refused = fields.Char("Not Copied", readonly=True)
    stamp = fields.Char(readonly=True)

    @api.constrains("source_prospect_id", "source_lead_id")
    def _check_source(self):
        """An id in a dialog must not tell the name on a foreign card."""
        for sources in (self.source_prospect_id, self.source_lead_id):
            # Who may see no applications at all may still choose none.
            if sources:
                # Odoo checks constraints without rights.
                sources.sudo(False).check_access("read")

    # ------------------------------------------------------------------ choosing

    def _get_target(self):
        return self.env[self.target_model].browse(self.target_id)

    def _get_source(self):
        """The chosen card, or an empty recordset."""
        if self.source_kind == "lead":
            return self.source_lead_id._origin
        return self.source_prospect_id._origin

    @api.onchange("source_kind", "source_prospect_id", "source_lead_id")
    def _onchange_source(self):
        """Both cards, field by field; nothing is chosen yet."""
        source = self._get_source()
        shown = {"rows": [], "items": [], "refused": False, "stamp": False}
        if source:
            shown = self._get_target().copy_choices(source._name, source.id)
        self.update(self._prepare_choices(shown))

    @api.model
    def _prepare_choices(self, shown):
        """Column values of the dialog.

        :param dict shown: as of `copy_choices`
        """
        return {
            "line_ids": [
                Command.clear(),
                *(Command.create(self._prepare_line(row)) for row in shown["rows"]),
            ],
            "item_ids": [Command.clear(), *map(Command.create, shown["items"])],
            "refused": shown["refused"],
            "stamp": shown["stamp"],
        }

    @api.model
    def _prepare_line(self, row):
        return {
            "field_name": row["field"],
            "label": row["label"],
            "source_value": row["source"],
            "target_value": row["target"],
            "appended_value": row["appended"],
            "can_append": bool(row["appended"]),
        }

    def action_choose_empty(self):
        """Choose all that the card has nothing of yet.

        :return: action that shows the dialog again
        """
        self.ensure_one()
        for line in self.line_ids:
            line.choice = "keep" if line.target_value else "take"
        for item in self.item_ids:
            item.is_chosen = item.is_first
        return self._reopen()

    def action_choose_none(self):
        """Choose nothing.

        :return: action that shows the dialog again
        """
        self.ensure_one()
        self.line_ids.choice = "keep"
        self.item_ids.is_chosen = False
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Copy from…"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    # ------------------------------------------------------------------ saving

    def action_copy(self):
        """Copy what is chosen, and forget the dialog.

        :return: action that closes the dialog
        :raise UserError: nothing is chosen, or a card was changed meanwhile
        """
        self.ensure_one()
        source = self._get_source()
        lines = self.line_ids.filtered(lambda line: line.choice != "keep")
        chosen = self.item_ids.filtered(lambda item: item.is_chosen)
        if not source or not (lines or chosen):
            raise UserError(self.env._("Choose what is to be copied."))
        self._get_target().copy_from(
            source._name,
            source.id,
            {line.field_name: line.choice for line in lines},
            chosen.mapped("key"),
            self.stamp,
        )
        # Copies of personal data are of no use any more.
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}


class CrmCopyLine(models.TransientModel):
    """A field of both cards."""

    _name = "crm.copy.line"
    _inherit = ["crm.value.choice"]
    _description = "Field to Copy"

    wizard_id = fields.Many2one("crm.copy", required=True, ondelete="cascade")
    source_value = fields.Char("The Chosen Card", readonly=True)
    result_value = fields.Char("This Card Will Have")
    appended_value = fields.Char("Both", readonly=True)

    def _get_appended_words(self):
        # As the card itself puts the two together: tags are no lines of text.
        return self.appended_value


class CrmCopyItem(models.TransientModel):
    """A contact, a document or the notes of the other card."""

    _name = "crm.copy.item"
    _description = "Contact to Copy"
    _rec_name = "label"

    wizard_id = fields.Many2one("crm.copy", required=True, ondelete="cascade")
    key = fields.Char(required=True, readonly=True)
    kind = fields.Selection(ITEM_KINDS, required=True, readonly=True)
    label = fields.Char("Value", required=True, readonly=True)
    is_there = fields.Boolean("Has It Already", readonly=True)
    is_first = fields.Boolean("None Yet", readonly=True)
    is_chosen = fields.Boolean("Copy")
