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

    def test_phones_of_both_cards(self):
        """The one that the merged card does not show is a contact; clients or not."""
        for is_client in (True, False):
            source = self.env["res.partner"].create(
                {
                    "name": "Соколова Анна",
                    "is_client": is_client,
                    "phone": "+79035556677, +79035556678",
                    "email": "other@example.org",
                }
            )
            target = self.make_client(**NAME, **PHONE, **EMAIL)
            before = target.contact_point_ids.origin_ids.mapped("times")
            # Not even indexed yet.
            self.merge(source, target, self.env.user)
            self.assertEqual(target.phone, PHONE["phones"][0])
            self.assertEqual(
                set(target.contact_point_ids.mapped("match_key")),
                {*PHONE["phones"], *EMAIL["emails"], "other@example.org"}
                | {"+79035556677", "+79035556678"},
            )
            origins = target.contact_point_ids.origin_ids
            self.assertEqual(set(origins.mapped("times")), set(before))
            self.assertEqual(len(origins), 5, "a merge confirms nothing")
