# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Datetime
from odoo.tests import tagged

from .common_step import StepCase


@tagged("post_install", "-at_install")
class TestLeadStepsHistory(StepCase):
    """Where applications stood before the installation."""

    def make_old_lead(self, stage, created, **columns):
        """An application of earlier days, of which no stay is known."""
        lead = self.make_step_lead(stage)
        self.forget_steps(lead)
        self.write_past_odoo(lead, create_date=created, **columns)
        return lead

    def dated(self, lead):
        """(Stage, day it came, day it left, finish) of each stay."""
        return [
            (
                step.display_name,
                str(step.date_start.date()),
                str(step.date_end.date()) if step.date_end else "",
                step.finish,
            )
            for step in self.env["crm.lead.step"].search(
                [("lead_id", "=", lead.id)], order="date_start, id"
            )
        ]

    def test_tracked_moves(self):
        """Odoo's own history is read, deleted stages by their names."""
        first, second, third, _won = self.stages
        lead = self.make_old_lead(2, "2026-01-01 10:00:00")
        gone = second.id + 1000
        self.track_move(lead, "2026-02-01", first.id, second.id)
        self.track_move(lead, "2026-03-01", second.id, gone, new_name="Gone")
        self.track_move(lead, "2026-04-01", gone, third.id, old_name="Gone")
        self.run_step_cron()
        self.assertEqual(
            self.dated(lead),
            [
                ("Step 0", "2026-01-01", "2026-02-01", False),
                ("Step 1", "2026-02-01", "2026-03-01", False),
                ("Gone", "2026-03-01", "2026-04-01", False),
                ("Step 2", "2026-04-01", "", False),
            ],
        )
        steps = self.steps_of(lead)
        self.assertEqual(steps.mapped("is_first"), [True] + [False] * 3)
        came = Datetime.to_datetime("2026-01-01 10:00:00")
        self.assertEqual(set(steps.mapped("date_came")), {came})

    def test_untracked(self):
        """Where nothing was tracked, one stay is known; a move beside it is dated."""
        lead = self.make_old_lead(1, "2026-01-01")
        moved = self.make_old_lead(2, "2026-01-01", date_last_stage_update="2026-05-01")
        self.track_move(moved, "2026-02-01", self.stages[0].id, self.stages[1].id)
        self.run_step_cron()
        self.assertEqual(self.dated(lead), [("Step 1", "2026-01-01", "", False)])
        self.assertEqual(
            self.dated(moved)[1:],
            [
                ("Step 1", "2026-02-01", "2026-05-01", False),
                ("Step 2", "2026-05-01", "", False),
            ],
        )

    def test_finished(self):
        """Won and lost ones are finished on the day that Odoo noted."""
        lost = self.make_old_lead(
            1,
            "2026-01-01",
            active=False,
            probability=0,
            won_status="lost",
            date_closed="2026-03-03",
        )
        won = self.make_old_lead(3, "2026-01-01", date_closed="2026-04-04")
        back = self.make_old_lead(0, "2026-01-01")
        self.track_move(back, "2026-02-01", self.stages[0].id, self.stages[3].id)
        self.track_move(back, "2026-03-01", self.stages[3].id, self.stages[0].id)
        self.run_step_cron()
        self.assertEqual(
            self.dated(lost), [("Step 1", "2026-01-01", "2026-03-03", "lost")]
        )
        self.assertEqual(self.dated(won), [("Step 3", "2026-01-01", "", "won")])
        finished = self.steps_of(lost + won).mapped("date_finish")
        self.assertEqual(
            [str(day.date()) for day in finished], ["2026-03-03", "2026-04-04"]
        )
        self.assertEqual(
            [finish for *_stay, finish in self.dated(back)], [False, "won", False]
        )

    def test_moved_before_it_was_read(self):
        """Moves since the installation stay, the earlier ones come before them."""
        lead = self.make_old_lead(0, "2026-01-01")
        # What Odoo tracks is written when the transaction is.
        self.env.cr.flush()
        lead.stage_id = self.stages[1]
        self.env.cr.flush()
        lead.stage_id = self.stages[2]
        self.run_step_cron()
        stays = [(stage, bool(end)) for stage, _start, end, _finish in self.dated(lead)]
        self.assertEqual(stays, [("Step 0", True), ("Step 1", True), ("Step 2", False)])
        self.assertEqual(
            self.dated(lead)[0][1:3], ("2026-01-01", str(Datetime.now().date()))
        )

    def test_once(self):
        """The second time there is nothing to do, and no application is written."""
        lead = self.make_old_lead(1, "2026-01-01", write_date="2026-01-02")
        self.run_step_cron()
        steps = self.steps_of(lead)
        with self.step_statements() as statements:
            self.run_step_cron()
        self.assertEqual(len(statements), 1, "the look at deleted applications")
        self.assertEqual(self.steps_of(lead), steps)
        self.assertEqual(lead.write_date, Datetime.to_datetime("2026-01-02"))

    def test_repaired(self):
        """What was written past Odoo is found at night, and counted then."""
        moved, lost, restored, won, handed, gone, right = (
            self.make_step_lead() for _number in range(7)
        )
        restored.action_set_lost()
        self.write_past_odoo(moved, stage_id=self.stages[1].id)
        self.write_past_odoo(lost, active=False, probability=0, won_status="lost")
        self.write_past_odoo(restored, active=True, won_status="pending")
        self.write_past_odoo(won, stage_id=self.stages[3].id, won_status="won")
        self.write_past_odoo(handed, user_id=self.own.id)
        self.env.cr.execute("DELETE FROM crm_lead WHERE id = %s", [gone.id])
        self.run_step_cron()
        first = ("Step 0", True, False)
        for lead, stays in (
            (moved, [first, ("Step 1", False, False)]),
            (lost, [("Step 0", True, "lost")]),
            (restored, [("Step 0", True, "lost"), ("Step 0", False, False)]),
            (won, [first, ("Step 3", False, "won")]),
            (handed, [("Step 0", False, False)]),
            (gone, [first]),
            (right, [("Step 0", False, False)]),
        ):
            with self.subTest(stays=stays):
                self.assertEqual(self.stays(lead), stays)
        self.assertEqual(self.steps_of(handed).user_id, self.own)

    def test_stage_no_longer_won(self):
        """A stage that ceases to be won wakes the repair; what was won stays won."""
        lead = self.make_step_lead(3)
        self.stages[3].is_won = False
        cron = self.env.ref("crm_prospect.ir_cron_lead_steps")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        self.run_step_cron()
        self.assertEqual(
            self.stays(lead), [("Step 3", True, "won"), ("Step 3", False, False)]
        )
