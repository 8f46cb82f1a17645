# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

REMINDER = "crm_prospect.mail_activity_type_put_off"
MAX_REASON = 500


class CrmPutOff(models.AbstractModel):
    """Put off until a day, with a reason; comes back by itself on that day.

    Nothing has to be done for it: the working lists ask for the date. On the day, the
    responsible is reminded by an activity.
    """

    _name = "crm.put.off.mixin"
    _description = "Put off until a Day"

    put_off_until = fields.Date(
        readonly=True, copy=False, index="btree_not_null", help="Comes back that day."
    )
    put_off_reason = fields.Char("Put Off because", readonly=True, copy=False)
    put_off_text = fields.Char("Put Off Now", compute="_compute_put_off_text")

    _put_off_reason = models.Constraint(
        "CHECK(put_off_until IS NULL OR put_off_reason IS NOT NULL)",
        "Whatever is put off has a reason.",
    )

    @api.depends("put_off_until", "put_off_reason")
    @api.depends_context("lang", "tz")
    def _compute_put_off_text(self):
        """Until when and why, as long as that lasts."""
        today = fields.Date.context_today(self)
        for record in self:
            until = record.put_off_until
            record.put_off_text = until and until > today and record._get_put_off_text()

    def _get_put_off_text(self):
        self.ensure_one()
        return self.env._(
            "Put off until %(date)s: %(reason)s",
            date=format_date(self.env, self.put_off_until),
            reason=self.put_off_reason,
        )

    # ------------------------------------------------------------------ actions

    def action_put_off(self, until, reason):
        """Take records out of the working lists until a day.

        :param str until: that day, `YYYY-MM-DD`, after today
        :param str reason: why, at most 500 characters
        :raise UserError: not such a day or reason
        :raise AccessError: the user may not write one of these records
        """
        self.check_access("write")
        until, reason = self._check_put_off(until, reason)
        self._remove_put_off_reminders()
        self._write_put_off(until, reason)
        self._remind_of_put_off(until, reason)
        self._note_put_off({r.id: r._get_put_off_text() for r in self})

    def action_take_up(self):
        """Take up again what was put off."""
        records = self.filtered("put_off_until")
        records.check_access("write")
        if not records:
            return
        records._remove_put_off_reminders()
        records._write_put_off(False, False)
        text = self.env._("Taken up again")
        records._note_put_off(dict.fromkeys(records.ids, text))

    def _write_put_off(self, until, reason):
        """The right to write these records was checked: the fields are for nobody."""
        self.sudo().write({"put_off_until": until, "put_off_reason": reason})

    def _note_put_off(self, texts):
        # As notes of the user: what Odoo logs by itself is not in the timeline.
        self._message_log_batch(texts, message_type="comment")

    @api.model
    def _check_put_off(self, until, reason):
        """The day and the reason, valid."""
        try:
            day = fields.Date.to_date(until)
        except (TypeError, ValueError, AttributeError):
            day = None
        if not day or day <= fields.Date.context_today(self):
            raise UserError(self.env._("until: a day after today is expected."))
        reason = reason.strip() if isinstance(reason, str) else ""
        if not reason or len(reason) > MAX_REASON:
            raise UserError(
                self.env._(
                    "reason: a text of at most %(length)s characters is expected.",
                    length=MAX_REASON,
                )
            )
        return day, reason

    # ------------------------------------------------------------------ reminders

    def _remind_of_put_off(self, until, reason):
        """Each responsible is reminded on the day; nobody needs a mail about it now."""
        quiet = self.with_context(mail_activity_quick_update=True)
        for user, records in quiet.grouped(lambda r: r.user_id or r.env.user).items():
            records.activity_schedule(REMINDER, until, summary=reason, user_id=user.id)

    def _remove_put_off_reminders(self):
        self.activity_unlink([REMINDER])


class CrmProspect(models.Model):
    """A prospect can be put off; he is still matched and found meanwhile."""

    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.put.off.mixin"]


class CrmLead(models.Model):
    """An application can be put off."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.put.off.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & self._moving_fields():
            # What is finished does not come back.
            self.filtered(
                lambda lead: lead.put_off_until and lead.won_status != "pending"
            ).action_take_up()
        return result
