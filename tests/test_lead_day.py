# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common_step import StepCase


@tagged("post_install", "-at_install")
class TestLeadDay(StepCase):
    """What came and was finished on each day (S3)."""

    def days(self, domain=(), user=None):
        """Count by kind, of this team."""
        model = self.env["crm.lead.day"].with_user(user or self.env.user)
        domain = [("team_id", "=", self.team.id), *domain]
        return dict(model._read_group(domain, ["kind"], ["__count"]))

    def test_kinds(self):
        """Each application comes once, and is finished as often as it was."""
        self.make_prospect(lastname="Соколова", team_id=self.team.id)
        lead, lost = self.make_step_lead(), self.make_step_lead()
        lead.action_set_won()
        lead.stage_id = self.stages[1]
        lead.action_set_won()
        lost.action_set_lost()
        self.assertEqual(self.days(), {"prospect": 1, "came": 2, "won": 2, "lost": 1})

    def test_yesterday_stays(self):
        """Restoring, moving back, merging, deleting and handing on change nothing."""
        leads = self.env["crm.lead"].union(
            *(self.make_step_lead(user_id=self.own.id) for _number in range(4))
        )
        leads[0].action_set_lost()
        leads[1].action_set_won()
        self.env.flush_all()
        yesterday = Datetime.subtract(Datetime.now(), days=1)
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead_step SET date_start = %(day)s, date_came = %(day)s,
                    date_finish = CASE WHEN finish IS NOT NULL THEN %(day)s END
                WHERE lead_id = ANY(%(ids)s)""",
                day=yesterday,
                ids=leads.ids,
            )
        )
        self.env.invalidate_all()
        before = [("date", "<=", yesterday), ("user_id", "=", self.own.id)]
        figures = {"came": 4, "won": 1, "lost": 1}
        self.assertEqual(self.days(before), figures)
        leads.user_id = self.all
        leads[0].action_unarchive()
        leads[1].stage_id = self.stages[0]
        (leads[2] + leads[3]).merge_opportunity()
        leads.exists()[0].unlink()
        self.assertEqual(self.days(before), figures)

    def test_names(self):
        """Names and cards of those one may read; the others are counted."""
        self.make_step_lead(user_id=self.own.id, name="Mine")
        handed = self.make_step_lead(user_id=self.own.id, name="Handed")
        gone = self.make_step_lead(user_id=self.own.id, name="Gone")
        handed.user_id = self.all
        gone.unlink()
        days = self.env["crm.lead.day"].with_user(self.own)
        days = days.search([("team_id", "=", self.team.id)], order="id")
        self.assertEqual(days.mapped("name"), ["Mine", False, False])
        self.assertEqual(days[0].action_open_subject()["res_model"], "crm.lead")
        with self.assertRaises(AccessError):
            days[1].action_open_subject()
        with self.assertRaises(UserError):
            days[2].action_open_subject()
        self.assertNotIn("Handed", str(days.read()))

    def test_rights(self):
        """Own ones, all, and nothing; what another company has is hidden."""
        self.make_step_lead(user_id=self.own.id)
        theirs = self.make_step_lead(user_id=self.all.id)
        manager = self.make_seller("day_manager", "group_sale_manager")
        for user, count in ((self.own, 1), (self.all, 2), (manager, 2)):
            self.assertEqual(self.days(user=user), {"came": count})
        with self.assertRaises(AccessError):
            self.days(user=new_test_user(self.env, "day_stranger", "base.group_user"))
        company = self.env["res.company"].create({"name": "Other"})
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_step SET company_id = %s WHERE lead_id = %s",
                company.id,
                theirs.id,
            )
        )
        self.assertEqual(self.days(user=self.all), {"came": 1})
