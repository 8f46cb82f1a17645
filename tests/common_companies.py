# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two companies, and who works in them."""

from odoo.fields import Command
from odoo.tests import new_test_user


class CompanyScene:
    """Mixed into a test case: companies A and B, a source of B, users of each."""

    @classmethod
    def make_companies(cls):
        cls.a = cls.env.company
        cls.b = cls.env["res.company"].create({"name": "Company B"})
        cls.source_b = cls.env["crm.prospect.source"].create(
            {"code": "OFB", "name": "Of B", "company_id": cls.b.id}
        )
        cls.of_a, cls.of_b, cls.of_both = (
            new_test_user(cls.env, login, groups="sales_team.group_sale_manager")
            for login in ("of_a", "of_b", "of_both")
        )
        cls.of_b.write(
            {"company_ids": [Command.set(cls.b.ids)], "company_id": cls.b.id}
        )
        cls.of_both.company_ids += cls.b

    def as_both(self, records):
        """The records for the user of both companies, with both chosen."""
        companies = (self.a + self.b).ids
        return records.with_user(self.of_both).with_context(
            allowed_company_ids=companies
        )
