# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Milliseconds of telling the risk of one application, and of a page of 80.

Options: --size N or --clients A --prospects B, --leads N (as many as prospects),
--pages N (50), --seed S; --explain prints the plan of the statement.
"""

import random
import time
from statistics import median, quantiles

from .common import ready, world
from .common.report import Report

PAGE = 80
PAGES = 50
ONE = 500
# Every tenth application is of the few who apply this often.
OFTEN = 50
# Milliseconds.
BOUND_ONE = 20
FILL = "ready"
fill = ready.fill


def fill_leads(env, count):
    """Applications of two years, most of people who have one or two.

    Of a linked person, every fifth one names the client as its contact.
    By SQL: how fast Odoo makes leads is not what is measured.
    """
    print(f"making {count} applications", flush=True)
    env.cr.execute("SELECT setseed(0.5)")
    env.cr.execute(
        """INSERT INTO crm_lead (name, type, active, priority, prospect_id, partner_id,
            stage_id, won_status, probability, automated_probability, create_uid,
            create_date, write_uid, write_date)
        SELECT 'Loan', 'opportunity', drawn.outcome >= 0.3, '0', p.ids[drawn.place],
            (SELECT partner_id FROM crm_prospect
                WHERE id = p.ids[drawn.place] AND drawn.n %% 5 = 0),
            (SELECT id FROM crm_stage ORDER BY sequence LIMIT 1),
            CASE WHEN drawn.outcome < 0.3 THEN 'lost'
                WHEN drawn.outcome < 0.5 THEN 'won' ELSE 'pending' END,
            0, 0, 1, drawn.moment, 1, drawn.moment
        FROM (SELECT array_agg(id) AS ids FROM crm_prospect) p
        CROSS JOIN LATERAL (SELECT n, 1 + floor(random() * CASE
                WHEN n %% 10 = 0 THEN greatest(%(count)s / 10 / %(often)s, 1)
                ELSE cardinality(p.ids) END)::int AS place,
            random() AS outcome,
            now() AT TIME ZONE 'UTC' - random() * interval '730 days' AS moment
            FROM generate_series(1, %(count)s) AS n) drawn""",
        {"count": count, "often": OFTEN},
    )
    # Every second one came from another system.
    env.cr.execute(
        """INSERT INTO crm_application_reference (lead_id, source_id, ref)
        SELECT l.id, p.source_id, l.id::text FROM crm_lead l
        JOIN crm_prospect p ON p.id = l.prospect_id WHERE l.id & 1 = 0"""
    )


def run(env, options):
    """Measure in a copy of the filled database."""
    leads = options.get("leads", options["prospects"])
    fill_leads(env, leads)
    env.cr.commit()
    world.vacuum(env)
    chance = random.Random(options.get("seed", 1))
    report = Report("risk", leads=leads, prospects=options["prospects"])
    env.cr.execute(
        """SELECT array_agg(id), array_agg(prospect_id)
        FROM (SELECT id, prospect_id FROM crm_lead WHERE prospect_id IS NOT NULL
            ORDER BY hashint4(id) LIMIT 20000) l"""
    )
    [(lead_ids, prospect_ids)] = env.cr.fetchall()
    # Caches of Odoo.
    env["crm.lead"].browse(lead_ids[:PAGE]).read(["risk_level"])
    env["crm.lead"].browse(lead_ids[0]).risk_panel()
    if options.get("explain"):
        explain(env, prospect_ids[:PAGE])
    for name, records, call in (
        ("one application, badge", lead_ids, badge),
        ("one application, panel", lead_ids, panel),
    ):
        ids = chance.sample(records, min(ONE, len(records)))
        measure(env, report, name, [[lead_id] for lead_id in ids], call, BOUND_ONE)
    measure(env, report, "who applies often, panel", often(env), panel, BOUND_ONE)
    pages = [
        chance.sample(lead_ids, min(PAGE, len(lead_ids)))
        for _page in range(options.get("pages", PAGES))
    ]
    measure(env, report, f"page of {PAGE}", pages, badge)
    report.settings(env)
    report.print()


def badge(leads):
    leads.read(["risk_level", "risk_count"])


def panel(leads):
    leads.risk_panel()


def often(env):
    """One application each of those who have most of them."""
    env.cr.execute(
        """SELECT max(id) FROM crm_lead WHERE prospect_id IS NOT NULL
        GROUP BY prospect_id ORDER BY count(*) DESC LIMIT 100"""
    )
    return [[lead_id] for (lead_id,) in env.cr.fetchall()]


def measure(env, report, name, groups, call, bound=None):
    """Report the milliseconds of a call on each of some groups of applications."""
    spent = []
    for ids in groups:
        env.invalidate_all()
        begun = time.perf_counter()
        call(env["crm.lead"].browse(ids))
        spent.append((time.perf_counter() - begun) * 1000)
    note = f"at most {bound}" if bound else ""
    report.fact(f"{name}: median ms", median(spent))
    report.fact(f"{name}: 95 % ms", quantiles(spent, n=20)[-1], note)
    report.fact(f"{name}: max ms", max(spent))


def explain(env, prospect_ids):
    """Print the plans for one person and for a page."""
    for ids in (prospect_ids[:1], prospect_ids):
        query = env["crm.risk"]._applications_query(ids)
        env.cr.execute("EXPLAIN (ANALYZE, BUFFERS) " + query.code, query.params)
        print("\n".join(line for (line,) in env.cr.fetchall()), flush=True)
