# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_masked import EMAIL, PASSPORT, PHONE, MaskedCase


@tagged("post_install", "-at_install")
class TestUnmask(MaskedCase):
    """One value at a time is shown, and it is written down who looked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unmask = cls.env.ref("crm_prospect.group_prospect_unmask")

    def test_values(self):
        self.masked.group_ids = [Command.link(self.unmask.id)]
        log = self.env["crm.access.log"]
        for record, name, value in (
            (self.client, "phone", PHONE),
            (self.prospect, "email", EMAIL),
            (self.prospect, "birthdate_date", "05/17/1980"),
            (self.lead, "email_from", EMAIL),
            (self.phone, "value", PHONE),
            (self.passport, "number", PASSPORT),
        ):
            with self.subTest(model=record._name, field=name):
                last = log.search([], limit=1)
                self.assertEqual(self.mine(record).unmask(name), value)
                line = log.search([], limit=1)
                self.assertGreater(line.id, last.id)
                self.assertEqual(
                    (line.user_id, line.kind, line.res_model, line.res_id, line.detail),
                    (self.masked, "unmask", record._name, record.id, name),
                )

    def test_empty(self):
        self.masked.group_ids = [Command.link(self.unmask.id)]
        self.lead.phone = False
        self.assertEqual(self.mine(self.lead).unmask("phone"), "")

    def test_right(self):
        """Neither without the right nor of a record that one may not read."""
        with self.assertRaises(AccessError):
            self.mine(self.client).unmask("phone")
        own = self.make_user("own_unmask", "own")
        own.group_ids = [Command.link(self.unmask.id)]
        self.assertTrue(self.prospect.user_id)
        with self.assertRaises(AccessError):
            self.prospect.with_user(own).unmask("phone")
        self.assertFalse(self.env["crm.access.log"].search([("user_id", "=", own.id)]))

    def test_arguments(self):
        self.masked.group_ids = [Command.link(self.unmask.id)]
        for records, name in (
            (self.mine(self.lead), "description"),
            (self.mine(self.lead), "nothing"),
            (self.mine(self.prospect), "partner_id"),
            (self.mine(self.prospect.contact_point_ids), "value"),
            (self.mine(self.lead).browse(), "phone"),
        ):
            with self.assertRaises(UserError):
                records.unmask(name)
