# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An application whose contact is the client is one of his wherever they count."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import ANNA
from .common_lead import LeadCase

PHONE = ANNA["phones"][0]


@tagged("post_install", "-at_install")
class TestLeadOfClient(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_seller("of_client", "group_sale_salesman_all_leads")
        cls.client = cls.make_client(**ANNA)
        cls.client.user_id = cls.manager
        cls.prospect = cls.make_prospect(**ANNA, user_id=False)
        # Where no persons are looked for, an application has no prospect.
        team = cls.env["crm.team"].create({"name": "Desk", "find_persons": False})
        cls.by_contact = cls.make_lead(
            partner_id=cls.client.id, team_id=team.id, contact_name="Анна Соколова"
        )
        cls.by_prospect = cls.make_lead(cls.prospect)
        cls.both = cls.by_contact + cls.by_prospect
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.env.invalidate_all()

    def figures(self, prospect=None, user=None):
        """dict row of the risk panel -> count in the shortest period."""
        panel = (prospect or self.prospect).with_user(user or self.all).risk_panel()
        return {
            row["key"]: row["cells"][0]["count"]
            for section in panel["sections"]
            for row in section["rows"]
        }

    def registered(self, user=None):
        """How many applications another system is told of."""
        taker = self.env["crm.application.taker"].with_user(user or self.all).sudo()
        prospect = taker.env["crm.prospect"].browse(self.prospect.id)
        return taker._count(prospect, taker.env["crm.lead"])["count"]

    def calls(self, user=None):
        """Ids of the applications told when the client calls."""
        prospects = self.env["crm.prospect"].with_user(user or self.all)
        found = prospects.who_calls(PHONE)["applications"]
        return {application["id"] for application in found}

    # ------------------------------------------------------------------ where

    def test_has_no_prospect(self):
        self.assertFalse(self.by_contact.prospect_id)
        self.assertEqual(self.prospect.partner_id, self.client)

    def test_banner(self):
        lead = self.by_prospect.with_user(self.all)
        self.assertEqual(lead.earlier_application_count, 1)
        action = lead.action_view_earlier_applications()
        self.assertEqual(lead.search(action["domain"]), self.by_contact)

    def test_client_card(self):
        self.assertEqual(self.client.with_user(self.all).opportunity_count, 2)

    def test_timeline(self):
        for record in (self.client, self.prospect, self.by_prospect, self.by_contact):
            person = self.env["crm.timeline"].with_user(self.all)
            found = person._get_person(record.with_user(self.all))
            self.assertEqual(found.leads, self.both)

    def test_risk_panel(self):
        """It counts once; it names nobody, so there is nobody to be told apart."""
        figures = self.figures()
        self.assertEqual(figures["applications"], 2)
        self.assertEqual((figures["way:prospect"], figures["way:client"]), (1, 1))
        self.assertEqual(figures["names"], 1)
        self.assertEqual(self.by_prospect.with_user(self.all).risk_count, 2)
        prospect = self.prospect.with_user(self.all)
        for key, found in (
            ("applications", self.both),
            ("way:client", self.by_contact),
            ("names", self.prospect),
        ):
            action = prospect.action_view_risk(key, days=30)
            records = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(records, found, key)

    def test_register(self):
        self.assertEqual(self.registered(), 2)

    def test_who_calls(self):
        self.assertEqual(self.calls(), set(self.both.ids))

    def test_manager(self):
        """He is told of each, once: also when the client becomes the contact later."""
        kind = self.env.ref("crm_prospect.mail_activity_type_client_application")
        mine = [("activity_type_id", "=", kind.id), ("user_id", "=", self.manager.id)]
        activities = self.env["mail.activity"]
        told = activities.search(mine, order="id")
        self.assertEqual(told.mapped("res_id"), self.both.ids)
        partner = self.env["res.partner"].create(
            {"name": "Partner", "user_id": self.manager.id}
        )
        lead = self.make_lead(partner_id=partner.id)
        self.assertEqual(activities.search(mine), told)
        lead.partner_id = self.client
        self.assertEqual((activities.search(mine) - told).res_id, lead.id)
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_lead_managers").method_direct_trigger()
        self.assertEqual(activities.search_count(mine), 3)

    # ------------------------------------------------------------------ how often

    def test_found_both_ways(self):
        """Of his prospect and with him as the contact: once."""
        self.by_prospect.partner_id = self.client
        self.env.flush_all()
        self.assertEqual(self.figures()["applications"], 2)
        self.assertEqual(self.figures()["way:prospect"], 1)
        self.assertEqual(self.registered(), 2)
        self.assertEqual(self.calls(), set(self.both.ids))

    def test_contact_of_another_person(self):
        """Somebody applied in the name of the client: both names are told apart."""
        other = self.make_prospect(lastname="Яблоков", firstname="Пётр")
        lead = self.make_lead(other, partner_id=self.client.id)
        self.env.flush_all()
        figures = self.figures()
        self.assertEqual((figures["applications"], figures["names"]), (3, 2))
        self.assertEqual(figures["way:client"], 2)
        self.assertEqual(self.registered(), 3)
        self.assertIn(lead.id, self.calls())
        # Who is no client's has nothing to do with the client.
        self.assertEqual(self.figures(other)["applications"], 1)

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.by_contact.write({"team_id": False, "company_id": company.id})
        self.env.flush_all()
        self.assertEqual(self.figures()["applications"], 1)
        self.assertEqual(self.calls(), set(self.by_prospect.ids))

    # ------------------------------------------------------------------ hidden

    def test_client_hidden_by_rule(self):
        """Who may not see the client is told that he applied, and not what for."""
        self.hide_client(self.client, self.own)
        self.assertEqual(self.calls(self.own), set(self.by_prospect.ids))

    def test_without_client_base(self):
        """As for the applications of his prospects: a number, if that may be told."""
        self.own.group_ids = [
            Command.link(self.env.ref("crm_prospect.group_without_clients").id)
        ]
        tell = self.env["ir.config_parameter"].set_param
        for told, count in (("1", 2), ("0", 1)):
            tell("crm_prospect.tell_hidden_clients", told)
            self.env.invalidate_all()
            lead = self.by_prospect.with_user(self.own)
            self.assertEqual(lead.earlier_application_count, count - 1)
            self.assertEqual(self.figures(user=self.own)["applications"], count)
            self.assertEqual(self.registered(self.own), count)
            self.assertEqual(self.calls(self.own), set(self.by_prospect.ids))
            action = self.prospect.with_user(self.own).action_view_risk(days=30)
            self.assertEqual(action["domain"], [("id", "in", self.by_prospect.ids)])

    # ------------------------------------------------------------------ cost

    def test_call_reads_indexes(self):
        """The applications of a call are looked up by prospect, contact and phone."""
        leads = self.env["crm.lead"].with_user(self.all)
        domain = self.prospect._get_caller_domain(
            PHONE, self.prospect.ids, self.client.ids
        )
        plan = self.plan_of(leads._search(domain, order="id").select())
        self.assertNotIn("Seq Scan", plan)
        for column in ("prospect_id", "partner_id", "phone_sanitized"):
            self.assertIn(f"crm_lead__{column}_index", plan)
