# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

DAYS_PARAMETER = "crm_prospect.access_log_days"
DAYS = 365
BATCH = 10_000


class CrmAccessLog(models.Model):
    """What becomes of rows: refusals are told of, old rows forgotten."""

    _inherit = "crm.access.log"

    @api.autovacuum
    def _gc_log(self):
        """Forget rows after a year, or as many days as the parameter says; 0: never."""
        days = self.env["ir.config_parameter"].sudo().get_param(DAYS_PARAMETER) or ""
        days = int(days) if days.isdecimal() else DAYS
        if not days:
            return 0, False
        self.env.cr.execute(
            SQL(
                """DELETE FROM crm_access_log WHERE id IN (
                    SELECT id FROM crm_access_log
                    WHERE date < now() AT TIME ZONE 'UTC' - make_interval(days => %s)
                    LIMIT %s)""",
                days,
                BATCH,
            )
        )
        count = self.env.cr.rowcount
        return count, count == BATCH

    @api.model
    def _cron_tell_refused(self):
        """Tell the administrators who reached a limit, once per user and day."""
        told = self._mark_told()
        users = self.env["res.users"].sudo().browse({user for user, _day in told})
        admins = self._get_told_admins()
        for user in users.exists():
            user.partner_id.message_notify(
                partner_ids=(admins - user or admins).partner_id.ids,
                **self._prepare_notice(user),
            )
        self.env["ir.cron"]._commit_progress(len(told), remaining=0)

    @api.model
    def _mark_told(self):
        """Take the new refusals; (user, day) of those not told of on that day yet."""
        return self.env.execute_query(
            SQL(
                """WITH fresh AS (
                    UPDATE crm_access_log SET told = TRUE
                    WHERE refused AND told IS NOT TRUE
                    RETURNING user_id, date::date AS day)
                SELECT DISTINCT f.user_id, f.day FROM fresh f
                WHERE NOT EXISTS (
                    SELECT FROM crm_access_log l
                    WHERE l.user_id = f.user_id AND l.refused AND l.told
                        AND l.date >= f.day AND l.date < f.day + 1)"""
            )
        )

    @api.model
    def _get_told_admins(self):
        return self.env.ref("crm_prospect.group_prospect_admin").all_user_ids.filtered(
            lambda user: user.active and not user.share
        )

    @api.model
    def _prepare_notice(self, user):
        """Arguments of the message about a user who reached a limit."""
        return {
            "subject": self.env._("Limit of reading reached: %(user)s", user=user.name),
            "body": self.env._(
                "%(user)s reached a limit of reading personal data. "
                "The Log of Readings tells what was asked for.",
                user=user.name,
            ),
        }
