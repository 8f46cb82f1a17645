# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_datetime

from .access_log_write import NOW


class ReadingRefused(UserError):
    """More was asked for than a user or a key may read in a time."""

    http_status = 429  # Too Many Requests


class Limit(NamedTuple):
    """So many rows of these kinds in so many seconds.

    :param str parameter: of the configuration that holds the number
    :param int default: the number without one; 0 is no limit
    :param tuple kinds: what is counted together
    :param int seconds: how far back
    :param bool of_key: only what came by the same key
    """

    parameter: str
    default: int
    kinds: tuple
    seconds: int
    of_key: bool = False


# Who asks for a caller or a name finds out what `identify` tells: one limit for all.
QUESTIONS = ("identify", "call", "find")
LIMITS = {
    "limit_identify": Limit("crm_prospect.limit_identify", 600, QUESTIONS, 60),
    "limit_identify_key": Limit(
        "crm_prospect.limit_identify_key", 0, QUESTIONS, 60, of_key=True
    ),
    "limit_unmask": Limit("crm_prospect.limit_unmask", 100, ("unmask",), 3600),
    "limit_view": Limit("crm_prospect.limit_view", 0, ("view",), 3600),
    "limit_export": Limit("crm_prospect.limit_export", 0, ("export",), 86400),
}


class CrmAccessLog(models.Model):
    """How much one may read in a time.

    A limit is one of a user, over all doors: anybody can make another key. Keys may
    have a lower one, so that a system gone wild leaves the rest to its user's others.

    Nothing is locked: each call counts the rows of those before it. Calls of the same
    moment do not see each other and pass a limit by their number at most.
    """

    _inherit = "crm.access.log"

    @api.model
    def _get_limit_numbers(self):
        """dict name -> number, 0 for no limit."""
        parameters = self.env["ir.config_parameter"].sudo()
        stored = {
            name: parameters.get_param(limit.parameter) or ""
            for name, limit in LIMITS.items()
        }
        return {
            name: int(stored[name]) if stored[name].isdecimal() else limit.default
            for name, limit in LIMITS.items()
        }

    @api.model
    def _get_limits(self, row):
        """List of (name, number, row) that hold for a row to be written."""
        numbers = self._get_limit_numbers()
        return [
            (name, numbers[name], row)
            for name, limit in LIMITS.items()
            if row["kind"] in limit.kinds
            and numbers[name]
            and (row["key_id"] or not limit.of_key)
        ]

    @api.model
    def _limit_query(self, limit):
        """From when on another row is within a limit; no row when one is now."""
        name, number, row = limit
        limit = LIMITS[name]
        return SQL(
            """(SELECT l.date + make_interval(secs => %(seconds)s) AS again
            FROM crm_access_log l
            WHERE l.user_id = %(user)s AND l.kind = ANY(%(kinds)s) AND NOT l.refused
                AND l.date > %(now)s - make_interval(secs => %(seconds)s)
                AND %(of_key)s AND EXISTS (SELECT FROM asked)
            ORDER BY l.date DESC
            OFFSET greatest(%(number)s - (SELECT count(*) FROM asked), 0) LIMIT 1)""",
            seconds=limit.seconds,
            user=row["user_id"],
            kinds=list(limit.kinds),
            now=NOW,
            of_key=SQL("l.key_id = %s", row["key_id"]) if limit.of_key else SQL("TRUE"),
            number=number,
        )

    @api.model
    def _refuse(self, limit, again):
        """
        :param limit: of :meth:`_get_limits`
        :param again: when there is room again, UTC
        :raise ReadingRefused: always
        """
        words = {
            "limit_identify": self.env._("Too many questions about people"),
            "limit_unmask": self.env._("Too many masked values were shown"),
            "limit_view": self.env._("Too many cards were opened"),
            "limit_export": self.env._("Too many exports were made"),
        }
        raise ReadingRefused(
            self.env._(
                "%(reason)s. Please try again at %(time)s.",
                reason=words[limit[0].removesuffix("_key")],
                time=format_datetime(self.env, again, dt_format="medium"),
            )
        )
