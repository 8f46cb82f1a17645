# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common_tour import TourCase

PERSON = {"lastname": "Newman", "firstname": "Boris"}


@tagged("post_install", "-at_install")
class TestConvertTour(TourCase):
    """A salesperson makes clients of prospects in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Loans"})
        cls.env["crm.stage"].search([]).unlink()
        cls.stages = cls.env["crm.stage"].create(
            [{"name": f"Step {place}", "sequence": place} for place in range(1, 6)]
        )

    @staticmethod
    def phone():
        point = Command.create({"kind": "phone", "value": "+7 916 555-09-41"})
        return {"contact_point_ids": [point]}

    def start(self, tour, step=5):
        """Start a tour on the application of a new prospect."""
        prospect = self.env["crm.prospect"].create(
            {
                **PERSON,
                "birthdate_date": "1990-05-06",
                "city": "Tver",
                **self.phone(),
            }
        )
        lead = self.env["crm.lead"].create(
            {
                "name": "Loan",
                "type": "opportunity",
                "prospect_id": prospect.id,
                "user_id": self.user.id,
                "team_id": self.team.id,
                "stage_id": self.stages[step - 1].id,
            }
        )
        self.env.flush_all()
        self.start_tour(f"/odoo/crm.lead/{lead.id}", tour, login=self.user.login)
        self.env.invalidate_all()
        return prospect

    def test_new(self):
        """Nobody fits: a new client, without the address that was left out."""
        prospect = self.start("crm_convert_new")
        client = prospect.partner_id
        self.assertTrue(client.is_client)
        self.assertEqual((client.lastname, client.city), ("Newman", False))
        self.assertEqual(prospect.lead_ids.partner_id, client)

    def test_proposed(self):
        """A proposed client keeps his birth date and takes the address over."""
        client = self.env["res.partner"].create(
            {
                **PERSON,
                "birthdate_date": "1991-06-07",
                "city": "Omsk",
                "is_client": True,
                **self.phone(),
            }
        )
        self.env["crm.match.rule"].search([]).action_deactivate()
        rule = self.env["crm.match.rule"].create(
            {
                "mode": "proposing",
                "condition_ids": [
                    (0, 0, {"attribute": name, "comparison": "same"})
                    for name in ("lastname", "phone")
                ],
            }
        )
        rule.action_activate()
        prospect = self.start("crm_convert_proposed")
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual((client.city, client.birthdate_date.year), ("Tver", 1991))

    def test_too_early(self):
        """The fourth of five steps: refused with the reason; the fifth: offered."""
        prospect = self.start("crm_convert_too_early", step=4)
        self.assertFalse(prospect.partner_id)
