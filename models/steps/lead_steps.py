# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CrmLead(models.Model):
    """Where an application stands, and stood before."""

    _inherit = "crm.lead"

    step_ids = fields.One2many("crm.lead.step", "lead_id", "Steps", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._open_steps(is_first=True)
        return leads

    def write(self, vals):
        if not vals.keys() & self._step_fields():
            return super().write(vals)
        before = {lead: lead._get_standing() for lead in self}
        result = super().write(vals)
        moved, handed = self.browse(), self.browse()
        for lead, (place, owner) in before.items():
            place_now, owner_now = lead._get_standing()
            if place_now != place:
                moved += lead
            elif owner_now != owner:
                handed += lead
        moved._move_steps()
        handed._hand_steps()
        return result

    @api.model
    def _step_fields(self):
        """Fields whose change may move a lead to another step, or to somebody else."""
        return {
            "stage_id",
            "team_id",
            "user_id",
            "company_id",
            "active",
            "probability",
        }

    def _get_standing(self):
        """(Stage, won or lost or pending) and (team, responsible, company), as ids."""
        self.ensure_one()
        place = (self.stage_id.id, self.won_status)
        return place, (self.team_id.id, self.user_id.id, self.company_id.id)

    def _open_steps(self, is_first=False):
        """Open the stay of these leads on their stages; lost ones stand nowhere."""
        now = fields.Datetime.now()
        rows = []
        for lead in self:
            (stage, status), owner = lead._get_standing()
            if is_first or status != "lost":
                finish = status if status != "pending" else None
                end = now if status == "lost" else None
                finished = now if finish else None
                ids = [record or None for record in (stage, *owner)]
                rows.append((lead.id, *ids, now, end, is_first, finish, finished))
        if rows:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO crm_lead_step (lead_id, stage_id, team_id, user_id,
                        company_id, date_start, date_end, is_first, finish, date_finish)
                    VALUES %s""",
                    SQL(", ").join(SQL("%s", row) for row in rows),
                )
            )
            self.env["crm.lead.step"].invalidate_model()
            self.invalidate_recordset(["step_ids"])

    def _move_steps(self):
        """End the stay of leads that were moved, and open the next one."""
        if not self:
            return
        lost = self.filtered(lambda lead: lead.won_status == "lost")
        # Set back as they are: one that is lost ends here, once.
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step SET date_end = %(now)s,
                    finish = CASE WHEN lead_id = ANY(%(lost)s) THEN 'lost'
                        ELSE finish END,
                    date_finish = CASE WHEN lead_id = ANY(%(lost)s) THEN %(now)s
                        ELSE date_finish END
                WHERE lead_id = ANY(%(ids)s) AND date_end IS NULL""",
                now=fields.Datetime.now(),
                ids=self.ids,
                lost=lost.ids,
            )
        )
        self.env["crm.lead.step"].invalidate_model()
        self._open_steps()

    def _hand_steps(self):
        """Tell whose leads are by now that stay where they are."""
        if self:
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_lead_step s SET team_id = n.team_id,
                        user_id = n.user_id, company_id = n.company_id
                    FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[])
                        AS n(lead_id, team_id, user_id, company_id)
                    WHERE s.lead_id = n.lead_id AND s.date_end IS NULL""",
                    self.ids,
                    [lead.team_id.id or None for lead in self],
                    [lead.user_id.id or None for lead in self],
                    [lead.company_id.id or None for lead in self],
                )
            )
            self.env["crm.lead.step"].invalidate_model()

    def _get_open_steps(self):
        """The steps that leads stand on, or stood on last: dict lead id -> step id.

        A lead from before the installation has none until its history was read.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (lead_id) lead_id, id FROM crm_lead_step
                WHERE lead_id = ANY(%s)
                ORDER BY lead_id, date_end DESC NULLS FIRST, id DESC""",
                self.ids,
            )
        )
        return dict(rows)
