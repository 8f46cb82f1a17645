# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_step_log import StepLogCase


@tagged("post_install", "-at_install")
class TestStepLogCount(StepLogCase):
    """How much there is to read, on cards and in the log."""

    def counts(self, lead=None):
        lead = (lead or self.lead).with_user(self.own)
        lead.invalidate_recordset()
        return lead.step_open_count, lead.step_entry_count

    def test_of_the_current_step(self):
        """Open actions and entries of the step where the lead stands."""
        self.assertEqual(self.counts(), (0, 0))
        self.add("Note")
        action = self.add("Do", user_id=self.own.id)
        self.assertEqual(self.counts(), (1, 2))
        self.lead.stage_id = self.stages[1]
        self.assertEqual(self.counts(), (0, 0))
        self.lead.stage_id = self.stages[0]
        action.with_user(self.own).action_feedback()
        self.assertEqual(self.counts(), (0, 2))

    def test_new_lead(self):
        """A lead that is not saved yet has none."""
        self.assertEqual(self.env["crm.lead"].new({"name": "New"}).step_entry_count, 0)

    def test_one_query_for_a_page(self):
        """Forty cards cost the same query as one."""
        leads = self.lead
        for _n in range(39):
            leads += self.make_lead()
        for lead in leads:
            lead.message_post(body="Note", message_type="comment")
        leads = leads.with_user(self.own)
        for page in (leads[:1], leads):
            self.env.flush_all()
            self.env.invalidate_all()
            page.mapped("stage_id")
            with self.assertQueryCount(1):
                self.assertEqual(set(page.mapped("step_entry_count")), {1})

    def test_page_of_the_log(self):
        """A page of fifty entries costs no more queries than one of five."""
        for number in range(25):
            self.add(f"Note {number}")
            self.add(f"Do {number}", user_id=self.own.id)
        for action in self.lead.activity_ids[:12]:
            action.with_user(self.own).action_feedback()
        self.log(limit=100)

        def queries(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.lead.with_user(self.own).get_step_log(limit=limit)
            return self.env.cr.sql_log_count - start

        self.assertLessEqual(queries(60), queries(5) + 6)
        self.assertLessEqual(queries(60), 40)
