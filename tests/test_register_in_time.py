# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What cannot be answered in time is kept, and answered later."""

import threading
import time

from psycopg2.errors import QueryCanceled

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.models.registration.in_time import (
    NotInTime,
    StillTaken,
    in_time,
)

from .common import ANNA
from .common_parallel import MARK, PHONE, ParallelCase
from .common_register import RegisterCase

PARAMETER = "crm_prospect.register_timeout"
# Twice the limit, for a slow machine; each lock is held until the call is over.
MOST_SECONDS = 1.6


@tagged("post_install", "-at_install")
class TestRegisterInTime(RegisterCase):
    def timeout(self):
        self.env.cr.execute("SHOW statement_timeout")
        return self.env.cr.fetchone()[0]

    def test_look_up_takes_too_long(self):
        """The person is made without looking, and matched by the next run."""
        client = self.make_client(**ANNA)
        first, _created = self.register_one(ANNA)
        self.env.cr.execute("SET LOCAL statement_timeout = '77s'")
        self.env["ir.config_parameter"].set_param(PARAMETER, "1")
        with self.assertNoLogs("odoo.sql_db", "WARNING"):
            [registered] = self.register(ANNA)
        self.assertEqual(registered[1:], (True, True))
        self.assertEqual(self.timeout(), "77s")
        second = self.env["crm.prospect"].browse(registered.prospect_id)
        self.assertNotEqual(second, first)
        self.assertEqual(len(second.contact_point_ids), 3)
        self.assertEqual(second.match_state, "new")
        self.assertFalse(second.partner_id)
        self.match_all("incremental")
        self.assertEqual(second.partner_id, client)

    def test_known_reference(self):
        """Needs no look-up, so it is found whatever the time is."""
        prospect, _created = self.register_one({**ANNA, "ref": "1"})
        self.env["ir.config_parameter"].set_param(PARAMETER, "1")
        self.assertEqual(
            self.register({**ANNA, "ref": "1"}), [(prospect.id, False, False)]
        )

    def test_one_deadline(self):
        """Statements share the time, whatever they are written as."""
        self.env.cr.execute("SET LOCAL statement_timeout = '77s'")
        begin = time.monotonic()
        done = []
        with (
            self.assertRaises(QueryCanceled),
            self.assertNoLogs("odoo.sql_db", "WARNING"),
            in_time(self.env.cr, begin + 0.5),
        ):
            for query in (
                ("SELECT pg_sleep(0.2), '%'",),
                ("SELECT pg_sleep(%s), 2", [0.2]),
                (SQL("SELECT pg_sleep(%s), 3", 0.2),),
            ):
                self.env.cr.execute(*query)
                done.append(self.env.cr.fetchone()[1])
        self.assertEqual(done, ["%", 2])
        self.assertLess(time.monotonic() - begin, 0.6)
        self.assertEqual(self.timeout(), "77s")

    def test_no_time_left(self):
        """Nothing is asked any more; the transaction goes on."""
        with self.assertRaises(QueryCanceled), in_time(self.env.cr, time.monotonic()):
            self.env.cr.execute("SELECT 1")
        self.assertEqual(self.timeout(), "0")

    def test_locks(self):
        """How long a transaction waits for locks is what it was after a call."""
        self.env.cr.execute("SET LOCAL lock_timeout = '66s'")
        self.env["crm.prospect"].register({**ANNA, "source": "AL"}, {})
        self.env.cr.execute("SHOW lock_timeout")
        self.assertEqual(self.env.cr.fetchone()[0], "66s")

    def test_setting(self):
        """Nonsense in the setting is no setting; the old timeout comes back."""
        registrar = self.env["crm.person.registrar"]
        for value, expected in (("", 800), ("soon", 800), ("0", 800), ("250", 250)):
            self.env["ir.config_parameter"].set_param(PARAMETER, value)
            self.assertEqual(registrar._get_timeout(), expected)
        before = self.timeout()
        self.register(ANNA)
        self.assertEqual(self.timeout(), before)


@tagged("post_install", "-at_install")
class TestRegisterBehindALock(ParallelCase):
    person = {
        "lastname": MARK,
        "firstname": "Анна",
        "phones": [PHONE],
        "source": "PARALLEL",
    }

    def tearDown(self):
        with self.environment() as env:
            prospects = env["crm.prospect"].search([("source_id", "=", self.source)])
            prospects.lead_ids.unlink()
        super().tearDown()

    def register(self, person, application=None):
        return self.commit(
            lambda env: env["crm.prospect"].register(person, application)
        )

    def behind(self, lock, call):
        """Make a call while somebody else holds a lock: its answer, and in time."""
        with self.environment() as env:
            env.cr.execute(lock)
            begin = time.monotonic()
            try:
                return call()
            finally:
                self.assertLess(time.monotonic() - begin, MOST_SECONDS)

    def test_keys(self):
        """Somebody holds the keys of the clients: the person is kept, pending."""
        answer = self.behind(
            SQL("LOCK TABLE crm_match_key_client"), lambda: self.register(self.person)
        )
        self.assertEqual(answer["verdict"], "pending")
        self.assertTrue(answer["created"])
        again = self.register(self.person)
        self.assertEqual(again["prospect_id"], answer["prospect_id"])
        self.assertEqual(again["verdict"], "pending")
        with self.environment() as env:
            prospect = env["crm.prospect"].browse(answer["prospect_id"])
            self.assertEqual(prospect.contact_point_ids.match_key, PHONE)
            self.assertEqual(prospect.match_state, "new")
        self.assert_no_secrets()

    def test_identify(self):
        """Nothing is known: that is said, and is no answer."""

        def identify():
            return self.commit(lambda env: env["crm.prospect"].identify(self.person))

        with self.assertRaises(NotInTime) as caught:
            self.behind(SQL("LOCK TABLE crm_match_key_client"), identify)
        self.assertNotIsInstance(caught.exception, StillTaken)
        self.assertEqual(identify()["verdict"], "none")
        self.assert_no_secrets()

    def test_slots(self):
        """Nothing is written while others may be making the same person."""
        with self.assertRaises(StillTaken):
            self.behind(
                SQL("LOCK TABLE crm_prospect_slot"), lambda: self.register(self.person)
            )
        self.assertTrue(self.register(self.person)["created"])
        self.assert_no_secrets()

    def test_known_reference(self):
        """Somebody changes the prospect: no application of it is written."""
        person = {**self.person, "ref": "1"}
        prospect_id = self.register(person)["prospect_id"]
        lock = SQL("SELECT FROM crm_prospect WHERE id = %s FOR UPDATE", prospect_id)
        for told in (person, {**person, "city": "Клин"}):
            with self.assertRaises(StillTaken):
                self.behind(lock, lambda told=told: self.register(told, {"ref": "A"}))
        answer = self.register(person, {"ref": "A"})
        self.assertEqual(answer["prospect_id"], prospect_id)
        self.assertEqual(answer["applications"]["count"], 1)
        self.assert_no_secrets()

    def test_tried_again(self):
        """Odoo makes the call again, until the lock is free."""
        held = threading.Event()

        def hold(env):
            env.cr.execute("LOCK TABLE crm_prospect_slot")
            held.set()
            time.sleep(1.2)

        def register(env):
            held.wait(30)
            call = env["crm.prospect"].register
            return retrying(lambda: call(self.person), env)

        _held, answer = self.in_parallel(hold, register)
        self.assertTrue(answer["created"])
        tries = [line for line in self.recorder.lines if "StillTaken" in line]
        self.assertTrue(tries)
        self.assert_no_secrets()
