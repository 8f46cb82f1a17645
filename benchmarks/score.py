# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seconds and memory of scoring everybody's contacts, and one client's at once.

Options: --size N clients with three contacts each; --explain prints the plan of the
statement that scores one slice.
"""

import time
from statistics import median, quantiles

from .common import contacts, world
from .common.clock import Clock, peak_memory, reset_peak_memory
from .common.report import Report

# What has to be met: seconds per client of a full pass, milliseconds of one client.
BOUND_FULL = 60 / 1_000_000
BOUND_ONE = 10
ONE = 300
CHANGED = 100  # one of so many clients
TABLES = (
    "crm_contact_point",
    "crm_contact_score",
    "crm_contact_share",
    "crm_contactability",
)


def fill(env, options):
    """Make the clients, once per database."""
    contacts.fill(env, options)


def run(env, options):
    """Measure in a copy of the filled database."""
    clients = options["clients"]
    env.cr.execute("SELECT pg_backend_pid()")
    clock = Clock(env.cr.fetchone()[0])
    report = Report("score", clients=clients, contacts=clients * contacts.CONTACTS)
    run_model = env.registry["crm.contact.score.run"]
    phases = ("holders", "scores", "owners", "settle", "places")
    for phase in phases:
        clock.wrap(run_model, [f"_step_{phase}"], phase)
    # Not the memory that loading Odoo took.
    reset_peak_memory()
    bound = f"at most {BOUND_FULL * clients:.1f}"
    for name, prepare in (
        ("first pass", None),
        ("second pass", None),
        (f"pass after 1/{CHANGED} changed", change),
    ):
        if prepare:
            prepare(env)
        world.vacuum(env)
        begun = time.perf_counter()
        record = process(env)
        seconds = time.perf_counter() - begun
        report.fact(f"{name}: seconds", seconds, bound)
        for phase in phases:
            report.step(f"{name}: {phase}", clock.take(phase), clients)
        report.fact(f"{name}: microseconds per client", 1e6 * seconds / clients)
        report.fact(f"{name}: scores written", record.score_count)
        report.fact(f"{name}: shares written", record.share_count)
    report.fact("peak memory, MiB", peak_memory())
    one_client(env, report)
    for table in TABLES:
        env.cr.execute("SELECT pg_total_relation_size(%s)", [table])
        report.fact(f"{table}, MiB", env.cr.fetchone()[0] // 2**20)
    report.settings(env)
    report.print()


def process(env):
    """One run from its request to its end; its record."""
    runs = env["crm.contact.score.run"]
    record = runs._start()
    env.cr.commit()
    while record.state in ("waiting", "running"):
        runs._process()
        env.invalidate_all()
    assert record.state == "done", record.error
    return record


def change(env):
    """Calls that reached some of the clients."""
    env.cr.execute(
        """INSERT INTO crm_contact_event (kind, match_key, partner_id, outcome, date)
        SELECT kind, match_key, partner_id, 'reached', now() FROM crm_contact_point
        WHERE partner_id %% %s = 0 AND kind = 'phone'""",
        [CHANGED],
    )
    env.cr.commit()


def one_client(env, report):
    """What a change of one client's contacts costs before its commit."""
    env.cr.execute(
        "SELECT id FROM res_partner WHERE is_client ORDER BY hashint4(id) LIMIT %s",
        [ONE + 10],
    )
    ids = [partner_id for (partner_id,) in env.cr.fetchall()]
    scorer = env["crm.contact.scorer"]
    spent, queries = [], []
    for partner_id in ids:
        # Something to write: as after the first contact that anybody made.
        env.cr.execute(
            "UPDATE crm_contact_point SET usage = 'home' WHERE partner_id = %s",
            [partner_id],
        )
        env.cr.commit()
        before, begun = env.cr.sql_log_count, time.perf_counter()
        scorer._touch("partner_id", [partner_id])
        scorer._flush()
        spent.append(1000 * (time.perf_counter() - begun))
        queries.append(env.cr.sql_log_count - before)
        env.cr.commit()
    # The first ones fill Odoo's caches.
    spent = spent[10:]
    report.fact("one client: median ms", median(spent), f"at most {BOUND_ONE}")
    report.fact("one client: 95 % ms", quantiles(spent, n=20)[-1])
    report.fact("one client: queries", max(queries[10:]), "at most 5")
