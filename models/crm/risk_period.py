# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .risk_limits import MAX_DAYS


class Period(NamedTuple):
    """From the first moment on, up to the last; both UTC, both may be open."""

    start: datetime | None
    end: datetime | None
    label: str
    # Arguments by which the list behind a number is asked for.
    asked: dict

    def of(self, applications):
        """The applications that were made within it."""
        return [
            application
            for application in applications
            if (not self.start or application.created >= self.start)
            and (not self.end or application.created < self.end)
        ]


class CrmRiskSubject(models.AbstractModel):
    """The periods that applications are counted by."""

    _inherit = "crm.risk.subject"

    def _get_risk_period(self, days=0, date_from=None, date_to=None):
        """The period that is asked for.

        :raise UserError: these are no days
        """
        if days:
            if type(days) is not int or not 1 <= days <= MAX_DAYS:
                raise UserError(
                    self.env._("A period has from 1 to %(days)s days.", days=MAX_DAYS)
                )
            start = fields.Datetime.now() - timedelta(days=days)
            label = self.env._("%(days)s days", days=days)
            return Period(start, None, label, {"days": days})
        first, last = self._parse_day(date_from), self._parse_day(date_to)
        if first and last and first > last:
            raise UserError(self.env._("The period ends before it begins."))
        label = " – ".join(
            format_date(self.env, day, date_format="short") if day else "…"
            for day in (first, last)
        )
        return Period(
            self._get_midnight(first),
            self._get_midnight(last and last + timedelta(days=1)),
            label,
            {
                "date_from": first and first.isoformat(),
                "date_to": last and last.isoformat(),
            },
        )

    def _parse_day(self, text):
        try:
            day = fields.Date.to_date(text)
        except (TypeError, ValueError):
            day = None
        # A last day has a day after it.
        if text and not (day and day.year < datetime.max.year):
            raise UserError(self.env._("A day is written as YYYY-MM-DD."))
        return day

    def _get_midnight(self, day):
        """The first moment of a day where the user is, in UTC."""
        if not day:
            return None
        midnight = self.env.tz.localize(datetime.combine(day, time.min))
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)
