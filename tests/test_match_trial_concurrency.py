# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Trials beside people and runs: nobody waits, nothing is lost, nothing is logged."""

from odoo.fields import Command
from odoo.tests import tagged

from .common_parallel import MAIL, PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestTrialConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        # Committed for all to see, and taken away at the end.
        self.rule = self.commit(
            lambda env: (
                env["crm.match.rule"]
                .create(
                    {
                        "mode": "automatic",
                        "sequence": 1,
                        "condition_ids": [
                            Command.create({"attribute": name})
                            for name in ("phone", "gender")
                        ],
                    }
                )
                .id
            )
        )
        self.addCleanup(
            self.commit, lambda env: env["crm.match.rule"].browse(self.rule).unlink()
        )

    def ask(self):
        """A trial of the rule, committed."""
        return self.commit(
            lambda env: env["crm.match.rule"].browse(self.rule).action_try()["res_id"]
        )

    def do(self, env, model, record_id):
        """Step a run or a trial to its end in its own connection, as the cron does."""
        work = env[model].browse(record_id)
        while work.state in ("waiting", "running") and work._is_only_worker():
            work._try_step()
            env.cr.commit()
        return work.state

    def test_stop_during_step(self):
        """A step that began before Stop was pressed ends in peace, and is the last."""
        trial = self.ask()
        with self.environment() as worker:
            worker.cr.execute("SELECT count(*) FROM crm_match_trial")
            self.commit(lambda env: env["crm.match.trial"].browse(trial).action_stop())
            self.assertEqual(self.do(worker, "crm.match.trial", trial), "stopped")
            self.assertFalse(worker["crm.match.trial"].browse(trial).person_done)
        self.assert_no_secrets()

    def test_one_worker(self):
        """While one worker is in a step, another one leaves the trials alone."""
        trial = self.ask()
        with self.environment() as worker:
            self.assertTrue(worker["crm.match.trial"]._is_only_worker())
            self.commit(lambda env: env["crm.match.trial"]._cron_process())
            # Runs go on meanwhile.
            self.assertTrue(self.commit(lambda e: e["crm.match.run"]._is_only_worker()))
        with self.environment() as env:
            self.assertEqual(env["crm.match.trial"].browse(trial).state, "waiting")

    def test_beside_a_run(self):
        """A full pass links at the same time: the trial tells the same of its rule."""
        [client] = self.make("res.partner", gender="male", phones=[PHONE])
        # One to be linked by the shipped rules, one by the rule on trial alone.
        [both] = self.make("crm.prospect", emails=[MAIL], phones=[PHONE])
        [alone] = self.make(
            "crm.prospect",
            lastname="Никитченко",
            firstname="Пётр",
            gender="male",
            phones=[PHONE],
        )
        with self.environment() as env:
            env["crm.match"].search([("prospect_id", "in", [both, alone])]).unlink()
            run = env["crm.match.run"].start("full")
        trial = self.ask()
        states = self.in_parallel(
            lambda env: self.do(env, "crm.match.run", run),
            lambda env: self.do(env, "crm.match.trial", trial),
        )
        self.assertEqual(states, ["done", "done"])
        with self.environment() as env:
            pairs = env["crm.match.trial"].browse(trial).difference_ids.pair_ids
            found = pairs.filtered(lambda p: p.prospect_id.id in (both, alone))
            self.assertEqual(
                [(p.difference_id.kind, p.prospect_id.id) for p in found],
                [("gained_link", alone)],
            )
            self.assertEqual(found.partner_id.id, client)
        self.assert_no_secrets()
