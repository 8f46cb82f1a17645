# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prospects per second of becoming clients, each with an application on the last step.

Options: --size N prospects, --batch N of one call (5 000), --seed S. The index and what
is scored of the new clients are written in all of them.
"""

from odoo.tools import SQL

from .common import world
from .common.clock import Clock, peak_memory, reset_peak_memory
from .common.report import Report

BATCH = 5_000
BOUND_RATE = 400
WARM_UP = 100


def run(env, options):
    """Load and match people, give them applications, convert them by batches."""
    world.prepare(env)
    size, batch = options["size"], options.get("batch", BATCH)
    people = world.World.of(options)
    env.cr.execute("SELECT pg_backend_pid()")
    clock = Clock(env.cr.fetchone()[0])
    report = Report("convert", size=size, batch=batch, seed=people.seed)
    prospects = make_prospects(env, people, size + WARM_UP)
    convert(env, prospects[:WARM_UP])
    prospects = prospects[WARM_UP:]
    reset_peak_memory()
    statements = env.cr.sql_log_count
    converted, reasons = 0, {}
    for start in range(0, len(prospects), batch):
        with clock.measure("convert_many"):
            result = convert(env, prospects[start : start + batch])
        converted += result["converted"]
        for row in result["refused"]:
            reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
    statements = env.cr.sql_log_count - statements
    spent = clock.take("convert_many")
    report.step("convert_many", spent, converted, f"at least {BOUND_RATE}/s")
    report.fact("statements per prospect", round(statements / max(converted, 1), 2))
    report.fact("worker peak MiB", peak_memory())
    for reason, count in reasons.items():
        report.fact("refused", count, reason)
    report.settings(env)
    report.print()


def convert(env, prospects):
    """One call as a user makes it, with what is done before the commit."""
    result = prospects.convert_many()
    env.cr.commit()
    env.invalidate_all()
    return result


def make_prospects(env, people, count):
    """People that are looked for among the clients, each with an application."""
    ids = []
    for start in range(0, count, BATCH):
        ids += world.load_prospects(env, people, start, min(BATCH, count - start))
        env.cr.commit()
    matching = env["crm.match.run"].browse(env["crm.match.run"].start("incremental"))
    while matching.state in ("waiting", "running"):
        matching._step()
        env.cr.commit()
    team = env["crm.team"].search([], limit=1)
    stage = env["crm.prospect"]._get_last_stages(team)[team]
    # How fast Odoo makes leads is not what is measured.
    env.cr.execute(
        SQL(
            """INSERT INTO crm_lead (name, type, active, prospect_id, team_id, stage_id,
                priority, probability, create_date, write_date)
            SELECT 'Application', 'opportunity', TRUE, id, %s, %s, '0', 50, now(), now()
            FROM unnest(%s::int[]) AS id""",
            team.id,
            stage.id,
            ids,
        )
    )
    env.cr.commit()
    world.vacuum(env)
    env.invalidate_all()
    return env["crm.prospect"].browse(ids)
