# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real transactions at the same time, and what is logged meanwhile."""

import logging
import threading
from contextlib import contextmanager

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name

from .common import orm_values

MARK = "Приметнова"
PHONE = "+79165550142"
MAIL = "marked.person@example.org"
SECRETS = (MARK, PHONE, MAIL, PHONE[2:], "приметнова")
MAX_TRIES = 50


class Recorder(logging.Handler):
    """Keeps what is logged."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.levelname} {self.format(record)}")


class ParallelCase(BaseCase):
    """Commits to the database, and cleans up behind itself."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # The thread of the tests holds the lock of all registries.
        self.patch(Registry, "_lock", threading.RLock())
        with self.environment() as env:
            self.before = {
                model: set(env[model].with_context(active_test=False).search([]).ids)
                for model in ("crm.prospect", "res.partner", "crm.prospect.source")
            }
            self.last_run = max(env["crm.match.run"].search([]).ids, default=0)
        self.addCleanup(self.clean_up)
        self.source = self.commit(
            lambda env: (
                env["crm.prospect.source"]
                .create({"code": "PARALLEL", "name": "Parallel"})
                .id
            )
        )
        self.recorder = Recorder()
        logger = logging.getLogger("odoo")
        logger.addHandler(self.recorder)
        self.addCleanup(logger.removeHandler, self.recorder)

    def clean_up(self):
        with self.environment() as env:
            for model in ("crm.prospect", "res.partner", "crm.prospect.source"):
                records = env[model].with_context(active_test=False).search([])
                records.filtered(lambda r, m=model: r.id not in self.before[m]).unlink()
            env["crm.match.run"].search([("id", ">", self.last_run)]).unlink()
            env.cr.execute("DELETE FROM crm_match_queue")
            env.cr.flush()
            env.cr.execute("DELETE FROM crm_contact_score_queue")
            env.cr.execute(
                "DELETE FROM crm_match_key_client k WHERE NOT EXISTS"
                " (SELECT FROM crm_person_index i WHERE i.partner_id = k.person)"
            )
            env.cr.execute(
                "DELETE FROM crm_match_key_prospect k WHERE NOT EXISTS"
                " (SELECT FROM crm_person_index i WHERE i.prospect_id = k.person)"
            )

    @contextmanager
    def environment(self):
        """An environment of its own connection, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def commit(self, deed, tries=MAX_TRIES):
        """Do something in a transaction of its own, again when it met another."""
        for attempt in range(tries):
            try:
                with self.environment() as env:
                    return deed(env)
            except psycopg2.errors.SerializationFailure:
                if attempt == tries - 1:
                    raise
        return None

    def in_parallel(self, *deeds, tries=MAX_TRIES):
        """Do all at the same time; return the results, exceptions among them.

        :param tries: how often each is done when it meets another
        """
        results = [None] * len(deeds)
        barrier = threading.Barrier(len(deeds), timeout=30)

        def work(number, deed):
            try:
                barrier.wait()
                results[number] = self.commit(deed, tries)
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                results[number] = error

        threads = [
            threading.Thread(target=work, args=item, daemon=True)
            for item in enumerate(deeds)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive(), "a transaction hangs")
        return results

    def make(self, model, count=1, **person):
        """People of the marked name, committed; ids."""
        is_client = model == "res.partner"
        person = {"lastname": MARK, "firstname": "Анна", **person}
        name = {"name": f"{MARK} {person['firstname']}"} if is_client else {}
        person["source"] = "PARALLEL"
        return self.commit(
            lambda env: (
                env[model]
                .create([{**name, **orm_values(env, person, is_client)}] * count)
                .ids
            )
        )

    def link_of(self, prospect):
        """(client, state, linking matches) of a prospect."""
        with self.environment() as env:
            prospect = env["crm.prospect"].browse(prospect)
            linking = prospect.match_ids.filtered(
                lambda m: m.verdict in ("automatic", "confirmed")
            )
            return prospect.partner_id.id, prospect.match_state, linking.partner_id.ids

    def assert_no_secrets(self):
        """No line of any log holds a value of a person."""
        for line in self.recorder.lines:
            for secret in SECRETS:
                self.assertNotIn(secret, line)
            self.assertFalse(line.startswith(("ERROR", "CRITICAL")), line)
