# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A team of five steps, and a prospect whose application stands on one of them."""

from odoo.tests import Form

from .common import ANNA
from .common_lead import LeadCase


class ConvertCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Who is who is said by the tests.
        cls.deactivate_rules()
        cls.team = cls.env["crm.team"].create(
            {"name": "Loans", "member_ids": [(6, 0, (cls.own + cls.all).ids)]}
        )
        cls.env["crm.stage"].search([("team_ids", "=", False)]).write(
            {"team_ids": [(4, cls.env["crm.team"].create({"name": "Others"}).id)]}
        )
        cls.stages = cls.env["crm.stage"].create(
            [
                {"name": f"Step {place}", "sequence": place, "team_ids": cls.team.ids}
                for place in range(1, 6)
            ]
        )

    @classmethod
    def make_applicant(cls, step=5, user=None, **person):
        """A prospect of a salesperson whose application is on this step of five."""
        prospect = cls.make_prospect(**(person or ANNA))
        user = user or cls.own
        prospect.user_id = user
        cls.make_lead(
            prospect,
            user_id=user.id,
            team_id=cls.team.id,
            stage_id=cls.stages[step - 1].id,
        )
        return prospect

    def open_dialog(self, prospect, user=None):
        """The dialog as the browser opens it, by a salesperson."""
        action = prospect.with_user(user or self.own).action_open_conversion()
        dialogs = self.env[action["res_model"]].with_user(user or self.own)
        return Form(dialogs.with_context(**action["context"]))

    @staticmethod
    def line_of(dialog, field):
        """Number of the line of a field in a dialog."""
        names = [line["field_name"] for line in dialog.line_ids._records]
        return names.index(field)

    def choose(self, dialog, **choices):
        """Click the choices of fields."""
        for field, choice in choices.items():
            with dialog.line_ids.edit(self.line_of(dialog, field)) as line:
                line.choice = choice

    @staticmethod
    def shown(dialog, column="result_value"):
        """dict field -> what a column of the dialog says."""
        return {
            line["field_name"]: line[column] or "" for line in dialog.line_ids._records
        }
