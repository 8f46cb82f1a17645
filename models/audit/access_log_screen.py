# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmAccessLog(models.Model):
    """The log on the screen of an administrator."""

    _inherit = "crm.access.log"

    record_name = fields.Char("Whose", compute="_compute_record_name")
    detail_labels = fields.Char("Fields", compute="_compute_detail_labels")

    @api.depends("kind", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{kinds.get(row.kind, '')} – {row.user_id.name}"

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_record_name(self):
        """Names of the records that still exist and that the user may see."""
        ids = defaultdict(set)
        for row in self:
            if row.res_id and row.res_model in self.env:
                ids[row.res_model].add(row.res_id)
        names = {
            (model, record.id): record._get_reading_name()
            for model, numbers in ids.items()
            for record in self.env[model]
            .browse(numbers)
            .exists()
            ._filtered_access("read")
        }
        for row in self:
            row.record_name = names.get((row.res_model, row.res_id), False)

    @api.depends("res_model", "detail")
    @api.depends_context("lang")
    def _compute_detail_labels(self):
        """The names of fields as their users know them."""
        for row in self:
            known = self.env[row.res_model]._fields if row.res_model in self.env else {}
            row.detail_labels = ", ".join(
                known[name]._description_string(self.env) if name in known else name
                for name in (row.detail or "").split(", ")
            )

    def action_open_record(self):
        """Open what was read.

        :raise UserError: it is gone, may not be seen, or the row names none
        """
        self.ensure_one()
        if not (self.res_id and self.record_name):
            raise UserError(
                self.env._("There is no such record any more, or you may not see it.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }


class Base(models.AbstractModel):
    """What the log calls a record."""

    _inherit = "base"

    def _get_reading_name(self):
        return self.display_name


class CrmPersonOwned(models.AbstractModel):
    """A phone or a document is called by its owner: its own name is the value."""

    _inherit = "crm.person.owned"

    def _get_reading_name(self):
        return (self.prospect_id or self.partner_id).display_name
