# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's partner merge by people and of cards that are not of our own kind (G5)."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ANNA, EMAIL, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestPartnerMergeCards(ProspectCase):
    def merge(self, source, target, user):
        self.env["base.partner.merge.automatic.wizard"].with_user(user).create(
            {
                "state": "selection",
                "partner_ids": [Command.set((source | target).ids)],
                "dst_partner_id": target.id,
            }
        ).action_merge()
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertFalse(source.exists())

    def test_by_who_may_merge(self):
        """Merging clients takes the right that Odoo asks for, and no other."""
        groups = "base.group_user,base.group_partner_manager"
        user = new_test_user(self.env, "merger", groups=groups)
        source, target = self.make_client(**ANNA), self.make_client(**NAME, **PHONE)
        target.email = source.email = "anna.sokolova@example.org"
        self.merge(source, target, user)
        self.assertTrue(target.is_client)
        card = self.env["res.partner"].create({"name": "Соколова Анна"})
        card.email = target.email
        self.merge(card, target, user)
        self.assertTrue(target.is_client)

    def test_former_clients(self):
        """Cards that are clients no more lose no contact and no document either."""
        source = self.make_client(**NAME, **PASSPORT, phones=["+79035556677"], **EMAIL)
        target = self.make_client(**NAME, **PASSPORT, **PHONE, **EMAIL)
        (source | target).write({"is_client": False})
        self.env.cr.flush()
        values = (source | target).contact_point_ids.mapped("match_key")
        self.merge(source, target, self.env.user)
        found = target.contact_point_ids.mapped("match_key")
        self.assertEqual(sorted(found), sorted(set(values)))
        self.assertEqual(len(target.document_ids), 1)
        self.assertFalse(target.is_client)
