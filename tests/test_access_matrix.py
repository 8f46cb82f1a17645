# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common import ProspectCase

ROLES = ("own", "all", "steward", "admin")


@tagged("post_install", "-at_install")
class TestAccessMatrix(ProspectCase):
    """Which roles of sales have which roles of prospects; see test_role_matrix."""

    def test_sales_groups(self):
        """The sales team gets its rights without anybody granting them."""
        for group, expected in (
            ("group_sale_salesman", "own"),
            ("group_sale_salesman_all_leads", "all"),
            ("group_sale_manager", "admin"),
        ):
            user = new_test_user(self.env, group, groups=f"sales_team.{group}")
            for name in ROLES:
                self.assertEqual(
                    user.has_group(f"crm_prospect.group_prospect_{name}"),
                    ROLES.index(name) <= ROLES.index(expected),
                    f"{group} {name}",
                )
