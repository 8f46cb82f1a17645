# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A team with steps of its own, its salesperson, an application on the first step."""

from odoo.tests import new_test_user

from .common import ProspectCase


class StepLogCase(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tz": "UTC"})
        cls.own, cls.other = (
            new_test_user(
                cls.env, f"step_{name}", "sales_team.group_sale_salesman", name=name
            )
            for name in ("Alla", "Boris")
        )
        cls.everyone = new_test_user(
            cls.env, "step_all", "sales_team.group_sale_salesman_all_leads"
        )
        cls.manager = new_test_user(
            cls.env, "step_manager", "sales_team.group_sale_manager"
        )
        cls.team = cls.env["crm.team"].create({"name": "Step Team"})
        cls.stages = cls.env["crm.stage"].create(
            [
                {"name": f"Step {n}", "sequence": 100 + n, "team_ids": cls.team.ids}
                for n in range(3)
            ]
        )
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.lead = cls.make_lead()

    @classmethod
    def make_lead(cls, **vals):
        return cls.env["crm.lead"].create(
            {
                "name": "Flat",
                "type": "opportunity",
                "team_id": cls.team.id,
                "stage_id": cls.stages[0].id,
                "user_id": cls.own.id,
                **vals,
            }
        )

    def add(self, *args, lead=None, **kwargs):
        """An entry of the salesperson, as a message or an activity."""
        answer = (lead or self.lead).with_user(self.own).add_step_entry(*args, **kwargs)
        model = "mail.message" if answer["kind"] == "note" else "mail.activity"
        return self.env[model].browse(answer["id"])

    def log(self, user=None, lead=None, **kwargs):
        lead = (lead or self.lead).with_user(user or self.own)
        lead.env.flush_all()
        lead.env.invalidate_all()
        return lead.get_step_log(**kwargs)

    def entries(self, **kwargs):
        return self.log(**kwargs)["entries"]

    def texts(self, **kwargs):
        return {(e["kind"], e["text"], e["step"]) for e in self.entries(**kwargs)}

    def tabs(self, **kwargs):
        """Tabs with entries: name -> (count, open)."""
        return {
            tab["name"]: (tab["count"], tab["open"])
            for tab in self.log(**kwargs)["tabs"]
            if tab["count"]
        }
