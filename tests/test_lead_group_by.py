# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import BIRTH, NAME, PASSPORT
from .common_lead import LeadCase

VIEWS = (
    "crm.view_crm_case_leads_filter",
    "crm.view_crm_case_opportunities_filter",
)


@tagged("post_install", "-at_install")
class TestLeadGroupBy(LeadCase):
    """Applications are grouped by whose they are, as the search views offer it."""

    def filters(self, view, user):
        """dict name -> filter of this search view, as this user gets it."""
        leads = self.env["crm.lead"].with_user(user)
        arch = leads.get_view(self.env.ref(view).id, "search")["arch"]
        return {
            node.get("name"): node for node in etree.fromstring(arch).iter("filter")
        }

    def counts(self, leads, node):
        """dict group -> how many of these leads a filter of the view puts there."""
        [field] = safe_eval(node.get("context")).values()
        groups = (
            self.env["crm.lead"]
            .with_user(self.all)
            .web_read_group([("id", "in", leads.ids)], [field], ["__count"])["groups"]
        )
        values = [group[field] for group in groups]
        keys = [value[0] if isinstance(value, tuple) else value for value in values]
        return dict(zip(keys, (group["__count"] for group in groups), strict=True))

    def test_groups(self):
        client = self.make_client(**NAME, **BIRTH, **PASSPORT)
        known = self.make_prospect(**NAME, **BIRTH, **PASSPORT)
        names = {key: NAME[key] for key in ("lastname", "firstname")}
        possible = self.make_prospect(**names, **BIRTH)
        new = self.make_prospect(lastname="Новая", firstname="Вера")
        leads = self.make_lead(partner_name="Ltd")
        for prospect in (known, known, possible, new):
            leads += self.make_lead(prospect)
        expected = {
            "group_by_client": {client.id: 2, False: 3},
            "group_by_match_result": {"linked": 2, "proposed": 1, False: 2},
            "group_by_match_rule": {known.match_rule_id.id: 2, False: 3},
            "group_by_prospect": {known.id: 2, possible.id: 1, new.id: 1, False: 1},
        }
        for view in VIEWS:
            filters = self.filters(view, self.all)
            for name, groups in expected.items():
                with self.subTest(view=view, filter=name):
                    self.assertEqual(self.counts(leads, filters[name]), groups)

    def test_without_clients(self):
        """Who sees no client is not offered to group by one, or by why he is one."""
        self.own.group_ids += self.env.ref("crm_prospect.group_without_clients")
        for view in VIEWS:
            names = set(self.filters(view, self.own))
            self.assertIn("group_by_prospect", names)
            for name in ("client", "match_result", "match_rule"):
                self.assertNotIn(f"group_by_{name}", names)
