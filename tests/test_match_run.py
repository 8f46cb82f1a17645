# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A run is a record: asked for, stopped, failed, forgotten (M13)."""

from datetime import datetime, timedelta
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_prospect.models.matching import match_engine

from .common import ANNA, NAME, PASSPORT, PHONE
from .common_api import ApiMixin
from .common_run import RunCase


@tagged("post_install", "-at_install")
class TestRun(RunCase):
    def test_start(self):
        """One open run a kind; an unknown kind is refused by name."""
        runs = self.env["crm.match.run"]
        self.assertEqual(runs.start("full"), runs.start(kind="full"))
        self.assertNotEqual(runs.start("full"), runs.start())
        for kind in ("index", "keys", "", "FULL", None, "'; --"):
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, "kind: "):
                runs.start(kind)

    def test_rights(self):
        """Stewards start, stop and resume; salesmen do not."""
        steward, salesman = self.make_user("st", "steward"), self.make_user("sa", "all")
        run = self.env["crm.match.run"].with_user(steward)
        run = run.browse(run.start("full"))
        run.action_stop()
        run.action_resume()
        with self.assertRaises(AccessError):
            self.env["crm.match.run"].with_user(salesman).start("full")
        for deed in ("action_stop", "action_resume"):
            with self.assertRaises(AccessError):
                getattr(run.with_user(salesman), deed)()

    def test_salesman_matches(self):
        """Who may see neither runs nor the index may create prospects all the same."""
        client = self.make_client(**ANNA)
        salesman = self.make_user("sa", "own")
        prospect = (
            self.env["crm.prospect"]
            .with_user(salesman)
            .create({"name": "Соколова Анна Петровна", "birthdate_date": "1980-05-17"})
        )
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual(prospect.partner_id, client)

    def test_buttons(self):
        """The buttons of the list start a run and show it."""
        for deed, kind in (
            ("action_start_incremental", "incremental"),
            ("action_start_full", "full"),
        ):
            action = getattr(self.env["crm.match.run"], deed)()
            run = self.env["crm.match.run"].browse(action["res_id"])
            self.assertEqual((run.kind, run.state), (kind, "waiting"))

    def test_skipped_blocks(self):
        """A value that very many share is left out, and counted."""
        limit = match_engine.MAX_BLOCK
        self.deactivate_rules(but=["mobile_names"])
        self.load_clients(
            [{"lastname": "Общий", "firstname": "Ян", **PHONE} for _n in range(limit)]
        )
        person = {"lastname": "Общий", "firstname": "Ян", **PHONE}
        prospect = self.make_prospect(**person)
        self.assertEqual(prospect.match_state, "ambiguous")
        self.assertEqual(len(prospect.match_ids), limit)
        run = self.match_all()
        self.assertEqual(run.skipped_block_count, 0)
        self.make_client(lastname="Лишний", firstname="Ян", **PHONE)
        # On-line and in the full pass alike.
        self.assertFalse(self.make_prospect(**person).match_ids)
        run = self.match_all()
        self.assertEqual(run.skipped_block_count, 1)
        self.assertEqual(run.candidate_count, 0)
        self.assertEqual(prospect.match_state, "none")

    def test_failed_run(self):
        """A failure is recorded by its kind; no value of a person goes anywhere."""
        self.make_client(**ANNA)
        self.load_prospects([{**NAME, **PASSPORT} for _n in range(60)])
        self.env.cr.flush()
        cron = self.env.ref("crm_prospect.ir_cron_match")
        run = self.start("incremental")
        engine = type(self.env["crm.match.engine"])

        def broken(engine, *_args):
            engine.env.cr.execute("SELECT 'Соколова'::int")

        def mistaken(engine, *_args):
            raise ValueError("Соколова")

        with (
            self.enter_registry_test_mode(),
            patch.object(engine, "_collect_hits", broken),
            mute_logger("odoo.sql_db"),
            self.assertLogs("odoo.addons.crm_prospect", "ERROR") as log,
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(run.state, "failed")
        self.assertEqual(run.error, psycopg2.errors.InvalidTextRepresentation.__name__)
        self.assertTrue(run.date_end)
        self.assertEqual(len(log.output), 1)
        self.assertNotIn("Соколова", str(log.output))
        self.assertTrue(self.env["crm.match.queue"].search([]))
        # Whatever it is, it does not keep the other runs waiting.
        with (
            self.enter_registry_test_mode(),
            patch.object(engine, "_collect_hits", mistaken),
            self.assertLogs("odoo.addons.crm_prospect", "ERROR") as log,
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.error), ("failed", "ValueError"))
        self.assertNotIn("Соколова", str(log.output))
        # The cron tries again next time, in the same record.
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.error), ("done", False))
        self.assertFalse(self.env["crm.match.queue"].search([]))
        runs = self.env["crm.match.run"].search([("kind", "=", "incremental")])
        self.assertEqual(runs, run)

    def test_autovacuum(self):
        """Runs of a quarter ago go, unfinished and recent ones stay."""
        runs = self.env["crm.match.run"]
        now = datetime.now().replace(microsecond=0)
        old, recent, open_run = runs.create(
            [
                {"state": "done", "date_end": now - timedelta(days=91)},
                {"state": "done", "date_end": now - timedelta(days=89)},
                {"state": "running"},
            ]
        )
        self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, **PASSPORT)
        prospect.match_ids.sudo().run_id = old
        self.env.flush_all()
        runs._gc_runs()
        self.assertFalse(old.exists())
        self.env.invalidate_all()
        self.assertFalse(prospect.match_ids.run_id)
        self.assertTrue(prospect.partner_id)
        self.assertEqual((recent | open_run).exists(), recent | open_run)


@tagged("post_install", "-at_install")
class TestRunApi(ApiMixin, HttpCase):
    def test_json2(self):
        """Other systems start runs by JSON-2 with a bearer key."""
        admin = self.env.ref("base.user_admin")
        key = self.make_key(admin)
        answer = self.post_with(key, "crm.match.run/start", kind="full")
        self.assertEqual(answer.status_code, 200)
        run = self.env["crm.match.run"].browse(answer.json())
        self.assertEqual((run.kind, run.state), ("full", "waiting"))
        with mute_logger("odoo.http"):
            answer = self.post_with(key, "crm.match.run/start", kind="all")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("kind", answer.json()["message"])
