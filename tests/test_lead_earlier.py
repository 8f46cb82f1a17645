# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .common import BIRTH, NAME, PASSPORT
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestLeadEarlier(LeadCase):
    """How often the person of an application has come before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        person = {**NAME, **BIRTH, **PASSPORT}
        cls.client = cls.make_client(**person)
        cls.one, cls.two = (cls.make_prospect(**person) for _n in range(2))
        cls.unknown = cls.make_prospect(lastname="Новая", firstname="Вера")

    def test_of_prospect_client_and_contact(self):
        """Each earlier one counts once, also archived ones and those of others."""
        first = self.make_lead(self.one, user_id=self.all.id)
        lost = self.make_lead(self.two)
        lost.action_set_lost()
        contact = self.make_lead(partner_id=self.client.id)
        both = self.make_lead(self.one, partner_id=self.client.id)
        self.make_lead(self.unknown)
        last = self.make_lead(self.two, user_id=self.own.id).with_user(self.own)
        self.make_lead(self.one)
        self.assertEqual(last.earlier_application_count, 4)
        self.assertTrue(last.came_again)
        self.assertFalse(first.came_again)
        self.assertEqual(both.earlier_application_count, 3)
        action = last.action_view_earlier_applications()
        found = (
            self.env["crm.lead"]
            .with_user(self.all)
            .with_context(**action["context"])
            .search(action["domain"])
        )
        self.assertEqual(found, first + lost + contact + both)
        seen = found.with_user(self.own)._filtered_access("read")
        self.assertEqual(seen, found - first)

    def test_without_client(self):
        leads = [self.make_lead(self.unknown) for _n in range(3)]
        counts = [lead.earlier_application_count for lead in leads]
        self.assertEqual(counts, [0, 1, 2])
        nobody = self.make_lead()
        self.assertEqual(nobody.earlier_application_count, 0)

    def test_other_company(self):
        """What one company did is not told in another."""
        other = self.env["res.company"].create({"name": "Other"})
        self.make_lead(self.one, company_id=other.id, team_id=False)
        lead = self.make_lead(self.two).with_user(self.all)
        again = [("came_again", "=", True), ("id", "=", lead.id)]
        self.assertEqual(lead.earlier_application_count, 0)
        self.assertFalse(lead.search(again))
        self.all.company_ids += other
        both = lead.with_context(allowed_company_ids=self.all.company_ids.ids)
        self.assertEqual(both.earlier_application_count, 1)
        self.assertEqual(both.search(again), lead)

    def test_filters(self):
        """The filters of both search views, each with what it finds."""
        names = {"lastname": "Орлова", "firstname": "Инна"}
        self.make_client(**names, middlename="Олеговна", **BIRTH)
        review = self.make_prospect(**names, **BIRTH)
        self.assertEqual(review.match_state, "proposed")
        leads = {
            "first": self.make_lead(self.one),
            "again": self.make_lead(self.two),
            "review": self.make_lead(review),
            "new": self.make_lead(self.unknown),
            "company": self.make_lead(partner_name="Ltd"),
        }
        ours = [("id", "in", [lead.id for lead in leads.values()])]
        expected = {
            "known_clients": {"first", "again"},
            "person_to_review": {"review"},
            "new_persons": {"new"},
            "without_person": {"company"},
            "came_again": {"again"},
        }
        for view in ("leads", "opportunities"):
            view = self.env.ref(f"crm.view_crm_case_{view}_filter")
            leads_of_user = self.env["crm.lead"].with_user(self.all)
            arch = etree.fromstring(leads_of_user.get_view(view.id, "search")["arch"])
            for name, found in expected.items():
                [node] = arch.xpath(f"//filter[@name='{name}']")
                domain = literal_eval(node.get("domain"))
                result = leads_of_user.search(domain + ours)
                names = {key for key, lead in leads.items() if lead in result}
                self.assertEqual(names, found, name)
        self.assertFalse(
            self.env["crm.lead"].search([("came_again", "=", False), *ours])
            & leads["again"]
        )

    def test_group_by(self):
        lead, new = self.make_lead(self.one), self.make_lead(self.unknown)
        ours = [("id", "in", (lead + new).ids)]
        for field, value in (
            ("client_id", self.client),
            ("match_rule_id", self.one.match_rule_id),
            ("prospect_id", self.one),
            ("match_result", "linked"),
        ):
            groups = (
                self.env["crm.lead"]
                .with_user(self.all)
                ._read_group(ours, [field], ["__count"])
            )
            self.assertIn((value, 1), groups)
            self.assertEqual(len(groups), 2)
        both = (
            self.env["crm.lead"]
            .with_user(self.all)
            ._read_group(ours, ["client_id", "match_rule_id"], ["__count"])
        )
        self.assertEqual(len(both), 2)

    def test_came_again_reads_indexes(self):
        plan = self.plan_of(
            self.env["crm.lead"]
            ._search([("came_again", "=", True), ("user_id", "=", self.own.id)])
            .select()
        )
        self.assertNotRegex(plan, "Seq Scan")
