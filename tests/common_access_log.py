# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The log of readings, as its own transactions have left it."""

from odoo.sql_db import db_connect
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name


class CommittedLog(BaseCase):
    """Reads and clears what is committed: a request writes to the log by itself."""

    def committed(self, user_id, *columns):
        """Rows of a user, oldest first: tuples of these columns, or one column."""
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(
                f"SELECT {', '.join(columns)} FROM crm_access_log"
                " WHERE user_id = %s ORDER BY id",
                [user_id],
            )
            rows = cr.fetchall()
        return rows if len(columns) > 1 else [value for (value,) in rows]

    def age(self, user_id, interval):
        """Let the rows of a user be older."""
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(
                "UPDATE crm_access_log SET date = date - %s::interval"
                " WHERE user_id = %s",
                [interval, user_id],
            )

    def clear_log_of(self, user_id):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute("DELETE FROM crm_access_log WHERE user_id = %s", [user_id])
