# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common_step import StepCase


@tagged("post_install", "-at_install")
class TestLeadSteps(StepCase):
    """The stays of an application on its stages."""

    def test_moves(self):
        """Each move ends a stay and begins the next, back and forth, at once too."""
        lead = self.make_step_lead()
        lead.stage_id = self.stages[1]
        lead.stage_id = self.stages[0]
        lead.write({"name": "Other"})
        self.assertEqual(
            self.stays(lead),
            [
                ("Step 0", True, False),
                ("Step 1", True, False),
                ("Step 0", False, False),
            ],
        )
        self.assertEqual(self.steps_of(lead).mapped("is_first"), [True, False, False])
        self.assertEqual(lead._get_open_steps(), {lead.id: self.steps_of(lead)[2].id})

    def test_lost_and_restored(self):
        """A loss ends the last stay; restoring begins another."""
        lead = self.make_step_lead(1)
        lead.action_set_lost()
        self.assertEqual(self.stays(lead), [("Step 1", True, "lost")])
        lead.stage_id = self.stages[0]
        self.assertEqual(len(self.steps_of(lead)), 1)
        lead.action_unarchive()
        self.assertEqual(self.stays(lead)[1:], [("Step 0", False, False)])

    def test_won(self):
        """Who won stands on the last stage; moved back or lost: it was won that day."""
        lead = self.make_step_lead()
        lead.action_set_won()
        won = self.steps_of(lead)[1]
        self.assertEqual((won.finish, won.date_end), ("won", False))
        day = won.date_finish
        lead.stage_id = self.stages[1]
        lead.action_set_won()
        lead.action_set_lost(stage_id=self.stages[1].id)
        self.assertEqual(
            self.stays(lead),
            [
                ("Step 0", True, False),
                ("Step 3", True, "won"),
                ("Step 1", True, False),
                ("Step 3", True, "won"),
                ("Step 1", True, "lost"),
            ],
        )
        self.assertEqual((won.finish, won.date_finish), ("won", day))

    def test_lost_elsewhere(self):
        """Moved and lost at once: it was lost on the stage that it was moved to."""
        lead = self.make_step_lead(0)
        lead.write({"stage_id": self.stages[1].id, "active": False, "probability": 0})
        self.assertEqual(
            self.stays(lead), [("Step 0", True, False), ("Step 1", True, "lost")]
        )
        # Where a lost one stands does not matter any more.
        lead.stage_id = self.stages[2]
        self.assertEqual(len(self.steps_of(lead)), 2)

    def test_archived(self):
        """Put aside without a loss: it stands where it stood."""
        lead = self.make_step_lead(1, probability=30)
        lead.write({"active": False})
        self.assertEqual(self.stays(lead), [("Step 1", False, False)])
        lead.probability = 0
        self.assertEqual(self.stays(lead), [("Step 1", True, "lost")])

    def test_other_team(self):
        """Another team has other stages: a move, of which nobody has to speak."""
        other = self.env["crm.team"].create({"name": "Other"})
        lead = self.make_step_lead(1)
        lead.team_id = other
        self.assertNotIn(lead.stage_id, self.stages)
        self.assertEqual(
            [(step.stage_id, step.team_id) for step in self.steps_of(lead)],
            [(self.stages[1], self.team), (lead.stage_id, other)],
        )

    def test_created_finished(self):
        """Applications that come in won or lost, as imports bring them."""
        won = self.make_step_lead(3)
        lost = self.make_step_lead(1, active=False, probability=0)
        self.assertEqual(self.stays(won), [("Step 3", False, "won")])
        self.assertEqual(self.stays(lost), [("Step 1", True, "lost")])

    def test_handed_on(self):
        """A stay tells whose it is; who had the credit on the day keeps it."""
        lead = self.make_step_lead()
        lead.user_id = self.own
        self.env.cr.flush()
        lead.user_id = self.all
        step = self.steps_of(lead)
        self.assertEqual((step.user_id, step.credit_user_id), (self.all, self.own))
        lead.action_set_won()
        won = self.steps_of(lead)[1]
        other = self.env["crm.team"].create({"name": "Other"})
        self.stages.team_ids += other
        lead.write(
            {"user_id": self.own.id, "team_id": other.id, "stage_id": won.stage_id.id}
        )
        self.env.cr.flush()
        self.assertEqual((won.user_id, won.team_id), (self.own, other))
        self.assertEqual(
            (won.credit_user_id, won.credit_team_id), (self.all, self.team)
        )
        # What has ended is nobody else's.
        self.assertEqual(step.user_id, self.all)

    def test_merged(self):
        """Merging ends the stays of what is gone, and keeps them and their person."""
        prospect = self.make_prospect(lastname="Соколова", firstname="Анна")
        leads = self.make_step_lead(1, prospect=prospect) + self.make_step_lead(0)
        leads[1].stage_id = self.stages[2]
        stays = {lead.id: self.stays(lead) for lead in leads}
        head = leads.merge_opportunity()
        gone = leads - head
        self.assertFalse(gone.exists())
        kept = self.steps_of(gone)
        self.assertEqual(len(kept), len(stays[gone.id]))
        self.assertTrue(all(kept.mapped("date_end")))
        self.assertEqual(kept.mapped("finish"), [False] * len(kept))
        self.assertFalse(self.steps_of(head)[-1].date_end)

    def test_deleted(self):
        """The stays of a deleted application outlive it, and remember its person."""
        prospect = self.make_prospect(lastname="Соколова", firstname="Анна")
        lead = self.make_step_lead(prospect=prospect)
        lead.stage_id = self.stages[1]
        steps = self.steps_of(lead)
        lead.unlink()
        self.assertEqual(len(steps.exists()), 2)
        self.assertEqual(steps.mapped("prospect_id"), [prospect.id] * 2)
        self.assertTrue(all(steps.mapped("date_end")))

    def test_converted_from_lead(self):
        """A lead that becomes an opportunity goes on where it stands."""
        lead = self.make_step_lead(type="lead")
        lead.convert_opportunity(self.env["res.partner"])
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(self.stays(lead)[-1], (lead.stage_id.name, False, False))
        self.assertEqual(self.steps_of(lead).mapped("is_first").count(True), 1)

    def test_copied(self):
        """A copy begins anew."""
        lead = self.make_step_lead(1)
        lead.stage_id = self.stages[2]
        steps = self.steps_of(lead.copy())
        self.assertEqual(len(steps), 1)
        self.assertTrue(steps.is_first)

    def test_imported(self):
        """What `load` brings in stands on its stage, what it moves moves."""
        rows = [["steps.one", "One", "Step 0"], ["steps.two", "Two", "Step 1"]]
        columns = ["id", "name", "stage_id"]
        leads = self.env["crm.lead"]
        done = leads.load(columns, rows)
        self.assertFalse(done["messages"])
        rows[0][2] = "Step 2"
        self.assertEqual(leads.load(columns, rows)["ids"], done["ids"])
        stays = [self.stays(lead) for lead in leads.browse(done["ids"])]
        self.assertEqual(
            stays,
            [
                [("Step 0", True, False), ("Step 2", False, False)],
                [("Step 1", False, False)],
            ],
        )

    def test_deleted_stage(self):
        """The name of a stage outlives it, and its place among the others."""
        lead = self.make_step_lead()
        lead.stage_id = self.stages[1]
        self.stages[0].unlink()
        self.assertEqual(self.stays(lead)[0], ("Step 0", True, False))
        self.assertEqual(self.steps_of(lead)[0].stage_sequence, 100)

    def test_statements(self):
        """A new application costs one statement; a thousand moves cost two."""
        leads = self.env["crm.lead"].with_context(tracking_disable=True)
        vals = {"name": "Many", "stage_id": self.stages[0].id, "user_id": False}
        with self.step_statements() as statements:
            leads.create(vals)
            self.env.flush_all()
        self.assertEqual(len(statements), 1)
        many = leads.create([vals] * 1000)
        with self.step_statements() as statements:
            many.write({"stage_id": self.stages[1].id})
            self.env.flush_all()
        self.assertEqual(len(statements), 2)
        with self.step_statements() as statements:
            for lead in many:
                lead.user_id = self.own
            self.env.cr.flush()
        self.assertEqual(len(statements), 1)
        steps = self.env["crm.lead.step"].search([("lead_id", "in", many.ids)])
        self.assertEqual(len(steps), 2000)
        self.assertEqual(len(steps.filtered(lambda step: not step.date_end)), len(many))

    def test_rights(self):
        """Steps are read by whose they are, and written by nobody."""
        mine = self.make_step_lead(user_id=self.own.id)
        others = self.make_step_lead(user_id=self.all.id)
        manager = self.make_seller("step_manager", "group_sale_manager")
        stranger = new_test_user(self.env, "step_stranger", "base.group_user")
        steps = self.steps_of(mine) + self.steps_of(others)
        for user, readable in (
            (self.own, self.steps_of(mine)),
            (self.all, steps),
            (manager, steps),
            (stranger, steps.browse()),
        ):
            with self.subTest(user=user.login):
                seen = steps.with_user(user)._filtered_access("read")
                self.assertEqual(seen.sudo(), readable)
                self.assertFalse(steps.with_user(user).has_access("write"))

    def test_names(self):
        """Whose a stay once was is told no name of the application by it."""
        lead = self.make_step_lead(user_id=self.own.id, name="Secret")
        lead.stage_id = self.stages[1]
        lead.user_id = self.all
        step = self.steps_of(lead)[0].with_user(self.own)
        self.assertTrue(step.has_access("read"))
        self.assertFalse(lead.with_user(self.own).has_access("read"))
        self.env.invalidate_all()
        names = {"lead_id": {"fields": {"display_name": {}}}}
        told = [
            step.read(),
            step.web_read(names),
            step.formatted_read_group([("id", "=", step.id)], ["lead_id"]),
        ]
        self.assertNotIn("Secret", str(told))
