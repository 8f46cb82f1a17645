# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_masked import MaskedCase


@tagged("post_install", "-at_install")
class TestMaskedClient(MaskedCase):
    """The link of a prospect to a client, for who sees no client: there is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls.make_seller("hidden")
        cls.hidden.group_ids = [
            Command.link(cls.env.ref("crm_prospect.group_without_clients").id)
        ]
        cls.other = cls.make_prospect(lastname="Орлова", firstname="Мария", ref="5")
        cls.prospect.action_link_client(cls.client.id)
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.mine = (cls.prospect + cls.other).with_user(cls.hidden)

    def test_linked(self):
        self.assertEqual(self.prospect.partner_id, self.client)

    def test_read(self):
        for load in ("_classic_read", None):
            rows = self.mine.read(["partner_id"], load=load)
            self.assertEqual([row["partner_id"] for row in rows], [False, False])
        spec = {"firstname": {}, "partner_id": {"fields": {"name": {}, "phone": {}}}}
        rows = self.mine.web_read(spec)
        self.assertEqual([row["firstname"] for row in rows], ["Анна", "Мария"])
        self.assertEqual([row["partner_id"] for row in rows], [False, False])
        [row] = self.prospect.with_user(self.full).web_read(spec)
        self.assertEqual(row["partner_id"]["id"], self.client.id)

    def test_search(self):
        """Neither by an id nor by a name or whether there is one."""
        for condition in (
            ("partner_id", "=", self.client.id),
            ("partner_id", "in", [self.client.id, 1]),
            ("partner_id", "!=", False),
            ("partner_id", "ilike", "Соколова"),
            ("partner_id.phone", "!=", False),
            ("partner_id", "any", [("is_client", "=", True)]),
        ):
            with self.subTest(condition=condition):
                both = [("id", "in", self.mine.ids), condition]
                self.assertFalse(self.mine.search(both))
                self.assertEqual(
                    self.mine.with_user(self.full).search(both).ids, self.prospect.ids
                )
        for condition in (
            ("partner_id", "=", False),
            ("partner_id", "!=", self.client.id),
            ("partner_id", "not in", [self.client.id]),
            ("partner_id", "not ilike", "Соколова"),
        ):
            with self.subTest(condition=condition):
                both = [("id", "in", self.mine.ids), condition]
                self.assertEqual(self.mine.search(both), self.mine.sorted("id", True))

    def test_group_and_sort(self):
        with self.assertRaises(UserError):
            self.mine.web_read_group([], ["partner_id"], ["__count"])
        domain = [("id", "in", self.mine.ids)]
        orders = [
            self.mine.search(domain, order=f"partner_id {way}, id").ids
            for way in ("asc", "desc")
        ]
        self.assertEqual(*orders)

    def test_export(self):
        names = ["firstname", "partner_id/name", "partner_id/id", "document_ids/number"]
        rows = self.mine.export_data(names)["datas"]
        self.assertEqual([row[0] for row in rows if row[0]], ["Анна", "Мария"])
        self.assertEqual({row[1] or row[2] for row in rows}, {""})
        rows = self.prospect.with_user(self.full).export_data(names)["datas"]
        self.assertEqual(rows[0][1], self.client.name)

    def test_not_wiped(self):
        """A row written back as it was read does not take the link away."""
        [row] = self.mine[:1].read(["partner_id", "city"], load=None)
        row.pop("id")
        with self.assertRaises(ValidationError):
            self.mine[:1].write({**row, "city": "Клин"})
        self.assertEqual(self.prospect.partner_id, self.client)
