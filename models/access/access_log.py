# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmAccessLog(models.Model):
    """Who read what of whom: cards, exports, unmasked values, questions of systems."""

    _name = "crm.access.log"
    _description = "Reading of Personal Data"
    _order = "id desc"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("view", "Card Opened"),
            ("export", "Export"),
            ("unmask", "Value Unmasked"),
            ("identify", "Identification"),
        ],
        required=True,
        readonly=True,
    )
    res_model = fields.Char("Model", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    count = fields.Integer("Records", readonly=True, default=1)
    detail = fields.Char(readonly=True, help="Names of fields; never a value.")

    @api.model
    def _log(self, kind, records, detail=False):
        """Write down one reading.

        :param str kind: see the field
        :param records: what was read; one is named, of several the number is kept
        :param str detail: names of fields, never a value
        """
        self.sudo().create(
            {
                "user_id": self.env.uid,
                "kind": kind,
                "res_model": records._name,
                "res_id": records.id if len(records) == 1 else False,
                "count": len(records),
                "detail": detail,
            }
        )
