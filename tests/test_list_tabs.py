# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tabs All / Potential / Converted / Watched above the lists (L10, P6)."""

from ast import literal_eval
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..models.crm import list_tabs
from ..models.person import person_search
from .common import ANNA, NAME, PHONE
from .common_lead import LeadCase

SEARCHES = (
    "crm.view_crm_case_leads_filter",
    "crm.view_crm_case_opportunities_filter",
)
TABS = ("potential", "converted", "linked", "to_review", "watched")


@tagged("post_install", "-at_install")
class TestListTabs(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_card = cls.make_client(**ANNA, client_since="2024-05-10")
        cls.became, cls.already = (
            cls.make_prospect(**ANNA, registration_date=f"2024-05-{day} 12:00:00")
            for day in ("09", "11")
        )
        cls.stranger = cls.make_prospect(**{**NAME, "firstname": "Дарья"}, **PHONE)
        cls.prospects = cls.became + cls.already + cls.stranger
        cls.leads = {
            prospect: cls.make_lead(prospect, user_id=cls.own.id)
            for prospect in cls.prospects
        }
        cls.nobodys = cls.make_lead(user_id=cls.own.id)
        cls.others = cls.make_lead(cls.stranger, user_id=cls.all.id)

    def tabs(self, xmlid):
        """Domains of the tabs that a search view has: dict name -> domain."""
        view = self.env.ref(xmlid)
        arch = self.env[view.model].get_view(view.id, "search")["arch"]
        return {
            node.get("name"): literal_eval(node.get("domain"))
            for node in etree.fromstring(arch).iter("filter")
            if node.get("name") in TABS
        }

    def found(self, user, domain, model="crm.lead"):
        records = self.env[model].with_user(user)
        found = records.search(domain)
        # What the tab counts is what the list shows.
        self.assertEqual(records.count_tabs([domain]), [len(found)])
        return found.sudo()

    def test_applications(self):
        """Each tab lists its applications, as far as the user may read them."""
        stranger = self.leads[self.stranger]
        ours = sum(self.leads.values(), self.nobodys + self.others)
        for xmlid in SEARCHES:
            tabs = self.tabs(xmlid)
            for user, potential in (
                (self.own, stranger + self.nobodys),
                (self.all, stranger + self.nobodys + self.others),
            ):
                with self.subTest(view=xmlid, user=user.login):
                    mine = [("id", "in", ours.ids)]
                    self.assertEqual(
                        self.found(user, tabs["potential"] + mine), potential.sorted()
                    )
                    self.assertEqual(
                        self.found(user, tabs["converted"] + mine),
                        self.leads[self.became],
                    )

    def test_not_potential(self):
        """Who is no potential client is a client already."""
        ours = [("id", "in", [lead.id for lead in self.leads.values()])]
        clients = self.leads[self.became] + self.leads[self.already]
        found = self.env["crm.lead"].search([("is_potential", "=", False), *ours])
        self.assertEqual(found, clients.sorted())
        self.assertEqual(
            found,
            self.env["crm.lead"]
            .browse(ours[0][2])
            .filtered_domain([("is_potential", "=", False)])
            .sorted(),
        )
        self.assertFalse(any(clients.mapped("is_potential")))
        self.assertTrue(self.nobodys.is_potential)

    def test_hidden_client(self):
        """An application of a client one may not see is told as the badge tells it."""
        lead = self.leads[self.already].with_user(self.own)
        self.hide_client(self.client_card, self.own)
        self.env.invalidate_all()
        self.assertEqual(lead.person_banner_state, "hidden")
        domain = [("is_potential", "=", True), ("id", "=", lead.id)]
        self.assertFalse(self.env["crm.lead"].with_user(self.own).search(domain))

    def test_prospects(self):
        """Watched prospects are a tab beside the filters that were there."""
        tabs = self.tabs("crm_prospect.crm_prospect_view_search")
        self.assertEqual(tuple(tabs), TABS)
        # Everybody's, so that both may read them.
        self.prospects.user_id = False
        for user in (self.own, self.all):
            self.stranger.with_user(user).message_subscribe(user.partner_id.ids)
            with self.subTest(user=user.login):
                self.assertEqual(
                    self.found(user, tabs["watched"], "crm.prospect"), self.stranger
                )

    # ------------------------------------------------------------------ counts

    def test_counts(self):
        """A count for each tab, and no more than is worth reading."""
        leads = self.env["crm.lead"].with_user(self.own)
        mine = [("id", "in", [lead.id for lead in self.leads.values()])]
        domains = [mine, [*mine, ("is_potential", "=", True)], [("id", "=", 0)]]
        self.assertEqual(leads.count_tabs(domains), [3, 1, 0])
        self.assertEqual(leads.count_tabs([]), [])
        with patch.object(list_tabs, "MAX_COUNT", 1):
            self.assertEqual(leads.count_tabs(domains), [2, 1, 0])

    def test_counts_by_rights(self):
        """What one may not read counts nowhere; without any right there is none."""
        domain = [("id", "=", self.others.id)]
        self.assertEqual(
            self.env["crm.lead"].with_user(self.own).count_tabs([domain]), [0]
        )
        self.assertEqual(
            self.env["crm.lead"].with_user(self.all).count_tabs([domain]), [1]
        )
        nobody = new_test_user(self.env, "no_seller", "base.group_user")
        for model in ("crm.lead", "crm.prospect"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(nobody).count_tabs([[]])

    def test_counts_refused(self):
        """What is no list of domains is refused in words."""
        for domains in (None, "all", {}, [[]] * 21, [5], ["name"], [[("name",)]]):
            with self.subTest(domains=domains), self.assertRaises(UserError):
                self.env["crm.lead"].count_tabs(domains)

    def test_index(self):
        """The newest of a tab are met by an index, not by reading the whole table."""
        for result in ("converted", "linked"):
            query = self.env["crm.prospect"]._search(
                [("match_result", "=", result)], order="id desc", limit=1001
            )
            with self.subTest(result=result):
                self.assertIn("crm_prospect_clients", self.plan_of(query.select()))

    def test_live_search(self):
        """However many are found, they are the same; by rights, and in each tab.

        Nobody finds an application by what a prospect he may not read is called.
        """
        stranger = self.leads[self.stranger]
        self.nobodys.contact_name = "Дарья"
        self.others.contact_name = "Дарья"
        potential = self.tabs(SEARCHES[1])["potential"]
        found = [("person_search", "ilike", "дарья")]
        for few in (5000, 2, 1, 0):
            for user, leads in (
                (self.own, self.nobodys),
                (self.all, stranger + self.nobodys + self.others),
            ):
                with (
                    self.subTest(few=few, user=user.login),
                    patch.object(person_search, "FEW", few),
                ):
                    self.assertEqual(self.found(user, found), leads.sorted())
                    self.assertEqual(
                        self.found(user, found + potential), leads.sorted()
                    )

    # ------------------------------------------------------------------ watch

    def test_watch(self):
        """Whoever may read an application may watch it; nobody else is touched."""
        tabs = self.tabs(SEARCHES[1])
        lead = self.leads[self.stranger]
        lead.message_unsubscribe(lead.message_partner_ids.ids)
        watcher = self.all
        watched = lead.with_user(watcher)
        watched.message_subscribe(watcher.partner_id.ids)
        self.assertEqual(self.found(watcher, tabs["watched"]) & lead, lead)
        self.assertNotIn(lead, self.found(self.own, tabs["watched"]))
        watched.message_unsubscribe(watcher.partner_id.ids)
        self.assertNotIn(lead, self.found(watcher, tabs["watched"]))

    def test_watch_without_write(self):
        """Also one who may read and change nothing; his row stays as it was."""
        reader = new_test_user(self.env, "lead_reader", "base.group_user")
        self.env["ir.model.access"].create(
            {
                "name": "Applications: read",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "group_id": self.env["res.groups"]
                .create({"name": "Readers", "user_ids": reader.ids})
                .id,
                "perm_read": True,
            }
        )
        lead = self.nobodys
        before = lead.write_date
        lead.with_user(reader).message_subscribe(reader.partner_id.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(lead.with_user(reader).message_is_follower)
        self.assertEqual(lead.write_date, before)

    def test_watch_unreadable(self):
        """What one may not read one cannot watch, nor find among the watched."""
        lead = self.others.with_user(self.own)
        with self.assertRaises(AccessError):
            lead.read(["message_is_follower"])
        self.assertFalse(lead.message_subscribe(self.own.partner_id.ids))
        self.others.sudo().message_subscribe(self.own.partner_id.ids)
        watched = self.tabs(SEARCHES[1])["watched"]
        self.assertNotIn(self.others, self.found(self.own, watched))

    def test_watched_is_told(self):
        """A watched application notifies its watcher as any follower."""
        lead = self.leads[self.stranger]
        lead.message_subscribe(self.all.partner_id.ids)
        message = lead.with_user(self.own).message_post(
            body="News", subtype_xmlid="mail.mt_comment"
        )
        self.assertIn(self.all.partner_id, message.notified_partner_ids)

    def test_page(self):
        """The eyes of a page take one statement, however long it is."""
        leads = self.env["crm.lead"].create([{"name": f"Lead {i}"} for i in range(20)])

        def look(page):
            page = page.with_user(self.all)
            return lambda: page.mapped("message_is_follower")

        look(leads)()
        self.assertEqual(self.queries_of(look(leads[:2])), self.queries_of(look(leads)))
