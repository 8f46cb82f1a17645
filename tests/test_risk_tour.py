# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The panel and the decision in a browser."""

from odoo.tests import HttpCase, tagged

from .common import NAME, PASSPORT
from .common_risk import OTHER, RiskCase


@tagged("post_install", "-at_install")
class TestRiskTour(RiskCase, HttpCase):
    def setUp(self):
        super().setUp()
        prospects = [
            self.make_prospect(**person, **PASSPORT, source="AL")
            for person in (NAME, OTHER)
        ]
        prospects[0].group_id.write(
            {"risk_applications_medium": 1, "risk_applications_high": 2}
        )
        self.lead, self.near = (
            self.make_lead(
                prospect,
                name=name,
                type="opportunity",
                user_id=self.env.ref("base.user_admin").id,
            )
            for prospect, name in zip(prospects, ("First", "Second"), strict=True)
        )

    def test_tour(self):
        """See the risk, open a number, take a decision, see it counted."""
        self.start_tour(
            f"/odoo/action-crm.crm_lead_all_leads/{self.lead.id}",
            "crm_risk_tour",
            login="admin",
        )
        self.assertEqual(self.lead.decision, "refused")
        self.assertEqual(self.lead.decision_user_id.login, "admin")
        self.assertFalse(self.near.decision)

    def test_board(self):
        """The board warns of an application; its prospect tells of the same risk."""
        self.start_tour(
            "/odoo/action-crm.crm_lead_action_pipeline",
            "crm_risk_board_tour",
            login="admin",
        )
