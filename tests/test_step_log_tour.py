# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestStepLogTour(HttpCase):
    """The log of steps in a browser, as a salesperson uses it."""

    def test_step_log(self):
        """Notes and actions are written, done and opened again; the chatter follows."""
        user = new_test_user(
            self.env,
            "step_tour",
            "sales_team.group_sale_salesman",
            name="Tour Guide",
            tz="UTC",
        )
        team = self.env["crm.team"].create({"name": "Tour Team"})
        stages = self.env["crm.stage"].create(
            [
                {"name": name, "sequence": 500 + n, "team_ids": team.ids}
                for n, name in enumerate(("Tour Begin", "Tour End"))
            ]
        )
        lead = self.env["crm.lead"].create(
            {
                "name": "Flat for a tour",
                "type": "opportunity",
                "team_id": team.id,
                "stage_id": stages[0].id,
                "user_id": user.id,
            }
        )
        lead.with_user(user).add_step_entry("Old note")
        self.env.flush_all()
        self.start_tour(
            f"/odoo/crm/{lead.id}", "crm_prospect_step_log", login=user.login
        )
        notes = lead.message_ids.filtered("crm_step_id")
        self.assertEqual(notes.mapped("crm_step_id.stage_id"), stages[0] + stages[1])
        self.assertEqual(lead.activity_ids.mapped("summary"), ["Call the owner"])
        self.assertEqual(lead.activity_ids.user_id, user)
        self.assertEqual(
            lead.activity_ids.activity_type_id,
            self.env.ref("mail.mail_activity_data_call"),
        )
