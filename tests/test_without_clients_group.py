# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestWithoutClientsGroup(ProspectCase):
    """«CRM without Client Base» beside other rights, and what its members open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls.registry.reset_changes)
        cls.hidden = cls.env.ref("crm_prospect.group_without_clients")
        cls.user = new_test_user(
            cls.env,
            "without",
            groups="sales_team.group_sale_salesman_all_leads,base.group_allow_export,"
            "base.group_partner_manager,crm_prospect.group_prospect_mailing,"
            "crm_prospect.group_without_clients",
        )
        orders = cls.env["ir.model"].create(
            {
                "name": "Orders of Customers",
                "model": "x_order",
                "field_id": [
                    Command.create(
                        {
                            "name": "x_partner_id",
                            "ttype": "many2one",
                            "relation": "res.partner",
                        }
                    )
                ],
            }
        )
        cls.orders = cls.env["res.groups"].create(
            {
                "name": "Order Clerk",
                "model_access": [
                    Command.create({"name": "x", "model_id": orders.id, "perm_read": 1})
                ],
            }
        )

    def assertRefused(self, words, change):
        with self.assertRaises(ValidationError) as caught:
            change()
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_nobody_at_installation(self):
        self.assertEqual(self.hidden.all_user_ids, self.user)

    def test_words_of_the_user_form(self):
        """What he may who has none of these groups is told in the user's language."""
        self.env["res.lang"]._activate_lang("ru_RU")
        groups = self.env["res.groups"]
        for lang, words in (
            ("ru_RU", ("Видна", "Показываются полностью")),
            ("en_US", ("Visible", "Shown in Full")),
        ):
            hierarchy = groups.with_context(lang=lang)._get_view_group_hierarchy()
            for name, word in zip(("client_base", "mask_phones"), words, strict=True):
                privilege = self.env.ref(f"crm_prospect.privilege_{name}")
                self.assertEqual(
                    hierarchy["privileges"][privilege.id]["placeholder"], word
                )

    def test_who_sees_everything(self):
        """Neither order of giving the two rights works."""
        for right in (
            "crm_prospect.group_prospect_steward",
            "crm_prospect.group_prospect_admin",
            "sales_team.group_sale_manager",
            "base.group_erp_manager",
            "base.group_system",
        ):
            group = self.env.ref(right)
            self.assertRefused(
                (group.name, "sees everything"),
                lambda group=group: self.user.write(
                    {"group_ids": [Command.link(group.id)]}
                ),
            )
            self.assertRefused(
                (group.name,),
                lambda group=group: group.write(
                    {"user_ids": [Command.link(self.user.id)]}
                ),
            )
        steward = self.make_user("w_steward", "steward")
        self.assertRefused(
            ("Data Steward",), lambda: self.hidden.write({"user_ids": steward.ids})
        )

    def test_other_apps(self):
        """A right to documents that name partners is refused, and they are named."""
        words = ("Order Clerk", "Orders of Customers", self.user.name)
        self.assertRefused(words, lambda: self.user.write(self.taking(self.orders)))
        self.assertRefused(
            words, lambda: self.orders.write({"user_ids": self.user.ids})
        )

    def taking(self, group):
        return {"group_ids": [Command.link(group.id)]}

    def test_other_apps_through_another_group(self):
        """Also when a right of the user comes to imply it."""
        own = self.env["res.groups"].create({"name": "Clerk"})
        self.user.write(self.taking(own))
        self.assertRefused(
            ("Order Clerk",),
            lambda: own.write({"implied_ids": [Command.link(self.orders.id)]}),
        )
        self.assertRefused(
            ("Order Clerk",),
            lambda: self.orders.write({"implied_by_ids": [Command.link(own.id)]}),
        )

    def test_taken_away_first(self):
        """Without the other right the group is given."""
        self.user.group_ids -= self.hidden
        self.user.write(self.taking(self.orders))
        self.user.write(
            {
                "group_ids": [
                    Command.unlink(self.orders.id),
                    Command.link(self.hidden.id),
                ]
            }
        )
        self.assertTrue(self.user._is_without_clients())

    def test_menus(self):
        """No menu leads to lists of clients; the others stay, prospects among them."""
        menus = {
            name: self.env.ref(f"crm_prospect.crm_{name}_menu").id
            for name in ("client_individual", "contactability", "call_list", "prospect")
        }
        contacts = self.env.ref("contacts.menu_contacts").id
        seen = self.env["ir.ui.menu"].with_user(self.user).load_menus(False)
        self.assertEqual(
            {name for name, menu in menus.items() if menu in seen}, {"prospect"}
        )
        self.assertNotIn(contacts, seen)
        seller = new_test_user(
            self.env, "with", groups="sales_team.group_sale_salesman_all_leads"
        )
        seen = self.env["ir.ui.menu"].with_user(seller).load_menus(False)
        self.assertLess(set(menus.values()) | {contacts}, set(seen))
