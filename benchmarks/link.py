# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seconds, memory and quality of linking prospects with clients.

Options: --size N or --clients A --prospects B, --known SHARE of the prospects who
are clients, --seed S; --no-splink; --profile and --explain SECONDS tell where the
time of the first pass goes.
"""

import cProfile
import pstats
import time

from ..models.matching.match_run_steps import PHASES
from .common import explain, quality, splink_compare, world
from .common.clock import Clock, Spent, peak_memory, reset_peak_memory
from .common.report import Report

# What has to be met: seconds per person of both sides, per link; MiB; share of the
# full pass that an increment of a hundredth may take; seconds for one person on-line.
BOUND_KEYING = 120 / 2_000_000
BOUND_LINK = 50e-6
BOUND_MEMORY = 1024
BOUND_INCREMENT = 1 / 20
BOUND_ONLINE = 10e-3
ONLINE_PERSONS = 500
TABLES = (
    "crm_prospect",
    "crm_person_index",
    "crm_match_key_prospect",
    "crm_match_key_client",
    "crm_match_candidate",
    "crm_match",
)


def fill(env, options):
    """Make the people, once per database."""
    world.fill(env, world.World.of(options))


def run(env, options):
    """Measure in a copy of the filled database."""
    people = world.World.of(options)
    env.cr.execute("SELECT pg_backend_pid()")
    clock = Clock(env.cr.fetchone()[0])
    watch(env, clock)
    report = Report("link", **people._asdict())
    # Not the memory that loading Odoo took.
    reset_peak_memory()
    first_pass(env, people, clock, report, options)
    linked = quality.count_quality(env)
    report_quality(env, report, linked)
    second_pass(env, people, clock, report)
    report_sizes(env, report)
    if not options.get("no_splink"):
        splink_compare.compare(env, report, linked)
    online(env, report)
    # That was no part of the passes that follow.
    clock.take("find", "decide")
    incremental_passes(env, people, clock, report)
    report.settings(env)
    report.print()


def watch(env, clock):
    """Measure what the phases of a run do apart from each other."""
    registry = env.registry
    clock.wrap(
        registry["crm.match.key"],
        ["_rebuild", "_rebuild_range", "_insert", "_begin_first", "_finish_first"],
        "keys",
    )
    clock.wrap(registry["crm.match.engine"], ["_find", "_prospects_near"], "find")
    clock.wrap(
        registry["crm.match.apply"],
        ["_lock", "_drop", "_write_matches", "_write_links", "_apply_plan"],
        "apply",
    )
    clock.wrap(registry["crm.match.engine"], ["_collect_hits"], "find")


def process(env, kind, clock):
    """Do a run step by step as the cron does, each step committed."""
    match_run = env["crm.match.run"].create({"kind": kind})
    longest = {}
    while match_run.state in ("waiting", "running"):
        begun = time.monotonic()
        phase = match_run.phase or next(iter(PHASES[kind]))
        with clock.measure(phase):
            match_run._try_step()
        # What a commit of the last phase waits for are the links.
        with clock.measure("apply" if phase == "decide" else phase):
            env.cr.commit()
        longest[phase] = max(longest.get(phase, 0), time.monotonic() - begun)
    # Between two steps the progress bar moves: at least every 2 s.
    steps = ", ".join(f"{phase} {spent:.2f} s" for phase, spent in longest.items())
    print(f"{kind} run: longest steps: {steps}", flush=True)
    if match_run.state != "done":
        raise RuntimeError(f"The run {match_run.state}: {match_run.error}")
    return match_run


# ---------------------------------------------------------------------- full pass


def first_pass(env, people, clock, report, options):
    """Index and keys of everybody, then all pairs."""
    profile = cProfile.Profile()
    if options.get("profile"):
        profile.enable()
    with explain.explained(env, options.get("explain")):
        process(env, "index", clock)
        # As autovacuum does within a minute; it would run into what is measured.
        world.vacuum(env)
        match_run = process(env, "full", clock)
    profile.disable()
    if options.get("profile"):
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    report_full("first pass", people, clock, report, match_run)
    report.fact("worker peak MiB", peak_memory(), f"at most {BOUND_MEMORY}")


def report_full(name, people, clock, report, match_run):
    """The phases of a full pass, with the bounds that they have to meet."""
    persons = people.clients + people.prospects
    index, keys = clock.take("index"), clock.take("keys")
    report.step(f"{name}: index", index, persons)
    report.step(f"{name}: keys", keys, persons)
    bound = f"at most {BOUND_KEYING * persons:.1f}"
    report.step(f"{name}: index + keys", index + keys, persons, bound)
    steps = {label: clock.take(label) for label in ("candidates", "find", "decide")}
    for label, spent in steps.items():
        report.step(f"{name}: {label}", spent)
    whole = sum(steps.values(), Spent())
    report.step(f"{name}: find + decide", whole, people.prospects)
    report.fact(f"{name}: candidate pairs", match_run.candidate_count)
    report_apply(name, clock, report, match_run)


def report_apply(name, clock, report, match_run):
    """Writing what was found; the time of proposals is counted for the links."""
    apply = clock.take("apply")
    links, proposals = match_run.link_count, match_run.proposal_count
    report.step(f"{name}: apply", apply, links + proposals)
    if links:
        report.fact(
            f"{name}: apply µs a link",
            round(apply.seconds / links * 1e6, 1),
            f"at most {BOUND_LINK * 1e6:.0f}; {links} links, {proposals} proposals",
        )


def second_pass(env, people, clock, report):
    """Once more over unchanged data: nothing may be written."""
    env.cr.execute("SELECT txid_current()")
    [(since,)] = env.cr.fetchall()
    before = count_rows(env, since)
    match_run = process(env, "full", clock)
    report_full("second pass", people, clock, report, match_run)
    after = count_rows(env, since)
    written = {table for table in after if after[table] != before[table]}
    if written:
        raise RuntimeError(f"The second pass wrote: {', '.join(sorted(written))}")
    report.fact("second pass: rows written", 0)


def count_rows(env, since):
    """How many rows the tables of persons have, and how many are newer than `since`.

    :param int since: a transaction; row versions of later ones are newer
    """
    counts = {}
    for table in TABLES:
        if table != "crm_match_candidate":
            env.cr.execute(
                f"""SELECT count(*), count(*) FILTER (
                    WHERE xmin::text::int8 >= %s)
                FROM {table}""",
                [since],
            )
            counts[table] = env.cr.fetchone()
    return counts


def report_quality(env, report, figures, name="first pass"):
    """Recall and precision, and in the first pass each rule's."""
    for key, value in figures.items():
        report.fact(f"{name}: {key}", value)
    if name == "first pass":
        report.fact("recall of candidates", quality.count_candidates(env))
        for sequence, rule, verdict, pairs, precision in quality.count_rules(env):
            note = f"precision {precision:.4f}  {rule}"
            report.fact(f"rule {sequence} {verdict}", pairs, note)


