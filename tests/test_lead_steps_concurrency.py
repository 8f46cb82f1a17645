# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_parallel import ParallelCase


@tagged("post_install", "-at_install")
class TestLeadStepsConcurrency(ParallelCase):
    """Several move the same application at the same time."""

    def setUp(self):
        super().setUp()
        # Odoo logs the statements of requests that it tries again.
        muted = mute_logger("odoo.sql_db")
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)
        self.lead, self.stages = self.commit(self.make_lead)
        self.addCleanup(self.remove_lead)

    def make_lead(self, env):
        stages = env["crm.stage"].create(
            [{"name": f"Parallel {n}", "sequence": 300 + n} for n in range(5)]
        )
        lead = env["crm.lead"].create({"name": "Parallel", "stage_id": stages[0].id})
        return lead.id, stages.ids

    def remove_lead(self):
        with self.environment() as env:
            env["crm.lead"].browse(self.lead).unlink()
            env["crm.stage"].browse(self.stages).unlink()
            env.cr.execute(
                SQL("DELETE FROM crm_lead_step WHERE lead_id = %s", self.lead)
            )

    def move_to(self, stage):
        def move(env):
            env["crm.lead"].browse(self.lead).stage_id = stage

        return move

    def assert_stands(self):
        """It stands on one step, that of its stage, and began once."""
        with self.environment() as env:
            lead = env["crm.lead"].browse(self.lead)
            steps = lead.step_ids
            opened = steps.filtered(lambda step: not step.date_end)
            self.assertEqual(opened.stage_id, lead.stage_id)
            self.assertEqual(len(opened), 1)
            self.assertEqual(steps.mapped("is_first").count(True), 1)
            return len(steps)

    def test_moves(self):
        """Every move is a stay, one after the other."""
        results = self.in_parallel(*(self.move_to(stage) for stage in self.stages[1:]))
        self.assertEqual(results, [None] * 4)
        self.assertEqual(self.assert_stands(), 5)

    def test_restored_twice(self):
        """Where no stay is open, nobody opens two."""
        self.commit(lambda env: env["crm.lead"].browse(self.lead).action_set_lost())

        def restore(env):
            env["crm.lead"].browse(self.lead).action_unarchive()

        results = self.in_parallel(restore, restore)
        self.assertEqual(results, [None] * 2)
        self.assertEqual(self.assert_stands(), 2)

    def test_moved_while_history_is_read(self):
        """Who moves an application never meets an error of who reads its history."""

        def forget(env):
            env.cr.execute(
                SQL("DELETE FROM crm_lead_step WHERE lead_id = %s", self.lead)
            )

        def read(env):
            env["crm.lead"].browse(self.lead)._read_steps_history()

        self.commit(forget)
        results = self.in_parallel(read, self.move_to(self.stages[1]))
        self.assertEqual(results, [None] * 2)
        self.commit(read)
        self.assert_stands()
