# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, models
from odoo.http import request
from odoo.sql_db import db_connect
from odoo.tools import SQL, ormcache

from odoo.addons.base.models.res_users import INDEX_SIZE

BEARER = re.compile(r"^bearer\s+(\S+)$", re.IGNORECASE)
# Opening a card again within so many minutes is the same reading.
REPEAT_PARAMETER = "crm_prospect.access_log_repeat_minutes"
REPEAT_MINUTES = 10


class CrmAccessLog(models.Model):
    """How a row gets into the log: one statement, whatever becomes of the request.

    The transaction of a request may be read-only, and may be rolled back after its
    answer was made. So a row has a short transaction of its own: when it cannot be
    written (no connection is free, the disk is full), the request fails, and the
    answer stays here. Without a request there is nobody to answer before the commit:
    the row is written in the transaction of the code, and no limit holds.
    """

    _inherit = "crm.access.log"

    @api.model
    def _is_person(self):
        """Whether somebody asks, and not the server for itself."""
        if self.env.uid == SUPERUSER_ID:
            return False
        # Whoever sends a request may put anything into his context.
        return bool(request) or "cron_id" not in self.env.context

    @api.model
    def _is_answer(self):
        """Whether the answer leaves before the transaction ends."""
        return bool(request) or self.env.cr.readonly

    @api.model
    def _get_key(self):
        """Id and name of the API key of this request."""
        header = request and request.httprequest.headers.get("Authorization")
        match = isinstance(header, str) and BEARER.match(header)
        if not match:
            return {"key_id": None, "key_name": None}
        key_id, key_name = self._find_key(match[1][:INDEX_SIZE])
        return {"key_id": key_id, "key_name": key_name}

    @api.model
    @ormcache("self.env.uid", "index")
    def _find_key(self, index):
        """Id and name of a key of the user; neither ever changes.

        :param str index: its beginning; the rest was checked when the request came in
        """
        query = SQL(
            """SELECT id, name FROM res_users_apikeys
            WHERE user_id = %s AND index = %s LIMIT 1""",
            self.env.uid,
            index,
        )
        self.env.cr.execute(query, log_exceptions=False)
        return self.env.cr.fetchone() or (None, None)

    @contextmanager
    def _log_cursor(self):
        """The cursor that rows are written with, committed at the end."""
        if not self._is_answer():
            yield self.env.cr
            return
        # Not the cursor of the registry: tests hand out one that shares the
        # transaction of the request, which may be read-only.
        with db_connect(self.env.cr.dbname).cursor() as cr:
            yield cr

    @api.model
    def _write_rows(self, row, ids):
        """Write rows that differ in the record only, unless a limit is reached.

        :param dict row: columns
        :param list ids: of the records; None for a row that names none
        :raise ReadingRefused: a limit is reached
        """
        limits = self._get_limits(row) if self._is_answer() else []
        names = list(row)
        query = SQL(
            """WITH asked AS (
                SELECT r.id FROM unnest(%(ids)s::int[]) AS r(id)
                WHERE NOT EXISTS (
                    SELECT FROM crm_access_log l
                    WHERE %(mine)s AND NOT l.refused
                        AND l.date > %(now)s - make_interval(mins => %(repeat)s)
                        AND l.res_model = %(model)s AND l.res_id = r.id)
            ), over AS (%(over)s), written AS (
                INSERT INTO crm_access_log (%(columns)s, date, res_id, refused)
                SELECT %(values)s, %(now)s, id, EXISTS (SELECT FROM over) FROM asked
                WHERE NOT EXISTS (SELECT FROM over) OR NOT EXISTS (
                    SELECT FROM crm_access_log l
                    WHERE %(mine)s AND l.refused
                        AND l.date > %(now)s - interval '1 minute'))
            SELECT max(again) FROM over""",
            ids=ids,
            mine=SQL("l.user_id = %s AND l.kind = %s", row["user_id"], row["kind"]),
            now=NOW,
            repeat=self._get_repeat_minutes() if row["kind"] == "view" else 0,
            model=row["res_model"],
            over=SQL(" UNION ALL ").join(self._limit_query(limit) for limit in limits)
            if limits
            else SQL("SELECT NULL::timestamp AS again WHERE FALSE"),
            columns=SQL(", ").join(SQL.identifier(name) for name in names),
            values=SQL(", ").join(SQL("%s", row[name]) for name in names),
        )
        with self._log_cursor() as cr:
            cr.execute(query, log_exceptions=False)
            [(again,)] = cr.fetchall()
        if again:
            self._refuse(limits[0], again)

    @api.model
    def _get_repeat_minutes(self):
        parameters = self.env["ir.config_parameter"].sudo()
        minutes = parameters.get_param(REPEAT_PARAMETER) or ""
        return int(minutes) if minutes.isdecimal() else REPEAT_MINUTES


# Also in a transaction that began long ago; of the clock itself no index could be used.
NOW = SQL("statement_timestamp() AT TIME ZONE 'UTC'")
