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
        if not vals.keys() & self._moving_fields():
            result = super().write(vals)
            if vals.keys() & self._handing_fields():
                self._queue_steps()
            return result
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
        handed._queue_steps()
        return result

    def unlink(self):
        """What happened stays; nothing that is gone stands anywhere."""
        self.flush_recordset(["prospect_id"])
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step s SET prospect_id = l.prospect_id,
                    date_end = coalesce(s.date_end, %s)
                FROM crm_lead l WHERE l.id = s.lead_id AND s.lead_id = ANY(%s)""",
                fields.Datetime.now(),
                self.ids,
            )
        )
        self.env["crm.lead.step"].invalidate_model()
        return super().unlink()

    @api.model
    def _moving_fields(self):
        """Fields whose change may move a lead: Odoo itself looks at once what of it."""
        return {"stage_id", "active", "probability"}

    @api.model
    def _handing_fields(self):
        """Fields whose change may hand a lead on, or move it by what Odoo computes."""
        return {"team_id", "user_id", "company_id", "type", "partner_id"}

    def _get_standing(self):
        """(Stage, won or lost or pending) and (team, responsible, company), as ids."""
        self.ensure_one()
        place = (self.stage_id.id, self.won_status or "pending")
        return place, (self.team_id.id, self.user_id.id, self.company_id.id)

    def _open_steps(self, is_first=False):
        """Write the stay of these leads on their stages; of lost ones it has ended."""
        rows = [self._prepare_step_row(lead, is_first) for lead in self]
        if not rows:
            return
        # A stay that somebody else opened meanwhile is a serialization failure by this,
        # as expected as those of updates: Odoo tries the whole request again.
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_lead_step (lead_id, stage_id, team_id, user_id,
                    company_id, credit_team_id, credit_user_id, date_came, date_start,
                    date_end, is_first, finish, date_finish)
                VALUES %s ON CONFLICT DO NOTHING""",
                SQL(", ").join(SQL("%s", row) for row in rows),
            ),
            log_exceptions=False,
        )
        self.env["crm.lead.step"].invalidate_model()
        self.invalidate_recordset(["step_ids"])

    @api.model
    def _prepare_step_row(self, lead, is_first):
        now = fields.Datetime.now()
        (stage, status), owner = lead._get_standing()
        team, user, company = (record or None for record in owner)
        came = (lead.create_date or now).replace(microsecond=0)
        end = now if status == "lost" else None
        finish, finished = (None, None) if status == "pending" else (status, now)
        start = came if is_first else now
        place = (lead.id, stage or None, team, user, company, team, user)
        return (*place, came, start, end, is_first, finish, finished)

    def _move_steps(self):
        """End the stay of leads that were moved, and open the next one."""
        if not self:
            return
        lost = self.filtered(lambda lead: lead.won_status == "lost")
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step s SET date_end = %(now)s,
                    finish = CASE WHEN s.finish IS NULL
                            AND coalesce(s.stage_id, 0) = n.lost_on
                        THEN 'lost' ELSE s.finish END,
                    date_finish = CASE WHEN s.finish IS NULL
                            AND coalesce(s.stage_id, 0) = n.lost_on
                        THEN %(now)s ELSE s.date_finish END
                FROM unnest(%(ids)s::int[], %(lost_on)s::int[]) AS n(lead_id, lost_on)
                WHERE s.lead_id = n.lead_id AND s.date_end IS NULL
                RETURNING s.lead_id, s.finish""",
                now=fields.Datetime.now(),
                ids=self.ids,
                lost_on=[
                    lead.stage_id.id or 0 if lead in lost else None for lead in self
                ],
            ),
            log_exceptions=False,
        )
        finishes = dict(self.env.cr.fetchall())
        self.env["crm.lead.step"].invalidate_model()
        # Lost on another stage at once, or won before, and that stays so on its day:
        # the loss is a stay of its own.
        lost_now = lost.filtered(lambda lead: finishes.get(lead.id, "lost") != "lost")
        (self - lost + lost_now)._open_steps()

    def _hand_steps(self):
        """Tell whose leads are by now that stay where they are."""
        if self:
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_lead_step s SET team_id = n.team_id,
                        user_id = n.user_id, company_id = n.company_id,
                        credit_team_id = coalesce(s.credit_team_id, n.team_id),
                        credit_user_id = coalesce(s.credit_user_id, n.user_id)
                    FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[])
                        AS n(lead_id, team_id, user_id, company_id)
                    WHERE s.lead_id = n.lead_id AND s.date_end IS NULL""",
                    self.ids,
                    [lead.team_id.id or None for lead in self],
                    [lead.user_id.id or None for lead in self],
                    [lead.company_id.id or None for lead in self],
                ),
                log_exceptions=False,
            )
            self.env["crm.lead.step"].invalidate_model()

    def _get_open_steps(self):
        """The steps that leads stand on, or stood on last: dict lead id -> step id.

        A lead from before the installation has none until its history was read.
        """
        self._flush_steps()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (lead_id) lead_id, id FROM crm_lead_step
                WHERE lead_id = ANY(%s)
                ORDER BY lead_id, date_end DESC NULLS FIRST, id DESC""",
                self.ids,
            )
        )
        return dict(rows)
