# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a benchmark prints: an aligned table, and the same as one line of JSON."""

import json
import os
import platform

SETTINGS = (
    "server_version",
    "shared_buffers",
    "work_mem",
    "maintenance_work_mem",
    "effective_cache_size",
    "max_wal_size",
    "max_parallel_workers_per_gather",
    "jit",
    "fsync",
    "synchronous_commit",
    "random_page_cost",
)


class Report:
    """Steps with seconds and rates, and facts with values, in the order of adding."""

    def __init__(self, title, **options):
        self.title = title
        self.options = options
        self.rows = []

    def step(self, name, spent, count=None, note=""):
        """A step that took some time.

        :param Spent spent: how long
        :param int count: how many persons (or links, lines) it did, for the rate
        :param str note: what else to know, for example the bound it has to meet
        """
        rate = round(count / spent.seconds) if count and spent.seconds else None
        self.rows.append(
            (name, round(spent.seconds, 3), rate, round(spent.cpu, 2), note)
        )

    def fact(self, name, value, note=""):
        """A figure that is no time."""
        self.rows.append((name, value, None, None, note))

    def value(self, name):
        """The value (seconds, of a step) that was added under this name."""
        return next(value for known, value, *_rest in self.rows if known == name)

    def settings(self, env):
        """The settings of PostgreSQL in force, and the size of the machine."""
        env.cr.execute(
            "SELECT name, current_setting(name) FROM unnest(%s) AS name",
            [list(SETTINGS)],
        )
        text = ", ".join(f"{name} {value}" for name, value in env.cr.fetchall())
        self.fact("PostgreSQL", "", text)
        load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
        python = platform.python_version()
        self.fact(
            "machine",
            "",
            f"{os.cpu_count()} processors, load {load}; Python {python}",
        )

    def print(self):
        """Print the table, then the line of JSON."""
        options = " ".join(f"{name}={value}" for name, value in self.options.items())
        print(f"\n{self.title} {options}")
        width = max(len(name) for name, *_rest in self.rows)
        print(f"{'':<{width}} {'seconds':>12} {'rate':>14} {'CPU s':>9}")
        for name, value, rate, cpu, note in self.rows:
            shown = f"{value:,.5g}" if isinstance(value, float) else str(value)
            per_second = f"{rate:,}/s" if rate else ""
            used = "" if cpu is None else f"{cpu:,.2f}"
            line = f"{name:<{width}} {shown:>12} {per_second:>14} {used:>9}  {note}"
            print(line.rstrip())
        figures = {name: value for name, value, *_rest in self.rows}
        rates = {f"{name} /s": rate for name, _v, rate, *_rest in self.rows if rate}
        cpus = {
            f"{name} CPU": cpu
            for name, _value, _rate, cpu, _note in self.rows
            if cpu is not None
        }
        line = {"benchmark": self.title, **self.options, **figures, **rates, **cpus}
        print(json.dumps(line, ensure_ascii=False))
