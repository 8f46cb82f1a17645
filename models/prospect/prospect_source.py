# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

SHIPPED = ("prospect_source_manual", "prospect_source_card", "prospect_source_lead")


class CrmProspectSource(models.Model):
    """The system or partner that records of people come from."""

    _name = "crm.prospect.source"
    _description = "Prospect Source"
    _order = "sequence, code, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stands before the numbers: BT in BT: 79503")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    weight = fields.Integer(
        default=50, help="How far this source is trusted, from 0 to 100."
    )
    group_id = fields.Many2one(
        "crm.prospect.group", "Prospect Group", index=True, ondelete="restrict"
    )

    # Files and people write the code in any case.
    _code_unique = models.UniqueIndex(
        "(upper(code))", "There is a source with this code already."
    )
    # The separator of the code and the number in "BT: 79503" must stay readable.
    _code_format = models.Constraint(
        "CHECK(code ~ '^[^[:space:]:]+$')",
        "The code of a source has neither blanks nor colons.",
    )
    _weight_range = models.Constraint(
        "CHECK(weight BETWEEN 0 AND 100)", "The weight is between 0 and 100."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for source in self:
            source.display_name = f"{source.code} – {source.name}"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        """What is typed by hand, what cards and leads say is noted with these."""
        for name in SHIPPED:
            shipped = self.env.ref(f"crm_prospect.{name}", raise_if_not_found=False)
            if shipped and shipped in self:
                raise UserError(
                    self.env._(
                        "Source %(code)s is needed by the module: archive it instead.",
                        code=shipped.code,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "group_id" in vals:
            self._spread_group()
        return result

    def _spread_group(self):
        """Take the prospects of these sources along into the new group.

        Two statements for any number of prospects; the ORM would load them all.
        """
        self.flush_recordset(["group_id"])
        prospects = self.env["crm.prospect"]
        prospects.flush_model(["source_id", "group_id"])
        self.env.cr.execute(
            SQL(
                """UPDATE crm_prospect p SET group_id = s.group_id
                FROM crm_prospect_source s
                WHERE s.id = p.source_id AND s.id = ANY(%s)
                  AND p.group_id IS DISTINCT FROM s.group_id""",
                self.ids,
            )
        )
        # The rules of the new group are tried on them by the next run.
        self.env.cr.execute(
            SQL(
                """WITH moved AS (
                    UPDATE crm_person_index i SET group_id = p.group_id
                    FROM crm_prospect p
                    WHERE p.id = i.prospect_id AND p.source_id = ANY(%s)
                      AND p.group_id IS DISTINCT FROM i.group_id
                    RETURNING i.prospect_id)
                INSERT INTO crm_match_queue (prospect_id)
                SELECT prospect_id FROM moved""",
                self.ids,
            )
        )
        prospects.invalidate_model(["group_id"])
        self.env["crm.match.run"]._wake()
