# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import math
from contextlib import contextmanager
from functools import partial
from time import monotonic

from psycopg2.errors import QueryCanceled

from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL


class NotInTime(UserError):
    """No answer in time; nothing is written, and the caller may ask again."""

    http_status = 503  # Service Unavailable


class StillTaken(NotInTime, ConcurrencyError):
    """Others keep what is to be written. Odoo makes the whole call again, four times.

    They are about to change it: waiting for them would end in the same way.
    """


@contextmanager
def in_time(cr, deadline):
    """A savepoint whose statements are over at a time, however many they are.

    What takes longer is cancelled, and everything since the savepoint is undone.

    :param float deadline: of the clock `time.monotonic`
    :raise psycopg2.errors.QueryCanceled: it was too late; the transaction goes on as
        if nothing had happened
    """
    # Being late is expected, and a statement may hold values of people: none of those
    # that fail in here is logged.
    quietly = partial(cr.execute, log_exceptions=False)

    def execute(query, params=None, **_options):
        left = math.ceil((deadline - monotonic()) * 1000)
        if left <= 0:
            raise QueryCanceled("no time is left")
        # In the same journey to the server; it limits each of the two for itself.
        limit = f"SET LOCAL statement_timeout = {left}; "
        if isinstance(query, SQL):
            quietly(SQL("%s%s", SQL(limit), query))
        else:
            quietly(limit + query, params)

    # Two journeys to the server instead of four: a registration makes them twice.
    quietly("SAVEPOINT in_time; SELECT current_setting('statement_timeout')")
    [(before,)] = cr.fetchall()
    cr.execute = execute
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


@contextmanager
def locks_in_time(cr, milliseconds):
    """No statement waits longer for a lock of somebody else.

    :raise psycopg2.errors.LockNotAvailable: one would have; the transaction is lost
    """
    limit = (
        "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, TRUE)"
    )
    cr.execute(SQL(limit, f"{milliseconds}ms"))
    [(before, _now)] = cr.fetchall()
    yield
    # Who goes on after an error has undone it with his savepoint.
    cr.execute(SQL(limit, before))
