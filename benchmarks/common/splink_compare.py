# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same persons through Splink, in its own Python, in the same run."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from ...demo.sources import CLIENT_SOURCE
from .clock import Spent
from .quality import TRUTH

# Splink gets the normalised values of the index: cleaning is not compared.
PERSONS = """
    SELECT {owner} AS unique_id, lastname, firstname, middlename, birthdate_date,
        array_to_string(lastname_latins, '|') AS lastname_latins,
        array_to_string(firstname_codes, '|') AS firstname_codes,
        array_to_string(phones, '|') AS phones,
        array_to_string(emails, '|') AS emails,
        array_to_string(messengers, '|') AS messengers,
        array_to_string(documents, '|') AS documents
    FROM crm_person_index WHERE {owner} IS NOT NULL"""


def compare(env, report, own):
    """Link the persons with Splink too, and add its figures to the report.

    :param dict own: our :func:`quality.count_quality`
    """
    python = os.environ.get("BENCH_PYTHON")
    if not python:
        report.fact("Splink", "not there", "its packages could not be installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        begun, cpu = time.perf_counter(), time.process_time()
        export(env, Path(folder))
        exported = Spent(time.perf_counter() - begun, time.process_time() - cpu)
        figures = _run(python, folder, own)
    if not figures:
        report.fact("Splink", "failed", "see above")
        return
    report.step("Splink: export from PostgreSQL", exported)
    spent = {name: Spent(*figures[name]) for name in ("load", "train", "predict")}
    for name, step in spent.items():
        report.step(f"Splink: {name}", step)
    total = sum(spent.values(), Spent())
    report.step("Splink: load + train + predict", total, figures["persons"])
    ours = report.value("first pass: find + decide") / total.seconds
    report.fact("ours : Splink", round(ours, 3), "find + decide; at most 1")
    note = f"ours {own['recall_found']}, not to be lower, at {own['precision_found']}"
    name = "recall at that of all found"
    report.fact("Splink: recall at our precision of pairs", figures[name], note)
    for name in ("precision", "recall"):
        report.fact(f"Splink: {name}", figures[name], f"ours {own[name]}")
    for name in ("recall at .999", "recall at .99"):
        report.fact(f"Splink: {name}", figures[name], "one client a prospect")
    # Not at our precision: all pairs that it finds 5 % likely, or more.
    note = f"precision {figures['pairs_precision']}; ours {own['recall_found']}"
    note += f" at {own['precision_found']}"
    report.fact("Splink: recall of all pairs", figures["pairs_recall"], note)
    report.fact("Splink: peak MiB", figures["memory"])


def export(env, folder):
    """Write clients.csv, prospects.csv and truth.csv."""
    truth = env.cr.mogrify(TRUTH, [CLIENT_SOURCE["code"]]).decode()
    for name, query in (
        ("clients", PERSONS.format(owner="partner_id")),
        ("prospects", PERSONS.format(owner="prospect_id")),
        ("truth", truth),
    ):
        with (folder / f"{name}.csv").open("w") as stream:
            env.cr.copy_expert(f"COPY ({query}) TO STDOUT WITH CSV HEADER", stream)


def _run(python, folder, own):
    """Run splink_side.py; its last line is the answer."""
    script = Path(__file__).with_name("splink_side.py")
    side = subprocess.run(
        [python, str(script), folder]
        + [str(own["precision"]), str(own["precision_found"])],
        stdout=subprocess.PIPE,
        text=True,
        # Odoo's own packages are not for the other Python.
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    return None if side.returncode else json.loads(side.stdout.splitlines()[-1])
