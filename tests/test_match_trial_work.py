# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The work of a trial: steps, samples, the cron, failures, what it leaves."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect import hooks

from .common import ANNA, NAME, PHONE
from .common_trial import TRIAL_STEPS, TrialCase

# Looked up by what no shipped rule is looked up by.
LOOSE = ("birthdate_date", "gender", "city")


@tagged("post_install", "-at_install")
class TestTrialWork(TrialCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def test_bounded_samples(self):
        """Of many pairs some are kept, by chance and not the oldest ones."""
        self.load_people()
        self.deactivate_rules()
        self.match_all()
        rule = self.draft_rule("phone", "lastname")
        with patch(f"{TRIAL_STEPS}.DECIDE_BATCH", 50):
            trial = self.try_rule(rule, sample=20)
        gained = trial.difference_ids[0]
        self.assertGreater(gained.count, 100)
        self.assertEqual(len(gained.pair_ids), 20)
        ids = gained.pair_ids.prospect_id.ids
        middle = self.prospects.ids[len(self.prospects) // 2]
        self.assertTrue(any(i < middle for i in ids) and any(i > middle for i in ids))

    def test_steps(self):
        """However large the steps are, the result is one; the bar moves."""
        self.load_people()
        rule = self.draft_rule(*LOOSE, target="both", mode="proposing")
        expected = self.counts(self.try_rule(rule))
        self.assertTrue(expected)
        trial = self.start_trial(rule)
        self.assertEqual(trial.parts, "birthdate_date")
        progress, phases = [], set()
        with (
            patch(f"{TRIAL_STEPS}.DECIDE_BATCH", 100),
            patch(f"{TRIAL_STEPS}.KEYS_RANGE", 200),
        ):
            while trial.state in ("waiting", "running"):
                trial._step()
                phases.add(trial.phase)
                progress.append(trial.progress)
        self.assertEqual(phases, {"keys", "candidates", "decide"})
        self.assertEqual(progress, sorted(progress))
        self.assertGreater(len(set(progress)), 6)
        self.assertEqual(self.counts(trial), expected)
        self.assertEqual(self.rows_left(), 0)

    def rows_left(self):
        """Number of rows in the work tables of trials."""
        tables = [name for name in hooks.TABLES if "_trial_" in name]
        self.assertEqual(len(tables), 4)
        counts = [
            self.env.execute_query(
                SQL("SELECT count(*) FROM %s", SQL.identifier(table))
            )
            for table in tables
        ]
        return sum(count for [(count,)] in counts)

    def test_keys_lost(self):
        """After a crash, which empties the keys, the trial begins anew."""
        self.load_people()
        rule = self.draft_rule(*LOOSE, target="both", mode="proposing")
        expected = self.counts(self.try_rule(rule))
        trial = self.start_trial(rule)
        with patch(f"{TRIAL_STEPS}.DECIDE_BATCH", 200):
            while trial.person_done < 400:
                trial._step()
            self.assertEqual(trial.phase, "decide")
            self.env["crm.match.trial"]._forget()
            trial._step()
            self.assertEqual(trial.phase, "keys")
            self.finish_run(trial)
        self.assertEqual(self.counts(trial), expected)

    def test_rules_changed(self):
        """Rules changed at half time stop the trial; afterwards they outdate it."""
        self.load_people()
        used = self.make_rule("document", "lastname", sequence=3)
        rule = self.draft_rule("phone", "name")
        done = self.try_rule(rule)
        self.assertFalse(done.outdated)
        for change in (
            lambda: rule.write({"mode": "proposing"}),
            lambda: used.write({"sequence": 4}),
            lambda: used.condition_ids[1].write({"attribute": "firstname"}),
            used.action_deactivate,
        ):
            trial = self.start_trial(rule)
            with patch(f"{TRIAL_STEPS}.DECIDE_BATCH", 200):
                trial._step()
                self.assertEqual(trial.state, "running")
                change()
                trial._step()
            self.assertEqual(trial.state, "stopped")
        self.env.invalidate_all()
        self.assertTrue(done.outdated)

    def test_cron(self):
        """The cron does what was asked for; a stopped trial stays stopped."""
        self.load_people()
        rule = self.draft_rule("birthdate_date", "city", mode="proposing")
        stopped, trial = self.start_trial(rule), self.start_trial(rule)
        stopped._step()
        stopped.action_stop()
        self.assertGreater(self.rows_left(), 0)
        cron = self.env.ref("crm_prospect.ir_cron_match_trial")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((stopped.state, trial.state), ("stopped", "done"))
        self.assertEqual(self.rows_left(), 0)

    def test_failure(self):
        """A failure is recorded by its kind, and does not keep the next one waiting."""
        self.make_client(**ANNA)
        self.make_prospect(**NAME, **PHONE)
        trials = [self.start_trial(self.draft_rule("phone", "name")) for _n in "12"]
        engine = type(self.env["crm.match.engine"])
        found = engine._find

        def mistaken(engine, candidates, owner, rules=None, *more):
            if trials[0].rule_id.id in {rule.id for rule in rules or ()}:
                raise ValueError(ANNA["lastname"])
            return found(engine, candidates, owner, rules, *more)

        cron = self.env.ref("crm_prospect.ir_cron_match_trial")
        with (
            self.enter_registry_test_mode(),
            patch.object(engine, "_find", mistaken),
            self.assertLogs("odoo.addons.crm_prospect", "ERROR") as log,
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((trials[0].state, trials[0].error), ("failed", "ValueError"))
        self.assertEqual(trials[1].state, "done")
        self.assertNotIn(ANNA["lastname"], str(log.output))

    def test_autovacuum(self):
        """Trials of a quarter ago go."""
        rule = self.draft_rule("phone", "name")
        old, recent = self.try_rule(rule), self.try_rule(rule)
        self.env.cr.execute(
            "UPDATE crm_match_trial SET create_date = %s WHERE id = %s",
            [datetime.now() - timedelta(days=91), old.id],
        )
        self.env.invalidate_all()
        self.env["crm.match.trial"]._gc_trials()
        self.assertEqual((old | recent).exists(), recent)