def report_sizes(env, report):
    """Megabytes on disk, with indexes."""
    env.cr.execute("SELECT pg_database_size(current_database())")
    report.fact("MB database", env.cr.fetchone()[0] // 1_000_000)
    for table in TABLES:
        env.cr.execute("SELECT pg_total_relation_size(%s)", [table])
        report.fact(f"MB {table}", env.cr.fetchone()[0] // 1_000_000)


# ---------------------------------------------------------------------- one person


def online(env, report):
    """Find and decide on persons one by one, as on-line; nothing is written."""
    env.cr.execute(
        """SELECT prospect_id FROM crm_person_index WHERE prospect_id IS NOT NULL
        ORDER BY hashint4(prospect_id) LIMIT %s""",
        [ONLINE_PERSONS],
    )
    engine, apply = env["crm.match.engine"], env["crm.match.apply"]
    seconds = []
    for (prospect_id,) in env.cr.fetchall():
        begun = time.perf_counter()
        hits = engine._find_clients(engine._candidates_of([prospect_id], "partner_id"))
        apply._plan_clients([prospect_id], hits)
        seconds.append(time.perf_counter() - begun)
    seconds.sort()
    for name, place in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99)):
        value = round(1000 * seconds[int(place * len(seconds))], 2)
        note = f"at most {BOUND_ONLINE * 1000:.0f}" if name == "95 %" else ""
        report.fact(f"one person on-line, ms, {name}", value, note)


# ---------------------------------------------------------------------- increments


def incremental_passes(env, people, clock, report):
    """New prospects against all clients, then new clients against all prospects."""
    world.skip_cards(env)
    for name, load, start, count in (
        ("new prospects", world.load_prospects, people.prospects, people.new_prospects),
        ("new clients", world.load_clients, people.clients, people.new_clients),
    ):
        with clock.measure("load"):
            for offset in range(0, count, world.CHUNK):
                load(env, people, start + offset, min(world.CHUNK, count - offset))
                env.cr.commit()
        report.step(f"{name}: load, index, keys", clock.take("load", "keys"), count)
        match_run = process(env, "incremental", clock)
        report.step(f"{name}: find + decide", clock.take("find", "decide"), count)
        report_apply(name, clock, report, match_run)
        parts = [
            sum(report.value(f"{run}: {part}") for part in ("find + decide", "apply"))
            for run in (name, "first pass")
        ]
        note = f"of the full pass, apply included; at most {BOUND_INCREMENT}"
        report.fact(f"{name}: share", round(parts[0] / parts[1], 4), note)
        report_quality(env, report, quality.count_quality(env), f"after {name}")
