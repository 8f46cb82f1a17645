# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The funnel in a browser, as a salesperson who sees what is nobody's."""

from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from .common_step import StepCase


@tagged("post_install", "-at_install")
class TestFunnelTour(StepCase, HttpCase):
    def test_tour(self):
        """Numbers, the lists behind them, another time, nothing."""
        self.make_step_lead(1, name="Open one")
        self.make_step_lead(1, name="Lost one").action_set_lost()
        old = self.make_step_lead(0, name="Old one")
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_step SET date_came = '2020-05-05' WHERE lead_id = %s",
                old.id,
            )
        )
        self.start_tour("/odoo/crm-funnel", "crm_prospect_funnel", login=self.own.login)
