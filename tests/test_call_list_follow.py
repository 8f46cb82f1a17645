# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_reach import ContactsCase

PHONE = "+7916555{:04}".format


@tagged("post_install", "-at_install")
class TestCallListFollow(ContactsCase):
    """A list that was made follows what becomes of its clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_scored("Первая", [(PHONE(1), 900), (PHONE(2), 800)])
        cls.other = cls.make_scored("Вторая", [(PHONE(3), 700)])
        cls.list = cls.make_list(cls.client + cls.other)

    @classmethod
    def make_list(cls, clients):
        action = clients.action_make_call_list()
        cls.env[action["res_model"]].browse(action["res_id"]).action_make()
        return cls.env["crm.call.list"].search([], limit=1)

    def line(self, client):
        self.env.flush_all()
        self.env.invalidate_all()
        lines = self.env["crm.call.list.line"]
        return lines.with_user(self.user()).search(
            [("list_id", "=", self.list.id), ("partner_id", "=", client.id)]
        )

    def user(self):
        users = self.env["res.users"].search([("login", "=", "follow")])
        return users or self.make_user("follow", "own", "all")

    def test_moved_contact(self):
        """A number that is on another card now is neither shown nor called."""
        self.assertEqual(self.line(self.client).number, PHONE(1))
        stranger = self.make_client(lastname="Чужая")
        self.get_point(self.client, PHONE(1)).partner_id = stranger
        line = self.line(self.client)
        self.assertFalse(line.number)
        with self.assertRaises(UserError):
            line.with_context(outcome="reached").action_record_outcome()
        self.assertFalse(
            self.env["crm.contact.event"].search([("match_key", "=", PHONE(1))])
        )

    def test_archived_client(self):
        """Whoever is archived is neither called nor listed, until he is back."""
        self.client.active = False
        figures = self.env["crm.contactability"].with_user(self.user())
        of_client = [("partner_id", "=", self.client.id)]
        self.assertFalse(self.line(self.client))
        self.assertFalse(figures.search(of_client))
        self.assertEqual(self.list.with_user(self.user()).line_count, 1)
        self.client.active = True
        self.assertTrue(self.line(self.client))
        self.assertTrue(figures.search(of_client))

    def test_merge_of_equal_numbers(self):
        """Two cards with one number are merged into a third: the number stays."""
        twin = self.make_scored("Первая", [(PHONE(1), 500)])
        more = self.make_list(twin)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client + twin + self.other).ids, self.other)
        self.env.invalidate_all()
        for call_list in (self.list, more):
            self.assertEqual(call_list.line_ids.partner_id, self.other)
        self.assertEqual(more.line_ids.number, PHONE(1))
        self.assertIn(more.line_ids.point_id, self.other.contact_point_ids)
