# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestAccessLogRights(ProspectCase):
    """Administrators look at the log; nobody changes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.make_user(f"log_{role}", role)
            for role in ("own", "all", "steward", "admin")
        }
        cls.seller = new_test_user(
            cls.env, "log_reader", "sales_team.group_sale_salesman_all_leads"
        )
        cls.prospect = cls.make_prospect(**ANNA)
        cls.env.cr.execute("DELETE FROM crm_access_log")
        cls.prospect.with_user(cls.seller).read(["phone"])
        cls.row = cls.env["crm.access.log"].search([])

    def as_admin(self, records):
        return records.with_user(self.users["admin"])

    def test_readers(self):
        for role, user in self.users.items():
            self.assertEqual(
                self.row.with_user(user).has_access("read"), role == "admin", role
            )
            card = self.prospect.with_user(user)
            self.assertEqual("reading_count" in card.fields_get(), role == "admin")
            if role != "admin":
                with self.assertRaises(AccessError):
                    card.action_view_readings()

    def test_unchangeable(self):
        """Not even by one who gives himself the right."""
        self.env["ir.model.access"].create(
            {
                "name": "All",
                "model_id": self.env["ir.model"]._get_id("crm.access.log"),
                "group_id": self.env.ref("base.group_system").id,
                **{f"perm_{op}": True for op in ("read", "write", "create", "unlink")},
            }
        )
        self.users["admin"].group_ids = [
            Command.link(self.env.ref("base.group_system").id)
        ]
        row = self.as_admin(self.row)
        self.assertTrue(row.has_access("read"))
        for change in (
            lambda: row.write({"count": 7}),
            row.unlink,
            lambda: row.create({"user_id": self.seller.id, "kind": "view"}),
            lambda: row.copy(),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_companies(self):
        """Of other companies nothing is seen."""
        company = self.env["res.company"].create({"name": "Other"})
        self.env.cr.execute("UPDATE crm_access_log SET company_id = %s", [company.id])
        self.env.invalidate_all()
        self.assertFalse(self.as_admin(self.row).search([("id", "=", self.row.id)]))
        self.users["admin"].company_ids = [Command.link(company.id)]
        log = self.as_admin(self.row).with_context(allowed_company_ids=company.ids)
        self.assertTrue(log.search([("id", "=", self.row.id)]))

    def test_card(self):
        """The card of a person tells administrators how often it was read, by whom."""
        card = self.as_admin(self.prospect)
        self.assertEqual(card.reading_count, 1)
        action = card.action_view_readings()
        rows = self.as_admin(self.row).search(action["domain"])
        self.assertEqual(rows, self.row)
        with Form(card) as form:
            self.assertEqual(form.reading_count, 1)

    def test_open(self):
        row = self.as_admin(self.row)
        self.assertEqual(row.record_name, self.prospect.display_name)
        self.assertEqual(row.action_open_record()["res_id"], self.prospect.id)

    def test_words(self):
        """A value is called by its owner, and fields by their labels."""
        point = self.prospect.contact_point_ids[:1]
        self.assertTrue(point)
        self.env["crm.access.log"].with_user(self.seller)._log("unmask", point, "value")
        row = self.as_admin(self.row.search([("kind", "=", "unmask")], limit=1))
        self.assertEqual(row.res_id, point.id)
        self.assertEqual(row.record_name, self.prospect.display_name)
        self.assertEqual(row.detail_labels, "Value")

    def test_user_kept(self):
        """Who has read something is archived, and not deleted."""
        with self.assertRaises(UserError):
            self.seller.unlink()
        self.users["own"].unlink()
        self.seller.active = False
        self.assertEqual(self.as_admin(self.row).user_id.name, self.seller.name)

    def test_hidden_or_gone(self):
        """Of whom the administrator may not see, or who is gone, there is no name."""
        client = self.make_client(**ANNA)
        client.with_user(self.seller).read(["phone"])
        row = self.as_admin(self.row.search([("res_id", "=", client.id)], limit=1))
        self.assertTrue(row.record_name)
        self.hide_clients("base.group_user")
        row.invalidate_recordset()
        self.assertFalse(row.record_name)
        with self.assertRaises(UserError):
            row.action_open_record()
        self.prospect.unlink()
        row = self.as_admin(self.row)
        row.invalidate_recordset()
        self.assertFalse(row.record_name)
        self.assertEqual(row.user_id, self.seller)
