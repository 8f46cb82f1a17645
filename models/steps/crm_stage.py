# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL


class CrmStage(models.Model):
    """A stage that is deleted leaves its name and place to the steps made on it."""

    _inherit = "crm.stage"

    def write(self, vals):
        result = super().write(vals)
        if "is_won" in vals:
            # Odoo computes anew which leads are won, beside their `write`.
            self.env["crm.lead"]._wake_step_cron()
        return result

    def unlink(self):
        self.flush_recordset(["name", "sequence"])
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step s
                SET stage_name = %s, stage_sequence = g.sequence
                FROM crm_stage g WHERE g.id = s.stage_id AND g.id = ANY(%s)""",
                self._field_to_sql("g", "name"),
                self.ids,
            )
        )
        self.env["crm.lead.step"].invalidate_model()
        return super().unlink()
