# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The panel and the decision in a browser."""

from odoo.tests import HttpCase, tagged

from .common import NAME, PASSPORT
from .common_risk import OTHER, RiskCase


@tagged("post_install", "-at_install")
class TestRiskTour(RiskCase, HttpCase):
    def test_tour(self):
        """See the risk, open a number, take a decision, see it counted."""
        prospects = [
            self.make_prospect(**person, **PASSPORT, source="AL")
            for person in (NAME, OTHER)
        ]
        prospects[0].group_id.write(
            {"risk_applications_medium": 1, "risk_applications_high": 2}
        )
        lead, near = (
            self.make_lead(prospect, name=name, type="opportunity")
            for prospect, name in zip(prospects, ("First", "Second"), strict=True)
        )
        self.start_tour(
            f"/odoo/action-crm.crm_lead_all_leads/{lead.id}",
            "crm_risk_tour",
            login="admin",
        )
        self.assertEqual(lead.decision, "refused")
        self.assertEqual(lead.decision_user_id.login, "admin")
        self.assertFalse(near.decision)
