# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The filters and groupings of the list (P6)."""

from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .common import ANNA, NAME, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestProspectFilters(ProspectCase):
    def test_filters(self):
        """Each filter of the search view finds its prospects and no others."""
        self.make_client(**ANNA, client_since="2024-05-10")
        after, before = (
            self.make_prospect(**ANNA, registration_date=f"2024-05-{day} 12:00:00")
            for day in ("11", "09")
        )
        review = self.make_prospect(**{**NAME, "firstname": "Дарья"}, **PHONE)
        review.sudo().match_result = "proposed"
        ours = after | before | review
        arch = self.env["crm.prospect"].get_view(view_type="search")["arch"]
        domains = {
            node.get("name"): node.get("domain")
            for node in etree.fromstring(arch).iter("filter")
        }
        for name, found in (
            ("all", ours),
            ("potential", review),
            ("converted", before),
            ("linked", after),
            ("to_review", review),
        ):
            with self.subTest(filter=name):
                domain = [*literal_eval(domains[name]), ("id", "in", ours.ids)]
                self.assertEqual(
                    self.env["crm.prospect"].search(domain), found.sorted()
                )
        self.assertGreaterEqual(
            domains.keys(),
            {f"group_by_{what}" for what in ("source", "group", "month", "user")},
        )
