# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmPutOff(models.TransientModel):
    """Dialog: put prospects or applications off until a day.

    Of which records is in the context, where Odoo puts what is chosen in a list.
    """

    _name = "crm.put.off"
    _description = "Put Off"

    until = fields.Date(required=True)
    reason = fields.Char(required=True)
    record_count = fields.Integer("Records", compute="_compute_record_count")

    @api.depends_context("active_model", "active_ids")
    def _compute_record_count(self):
        self.record_count = len(self.env.context.get("active_ids") or ())

    def action_put_off(self):
        """Put the chosen records off."""
        self.ensure_one()
        self._get_records().action_put_off(self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _get_records(self):
        model = self.env.context.get("active_model")
        ids = self.env.context.get("active_ids")
        if model not in ("crm.lead", "crm.prospect") or not ids:
            raise UserError(self.env._("Choose the prospects or applications first."))
        return self.env[model].browse(ids)
