# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Milliseconds of `identify` and `register` over HTTP, one process.

Options: --size N or --clients A --prospects B, --calls N of each measure (400),
--parallel N callers at once (8), --no-load: without the part where a full pass and an
import run beside it.
"""

import cProfile
import os
import pstats
import sys

from .common import ready, server, world
from .common.report import Report

FILL = "ready"
CALLS = 400
PARALLEL = 8
# On demand, as the README recommends; automatic costs a connection for each lead.
ENRICHMENT = "crm.iap.lead.enrich.setting"
# Milliseconds that have to be met, by name and share of the calls.
BOUNDS = {"95 %": 100, "99 %": 250}
BOUNDS_UNDER_LOAD = {"99 %": 1000}
# Callers who try alone before anything is measured.
WARM_UP = 20

fill = ready.fill


def run(env, options):
    """Measure in a copy of the filled database."""
    calls = options.get("calls", CALLS)
    parallel = options.get("parallel", PARALLEL)
    people = world.World.of(options)
    report = Report("register", **people._asdict(), calls=calls)
    persons = newcomers(people, 11 * calls + 4 * WARM_UP)
    env["ir.config_parameter"].set_param(ENRICHMENT, "manual")
    settle(env)
    inside(env, report, take(persons, WARM_UP))
    with server.serving(env) as site:
        report_times(report, "empty call", site.call_all(server.EMPTY, calls))
        for name in ("identify", server.APPLY):
            site.call_all(name, take(persons, WARM_UP))
        for name in ("identify", "register"):
            report_times(report, name, site.call_all(name, take(persons, calls)))
        new = take(persons, calls)
        report_times(report, server.APPLY, site.call_all(server.APPLY, new))
        again = site.call_all(server.APPLY, new)
        report_times(report, f"{server.APPLY}, again", again)
        with server.parameter(env, ENRICHMENT, "auto"):
            times = site.call_all(server.APPLY, take(persons, calls))
            report_times(report, f"{server.APPLY}, leads enriched", times)
        for name in ("identify", "register", server.APPLY):
            times = site.call_all(name, take(persons, calls), parallel)
            report_times(report, f"{name}, {parallel} at once", times)
        measure_floor(report, site, env, persons, calls, parallel)
        if not options.get("no_load"):
            with server.pass_and_import(env, people) as load:
                for name in ("identify", server.APPLY):
                    times = site.call_all(name, take(persons, calls))
                    report_times(report, f"{name} under load", times, BOUNDS_UNDER_LOAD)
                report.fact("full pass and import were running", load.is_running())
    report.settings(env)
    report.print()


def measure_floor(report, site, env, persons, calls, parallel):
    """What Odoo takes for its part: an empty call and a lead without its person."""
    with server.parameter(env, "crm_prospect.lead_persons", "False"):
        site.call_all(server.LEAD, take(persons, WARM_UP))
        for at_once in (1, parallel):
            suffix = f", {at_once} at once" if at_once > 1 else ""
            if suffix:
                times = site.call_all(server.EMPTY, calls, at_once)
                report_times(report, f"{server.EMPTY}{suffix}", times, {})
            times = site.call_all(server.LEAD, take(persons, calls), at_once)
            report_times(report, f"{server.LEAD}{suffix}", times, {})
    env.invalidate_all()
    made = env["crm.lead"].search(
        [("name", "=", server.LEAD)], limit=1, order="id DESC"
    )
    if not made or made.prospect_id:
        sys.exit("The person of a lead was looked for: that is not Odoo's part alone.")


def newcomers(people, count):
    """People nobody has loaded: about half of them clients, some of them twice."""
    start = people.prospects + people.new_prospects
    persons = [person for person, _c in world.prospects(people, start, count)]
    # References of another source's numbers: found by what they are, not by number.
    return [{**person, "ref": f"R{n}"} for n, person in enumerate(persons)]


def take(persons, count):
    """Take the next ones off the list."""
    taken, persons[:] = persons[:count], persons[count:]
    return taken


def settle(env):
    """Have what copying the database left behind written, so that the disk is idle."""
    os.sync()
    env.cr.execute("CHECKPOINT")


def inside(env, report, persons):
    """What dominates a call, without HTTP: the statements and the functions."""
    prospects = env["crm.prospect"]
    prospects.register(person=persons[0])
    env.cr.commit()
    profile = cProfile.Profile()
    before = env.cr.sql_log_count
    with profile:
        for person in persons[1:]:
            prospects.register(person=person)
            env.cr.commit()
    count = env.cr.sql_log_count - before
    report.fact("statements of a register call", round(count / len(persons[1:]), 1))
    stats = pstats.Stats(profile)
    report.fact(
        "ms of a register call inside Odoo, profiled",
        round(1000 * stats.total_tt / len(persons[1:]), 1),
    )
    stats.sort_stats("tottime").print_stats(15)


def report_times(report, name, times, bounds=None):
    """Quantiles in milliseconds, CPU time, and what was answered.

    :param times: :class:`server.Times`
    :param bounds: dict quantile -> milliseconds that have to be met
    """
    bounds = BOUNDS if bounds is None else bounds
    for quantile, value in times.quantiles().items():
        note = f"at most {bounds[quantile]}" if quantile in bounds else ""
        report.fact(f"{name}, ms, {quantile}", value, note)
    report.fact(f"{name}, ms, CPU of Odoo", round(times.cpu, 1))
    report.fact(f"{name}: answers", times.answers())
