# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common_step import StepCase


@tagged("post_install", "-at_install")
class TestFunnel(StepCase):
    """Reached and standing, from prospects over stages to clients (S3)."""

    def funnel(self, domain=None, user=None):
        """Lines by kind, or by stage of this team: (reached, standing)."""
        steps = self.env["crm.lead.step"].with_user(user or self.env.user)
        domain = domain or [("team_id", "=", self.team.id)]
        self.lines = {row["key"]: row for row in steps.get_funnel(domain)}
        return {
            key: (row["reached"], row["standing"]) for key, row in self.lines.items()
        }

    def stage_figures(self, **kwargs):
        found = self.funnel(**kwargs)
        return [found.get(str(stage.id), (0, 0)) for stage in self.stages]

    def test_reached_and_standing(self):
        """Each application is counted once for all stages up to its furthest one."""
        for stage in (0, 0, 1, 2, 3):
            self.make_step_lead(stage)
        self.assertEqual(self.stage_figures(), [(5, 2), (3, 1), (2, 1), (1, 1)])
        self.assertEqual(self.funnel()["applications"], (5, 5))
        shares = [self.lines[str(stage.id)]["share"] for stage in self.stages]
        self.assertEqual(shares, [1, 0.6, 0.4, 0.2])
        before = [self.lines[str(stage.id)]["share_before"] for stage in self.stages]
        self.assertEqual([round(share, 2) for share in before], [1, 0.6, 0.67, 0.5])

    def test_nothing_lowers_it(self):
        """Neither loss nor moving back, merging, deleting nor handing on."""
        leads = self.env["crm.lead"].union(
            *(self.make_step_lead(2, user_id=self.own.id) for _number in range(6))
        )
        reached = [6, 6, 6, 0]
        leads[0].action_set_lost()
        leads[1].stage_id = self.stages[0]
        leads[2].unlink()
        (leads[3] + leads[4]).merge_opportunity()
        self.assertEqual([came for came, _stands in self.stage_figures()], reached)
        self.assertEqual(sum(stands for _came, stands in self.stage_figures()), 3)
        leads[5].user_id = self.all
        mine = [("user_id", "=", self.own.id), ("team_id", "=", self.team.id)]
        self.assertEqual(self.stage_figures(domain=mine)[2], (5, 1))

    def test_deleted_stage(self):
        """A deleted stage keeps its line, and those before it lose nothing."""
        lead = self.make_step_lead(2)
        lead.stage_id = self.stages[0]
        deleted = self.stages[2]
        deleted.unlink()
        self.assertEqual(self.stage_figures()[:2], [(1, 1), (1, 0)])
        [line] = [row for row in self.lines.values() if row["kind"] == "deleted_stage"]
        self.assertEqual((line["name"], line["reached"]), ("Step 2", 1))
        self.assertEqual(self.found(line, "reached"), lead)

    def test_stages_of_other_teams(self):
        """A stage of one team is not reached by applications of another."""
        other = self.env["crm.team"].create({"name": "Other"})
        stages = self.make_stages(other, 102)
        self.make_step_lead(1)
        self.make_lead(team_id=other.id, stage_id=stages[2].id)
        both = [("team_id", "in", [self.team.id, other.id])]
        self.assertEqual(self.stage_figures(domain=both)[:2], [(1, 0), (1, 1)])
        found = self.funnel(both)
        self.assertEqual(
            [found.get(str(stage.id), (0, 0)) for stage in stages],
            [(1, 0), (1, 0), (1, 1), (0, 0)],
        )
        for line in self.lines.values():
            if line["model"] == "crm.lead":
                self.assertEqual(len(self.found(line, "reached")), line["reached"])

    def test_many_stages(self):
        """More stages than a whole number has bits are counted as well."""
        self.make_step_lead(2)
        common = [{"name": f"Common {n}", "sequence": n} for n in range(70)]
        stages = self.env["crm.stage"].create(common)
        lead = self.make_step_lead(0)
        lead.stage_id = stages[69]
        self.assertEqual(self.stage_figures()[:3], [(2, 0), (1, 0), (1, 1)])
        self.assertEqual(self.lines[str(stages[0].id)]["reached"], 2)
        self.assertEqual(self.lines[str(stages[69].id)]["standing"], 1)

    def found(self, line, which):
        leads = self.env[line["model"]].with_context(active_test=False)
        return leads.search(line[f"{which}_domain"])

    def test_lists(self):
        """The list behind each number has as many lines."""
        for stage in (0, 1, 1, 3):
            self.make_step_lead(stage)
        self.make_step_lead(2).action_set_lost()
        self.make_step_lead(2).stage_id = self.stages[0]
        self.funnel()
        for line in self.lines.values():
            with self.subTest(line=line["name"]):
                self.assertEqual(len(self.found(line, "reached")), line["reached"])
                if line["standing"] is not None:
                    standing = self.found(line, "standing")
                    self.assertEqual(len(standing), line["standing"])

    def test_period(self):
        """The time is when the application came, wherever it went later."""
        old, new = self.make_step_lead(0), self.make_step_lead(0)
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_step SET date_came = '2020-05-05' WHERE lead_id = %s",
                old.id,
            )
        )
        self.write_past_odoo(old, create_date="2020-05-05")
        (old + new).stage_id = self.stages[1]
        domain = [("team_id", "=", self.team.id), ("date_came", "<", "2021-01-01")]
        self.assertEqual(self.stage_figures(domain=domain)[:2], [(1, 0), (1, 1)])

    def test_people(self):
        """Above and below the stages: people, those who applied, those who became."""
        people = [("user_id", "=", self.own.id)]
        came = self.make_prospect(lastname="Соколова", user_id=self.own.id)
        applied = self.make_prospect(lastname="Орлова", user_id=self.own.id)
        became = self.make_prospect(lastname="Иванова", user_id=self.own.id)
        lead = self.make_step_lead(prospect=applied, user_id=self.own.id)
        became.match_result = "converted"
        expected = {"prospect": (3, None), "with_application": (1, None)}
        expected["client"] = (1, None)
        found = self.funnel(people)
        self.assertEqual({kind: found[kind] for kind in expected}, expected)
        self.assertEqual(
            self.found(self.lines["prospect"], "reached"), came + applied + became
        )
        self.assertEqual(self.found(self.lines["with_application"], "reached"), applied)
        self.assertEqual(self.found(self.lines["client"], "reached"), became)
        lead.unlink()
        self.assertEqual(self.funnel(people)["with_application"], (1, None))
        by_stage = self.funnel([("stage_id", "=", self.stages[0].id)])
        self.assertNotIn("prospect", by_stage)

    def test_rights(self):
        """Own ones, all, and nothing: the figures follow the rules."""
        self.make_step_lead(user_id=self.own.id)
        self.make_step_lead(1, user_id=self.all.id)
        self.assertEqual(self.stage_figures(user=self.own)[:2], [(1, 1), (0, 0)])
        self.assertEqual(self.stage_figures(user=self.all)[:2], [(2, 1), (1, 1)])
        manager = self.make_seller("funnel_manager", "group_sale_manager")
        self.assertEqual(self.stage_figures(user=manager)[:2], [(2, 1), (1, 1)])
        stranger = new_test_user(self.env, "funnel_stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.funnel(user=stranger)

    def test_companies(self):
        """What belongs to another company is not counted."""
        company = self.env["res.company"].create({"name": "Other"})
        self.make_step_lead()
        theirs = self.make_step_lead(user_id=False)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_step SET company_id = %s WHERE lead_id = %s",
                company.id,
                theirs.id,
            )
        )
        self.env.invalidate_all()
        self.assertEqual(self.stage_figures(user=self.all)[0], (1, 1))

    def test_refusals(self):
        """What is no domain on steps is refused, whatever it is."""
        steps = self.env["crm.lead.step"].with_user(self.own)
        wrong = ([("no_such_field", "=", 1)], [("user_id", "nearly", 1)], "x", 5)
        for domain in wrong:
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                steps.get_funnel(domain)
