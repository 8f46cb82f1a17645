# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A server of Odoo of one process, called over JSON-2, and work beside it."""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

import psutil
import requests

from odoo import fields
from odoo.service.model import retrying

from . import world

PORT = 8169
# What a call costs that does nothing.
EMPTY = "empty"
# A lead as Odoo itself makes it, while the persons of leads are not looked for.
LEAD = "a lead of Odoo"
# A call of `register` that takes an application, too.
APPLY = "register with an application"
START_SECONDS = 120


class Times(NamedTuple):
    """Milliseconds of calls, sorted, and how often each was answered what.

    :param float cpu: milliseconds of a processor that the server took per call; the
        figure that depends least on what else the machine does
    """

    milliseconds: list
    verdicts: Counter
    cpu: float

    def quantiles(self):
        """dict name -> milliseconds."""
        last = len(self.milliseconds) - 1
        places = {"median": 0.5, "95 %": 0.95, "99 %": 0.99, "worst": 1}
        return {
            name: round(self.milliseconds[round(place * last)], 1)
            for name, place in places.items()
        }

    def answers(self):
        """The verdicts in words."""
        return ", ".join(
            f"{verdict} {n}" for verdict, n in sorted(self.verdicts.items())
        )


class Site(NamedTuple):
    """Where the server listens, the key that opens it, and its process."""

    url: str
    headers: dict
    process: psutil.Process

    def call_all(self, name, persons, parallel=1):
        """Call for each person; the callers take turns.

        :param name: `identify`, `register`, :data:`APPLY`, :data:`LEAD`, :data:`EMPTY`
        :param persons: list of person dictionaries; of EMPTY the number of calls
        :rtype: Times
        """
        persons = [None] * persons if name == EMPTY else persons
        # One connection a caller, as other systems keep theirs.
        lanes = [persons[lane::parallel] for lane in range(parallel)]
        before = self._cpu_seconds()
        with ThreadPoolExecutor(parallel) as pool:
            results = list(pool.map(lambda lane: self._call_lane(name, lane), lanes))
        cpu = 1000 * (self._cpu_seconds() - before) / len(persons)
        times = sorted(time_ for lane, _verdicts in results for time_ in lane)
        verdicts = sum((verdicts for _t, verdicts in results), Counter())
        return Times(times, verdicts, cpu)

    def _cpu_seconds(self):
        times = self.process.cpu_times()
        return times.user + times.system

    def _call_lane(self, name, persons):
        times, verdicts = [], Counter()
        with requests.Session() as session:
            session.headers.update(self.headers)
            for person in persons:
                path, body = self._prepare(name, person)
                begun = time.perf_counter()
                answer = session.post(
                    f"{self.url}/json/2/{path}", json=body, timeout=60
                )
                times.append(1000 * (time.perf_counter() - begun))
                if name in (EMPTY, LEAD):
                    answer.raise_for_status()
                found = answer.json() if answer.ok and name != LEAD else {}
                verdicts[found.get("verdict", f"HTTP {answer.status_code}")] += 1
        return times, verdicts

    def _prepare(self, name, person):
        if name == EMPTY:
            return "res.users/context_get", {}
        if name == LEAD:
            # As the lead of a registration: nobody follows it, nobody is told.
            context = {"mail_create_nosubscribe": True, "mail_create_nolog": True}
            body = {"vals_list": [_lead(person)], "context": context}
            return "crm.lead/create", body
        body = {"person": person}
        if name == APPLY:
            name, body["application"] = "register", {"ref": f"A{person['ref']}"}
        return f"crm.prospect/{name}", body


def _lead(person):
    """Values of the lead that Odoo would make of a person."""
    names = (person.get(part) for part in ("lastname", "firstname", "middlename"))
    return {
        "name": LEAD,
        "contact_name": " ".join(filter(None, names)) or person.get("name"),
        "phone": next(iter(person.get("phones", ())), False),
        "email_from": next(iter(person.get("emails", ())), False),
        "user_id": False,
    }


@contextmanager
def parameter(env, key, value):
    """A parameter of the running server has this value for a while."""
    parameters = env["ir.config_parameter"]
    before = parameters.get_param(key)
    for now in (value, before):
        parameters.set_param(key, now)
        env.cr.commit()
        # The server keeps parameters until it is told.
        env.registry.signal_changes()
        if now is value:
            yield


@contextmanager
def serving(env):
    """Serve the database of `env`, all of it committed, by one process.

    :return: :class:`Site`
    """
    keys = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))
    key = keys._generate(None, "benchmark", fields.Datetime.now() + timedelta(days=1))
    # What is measured is what a call takes, not how many a user may make.
    env["ir.config_parameter"].set_param("crm_prospect.limit_identify", "0")
    env.cr.commit()
    process = subprocess.Popen(
        [sys.executable, "-m", "odoo", "server", "-d", env.cr.dbname]
        + ["--max-cron-threads=0", "--log-level=error", f"--http-port={PORT}"]
    )
    site = Site(
        f"http://127.0.0.1:{PORT}",
        {"Authorization": f"Bearer {key}"},
        psutil.Process(process.pid),
    )
    try:
        _wait(site)
        yield site
    finally:
        process.terminate()
        process.wait()


def _wait(site):
    for _attempt in range(START_SECONDS * 4):
        try:
            if requests.get(f"{site.url}/web/health", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.25)
    sys.exit("The server does not answer.")


class Load(NamedTuple):
    """The processes that work beside the server."""

    processes: list

    def is_running(self):
        """Whether all of them have something to do still."""
        return all(process.poll() is None for process in self.processes)


@contextmanager
def pass_and_import(env, people):
    """A full pass and an import, each in a process of its own, as long as it takes.

    :return: :class:`Load`
    """
    programs = (
        "from odoo.addons.crm_prospect.benchmarks.common import server\n"
        "server.pass_on(env)\n",
        "from odoo.addons.crm_prospect.benchmarks.common import server, world\n"
        f"server.import_on(env, world.{people!r})\n",
    )
    processes = [world.start_process(env, program) for program in programs]
    # Loading Odoo is not what they are there for.
    time.sleep(15)
    try:
        yield Load(processes)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def pass_on(env):
    """Full passes, one after the other."""
    while True:
        match_run = env["crm.match.run"].create({"kind": "full"})
        env.cr.commit()
        while match_run.state in ("waiting", "running"):
            match_run._try_step()
            env.cr.commit()


def import_on(env, people):
    """Imports of people nobody has loaded, in batches as of a file."""
    start = people.prospects + 2 * people.new_prospects + 100_000
    while True:
        persons = [person for person, _c in world.prospects(people, start, 1_000)]
        # As Odoo's requests: again when somebody else was met.
        retrying(lambda batch=persons: env["crm.prospect"].load(batch), env)
        env.cr.commit()
        start += len(persons)
