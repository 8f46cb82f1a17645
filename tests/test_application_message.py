# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's message of a new application is posted when it reaches anybody."""

from odoo.tests import new_test_user, tagged

from .common import ANNA
from .common_register import RegisterCase


@tagged("post_install", "-at_install")
class TestApplicationMessage(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Loans"})
        cls.team.message_unsubscribe(cls.team.message_partner_ids.ids)
        cls.leader = new_test_user(
            cls.env, "leader", groups="sales_team.group_sale_manager"
        )

    def follow(self, *subtypes):
        self.team.message_subscribe(
            self.leader.partner_id.ids,
            subtype_ids=[self.env.ref(subtype).id for subtype in subtypes],
        )

    def apply(self):
        answer = self.env["crm.prospect"].register(
            {**ANNA, "source": "AL"}, {"name": "Credit", "team": "Loans"}
        )
        return self.env["crm.lead"].browse(answer["lead_id"])

    def test_nobody_follows(self):
        lead = self.apply()
        self.assertEqual(lead.team_id, self.team)
        self.assertFalse(lead.message_ids)

    def test_follower_of_something_else(self):
        self.follow("crm.mt_salesteam_lead_won", "mail.mt_comment")
        self.assertFalse(self.apply().message_ids)

    def test_follower_of_new_applications(self):
        """He is told of each, and follows it, as Odoo has it."""
        self.follow("crm.mt_salesteam_lead")
        for _application in range(2):
            lead = self.apply()
            self.assertEqual(
                lead.message_ids.subtype_id, self.env.ref("crm.mt_lead_create")
            )
            self.assertIn(
                self.leader.partner_id, lead.message_ids.notification_ids.res_partner_id
            )
            self.assertIn(self.leader.partner_id, lead.message_partner_ids)
