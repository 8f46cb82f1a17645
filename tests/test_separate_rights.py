# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA, NAME, ProspectCase

SELLER = "sales_team.group_sale_salesman"
FILE = "Номер;Фамилия;Имя;Телефон\n7;Аистова;Анна;+79165550107\n"


@tagged("post_install", "-at_install")
class TestSeparateRights(ProspectCase):
    """To import and to delete are rights of their own; a steward has both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(cls.env, "right_none", groups=SELLER)
        cls.importer = cls.make_seller("import")
        cls.eraser = cls.make_seller("erase")
        cls.steward = cls.make_user("right_steward", "steward")
        cls.prospect = cls.make_prospect(**ANNA, user_id=cls.eraser.id)

    @classmethod
    def make_seller(cls, right):
        groups = f"{SELLER},crm_prospect.group_prospect_{right}"
        return new_test_user(cls.env, f"right_{right}", groups=groups)

    def imports(self, user):
        """What this user may import, door by door."""
        person = {"source": "AL", "ref": f"right-{user.id}", **NAME}
        prospects = self.env["crm.prospect"].with_user(user)
        doors = {
            "load": lambda: prospects.load([person]),
            "load_clients": lambda: prospects.env["res.partner"].load_clients([person]),
            "file of Odoo": lambda: prospects.load(
                data=[["Берёзова"]], fields=["lastname"]
            ),
            "values of Odoo": lambda: self.load_point(user),
            "dialog": lambda: self.import_file(user),
            "outcomes": lambda: self.import_outcomes(user),
        }
        allowed = []
        for door, deed in doors.items():
            try:
                with self.env.cr.savepoint() as savepoint:
                    deed()
                    savepoint.rollback()
                self.env.invalidate_all()
                allowed.append(door)
            except AccessError:
                continue
        return allowed

    def load_point(self, user):
        mine = self.make_prospect(lastname="Дубова", user_id=user.id)
        points = self.env["crm.contact.point"].with_user(user)
        result = points.load(
            ["prospect_id/.id", "kind", "value"],
            [[str(mine.id), "email", "dubova@example.org"]],
        )
        self.assertTrue(result["ids"], result["messages"])

    def import_file(self, user, **vals):
        dialog = (
            self.env["crm.prospect.import"]
            .with_user(user)
            .create(
                {
                    "file": base64.b64encode(FILE.encode()),
                    "filename": "people.csv",
                    "source_id": self.sources["AL"].id,
                    **vals,
                }
            )
        )
        dialog.action_read()
        dialog.action_import()
        self.assertEqual(dialog.created_count, 1)
        return dialog

    def import_outcomes(self, user):
        self.env["crm.contact.event"].with_user(user).record(
            [{"value": ANNA["phones"][0], "outcome": "busy"}]
        )
        dialogs = self.env["crm.contact.event.import"].with_user(user)
        dialogs.create({"filename": "outcomes.csv"})

    # ------------------------------------------------------------------ import

    def test_import(self):
        self.assertEqual(self.imports(self.seller), [])
        self.assertEqual(self.imports(self.eraser), [])
        every = self.imports(self.steward)
        self.assertEqual(len(every), 6)
        self.assertEqual(self.imports(self.importer), every)

    def test_importer_is_no_steward(self):
        """He neither decides who is who, nor starts runs, nor deletes."""
        dialog = self.import_file(self.importer)
        with self.assertRaises(AccessError):
            dialog.action_match()
        with self.assertRaises(AccessError):
            self.env["crm.match.desk"].with_user(self.importer).next_pairs()
        mine = self.make_prospect(lastname="Дубова", user_id=self.importer.id)
        with self.assertRaises(AccessError):
            mine.with_user(self.importer).unlink()

    def test_import_without_clients(self):
        """What is answered of clients would tell who is one."""
        self.importer.group_ids += self.env.ref("crm_prospect.group_without_clients")
        allowed = self.imports(self.importer)
        self.assertNotIn("load_clients", allowed)
        self.assertIn("dialog", allowed)
        with self.assertRaises(AccessError):
            self.import_file(self.importer, kind="clients")

    def test_menus(self):
        """Entries are shown to who may use them."""
        menus = ("crm_prospect_import_menu", "crm_contact_event_import_menu")
        menus = [self.env.ref(f"crm_prospect.{menu}").id for menu in menus]
        for user, shown in (
            (self.seller, False),
            (self.importer, True),
            (self.steward, True),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for menu in menus:
                self.assertEqual(menu in visible, shown, user.login)

    # ------------------------------------------------------------------ delete

    @mute_logger("odoo.models.unlink")
    def test_delete(self):
        for user in (self.seller, self.importer):
            self.prospect.user_id = user
            for records in (self.prospect, self.prospect.contact_point_ids):
                with self.assertRaises(AccessError):
                    records.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.eraser).unlink()
        self.prospect.user_id = self.eraser
        self.prospect.contact_point_ids[0].with_user(self.eraser).unlink()
        self.prospect.with_user(self.eraser).unlink()
        self.make_prospect(**NAME, user_id=False).with_user(self.steward).unlink()

    def test_converted_stays(self):
        """The past of a client is not deleted by hand, whatever the role and door."""
        admin = self.make_user("right_admin", "admin")
        admin.group_ids += self.env.ref("base.group_partner_manager")
        client = self.prospect.with_user(admin).convert(0)["client_id"]
        client = self.env["res.partner"].browse(client)
        for user in (self.steward, admin):
            with self.assertRaises(UserError):
                self.prospect.with_user(user).unlink()
        with self.assertRaises(UserError):
            client.with_user(admin).prospect_ids = [Command.delete(self.prospect.id)]
        self.assertTrue(self.prospect.exists())


@tagged("post_install", "-at_install")
class TestPortalDoors(HttpCase):
    """Neither portal users nor strangers learn anything from the addon's pages."""

    def test_pages(self):
        company = self.env.company
        call_list = self.env["crm.call.list"].create(
            {"name": "Секрет", "company_id": company.id, "user_id": self.env.uid}
        )
        prospect = self.env["crm.prospect"].create(
            {
                "lastname": "Секретова",
                "contact_point_ids": [Command.create({"value": "+79165550108"})],
            }
        )
        new_test_user(self.env, "portal_doors", groups="base.group_portal")
        pages = (
            f"/crm_prospect/call_list/{call_list.id}/csv",
            "/crm_prospect/call?open=card&number=%2B79165550108",
            f"/crm_prospect/unsubscribe/1/{'0' * 40}",
        )
        for login in (None, "portal_doors"):
            self.authenticate(login, login)
            for page in pages:
                with mute_logger("odoo.http"):
                    answer = self.url_open(page, allow_redirects=False)
                self.assertNotIn("Секрет", answer.text, page)
                target = answer.headers.get("Location", "")
                self.assertNotIn(f"/{prospect.id}", target, page)
                self.assertNotEqual((answer.status_code, target), (200, ""), page)
