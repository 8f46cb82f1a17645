# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's partner merge by people and of cards that are not of our own kind (G5)."""

from odoo.exceptions import AccessError
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
        """Merging clients is a right of its own; other contacts take Odoo's alone."""
        groups = "base.group_user,base.group_partner_manager"
        user = new_test_user(self.env, "merger", groups=groups)
        source, target = self.make_client(**ANNA), self.make_client(**NAME, **PHONE)
        target.email = source.email = "anna.sokolova@example.org"
        first, card = self.env["res.partner"].create(
            [{"name": "Соколова Анна", "email": target.email} for _number in range(2)]
        )
        self.merge(first, card, user)
        for one, other in ((source, target), (card, target), (target, card)):
            with self.assertRaisesRegex(AccessError, "Merging Clients"):
                self.merge(one, other, user)
        user.group_ids += self.env.ref("crm_prospect.group_prospect_merge")
        self.merge(source, target, user)
        self.merge(card, target, user)
        self.assertTrue(target.is_client)

    def test_who_has_the_right(self):
        """Stewards; and whoever merges otherwise lists of contacts is refused, too."""
        right = "crm_prospect.group_prospect_merge"
        self.assertTrue(self.make_user("merge_steward", "steward").has_group(right))
        self.assertFalse(self.make_user("merge_all", "all").has_group(right))
        user = new_test_user(self.env, "merge_many", "base.group_partner_manager")
        for person in (ANNA, {**NAME, **PHONE}):
            self.make_client(**person).email = "anna.sokolova@example.org"
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
        wizard = wizard.create({"group_by_email": True})
        with self.assertRaises(AccessError):
            wizard.action_start_automatic_process()

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
