# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Plans of slow statements, as PostgreSQL's auto_explain sees them."""

import re
from contextlib import contextmanager

# Milliseconds, and how the statement begins.
HEAD = re.compile(r"duration: ([\d.]+) ms  plan:\s*Query Text: ([^\n]{1,70})")
# Long lists of ids and values.
VALUES = re.compile(r"(?<=[\[{])[^\]}]{100,}(?=[\]}])")


@contextmanager
def explained(env, seconds):
    """Print the plans of the statements of the block that take longer.

    :param env: whose connection is looked at
    :param float seconds: how long; None for no plans at all
    """
    if seconds is None:
        yield
        return
    for statement in (
        "LOAD 'auto_explain'",
        f"SET auto_explain.log_min_duration = {int(seconds * 1000)}",
        "SET auto_explain.log_analyze = on",
        "SET auto_explain.log_timing = off",
        "SET auto_explain.log_buffers = on",
        "SET client_min_messages = log",
    ):
        env.cr.execute(statement)
    env.cr.commit()
    notices = env.cr._cnx.notices = Notices()
    try:
        yield
    finally:
        env.cr.execute("SET auto_explain.log_min_duration = -1")
        env.cr.commit()
        notices.print()


class Notices:
    """Adds up the time of each statement and keeps its slowest plan.

    The connection appends everything that the server says.
    """

    def __init__(self):
        self.statements = {}

    def append(self, text):
        found = HEAD.search(text)
        if not found:
            return
        seconds, statement = float(found[1]) / 1000, found[2]
        count, total, slowest, plan = self.statements.get(statement, (0, 0.0, 0.0, ""))
        if seconds > slowest:
            slowest, plan = seconds, VALUES.sub("...", text)
        self.statements[statement] = count + 1, total + seconds, slowest, plan

    def print(self):
        """The statements by total time, then the slowest plan of each."""
        rows = sorted(self.statements.items(), key=lambda row: -row[1][1])
        for _statement, (_count, _total, _slowest, plan) in rows:
            print(plan)
        print(f"{'seconds':>9} {'times':>6} {'slowest':>8}  statement")
        for statement, (count, total, slowest, _plan) in rows:
            print(f"{total:>9.3f} {count:>6} {slowest:>8.3f}  {statement}")
