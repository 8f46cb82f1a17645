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
    # Being late is expected, and a statement may hold values of people: none of those
    # that fail in here is logged.
    quietly = partial(cr.execute, log_exceptions=False)
    # Two journeys to the server instead of four: a registration makes them twice.
    quietly(
        SQL(
            """SAVEPOINT in_time;
            SELECT current_setting('statement_timeout'),
                set_config('statement_timeout', %s, TRUE)""",
            f"{milliseconds}ms",
        )
    )
    [(before, _now)] = cr.fetchall()
    cr.execute = quietly
    try:
        yield
        quietly(
            SQL(
                """SELECT set_config('statement_timeout', %s, TRUE);
                RELEASE SAVEPOINT in_time""",
                before,
            )
        )
    except BaseException:
        quietly("ROLLBACK TO SAVEPOINT in_time; RELEASE SAVEPOINT in_time")
        raise
    finally:
        del cr.execute
