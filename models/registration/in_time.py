# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from functools import partial

from odoo.tools import SQL


@contextmanager
def in_time(cr, milliseconds):
    """A savepoint in which no statement may take longer.

    What takes longer is cancelled, and everything since the savepoint is undone.

    :raise psycopg2.errors.QueryCanceled: a statement took longer; the transaction
        goes on as if nothing had happened
    """
    execute = cr.execute
    # Being late is expected, and a statement may hold values of people: none of those
    # that fail in here is logged.
    cr.execute = partial(execute, log_exceptions=False)
    try:
        with cr.savepoint(flush=False):
            cr.execute(
                SQL(
                    """SELECT current_setting('statement_timeout'),
                        set_config('statement_timeout', %s, TRUE)""",
                    f"{milliseconds}ms",
                )
            )
            [(before, _now)] = cr.fetchall()
            yield
            cr.execute(SQL("SELECT set_config('statement_timeout', %s, TRUE)", before))
    finally:
        del cr.execute
