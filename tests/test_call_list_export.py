# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import csv
import io

from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_reach import ContactsCase


@tagged("post_install", "-at_install")
class TestCallListExport(HttpCase, ContactsCase):
    """The call list as a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_scored("Соколова", [("+79165550101", 900)])
        cls.evil = cls.make_scored(
            "=HYPERLINK", [("+79165550102", 800)], name='=HYPERLINK("x")'
        )
        cls.out = cls.make_scored("Отказавшая", [("+79165550103", 700)])
        cls.user = cls.make_user("call_export", "own")
        cls.user.password = "call_export_password"
        cls.user.group_ids = [Command.link(cls.env.ref("base.group_allow_export").id)]
        clients = (cls.anna + cls.evil + cls.out).with_user(cls.user)
        action = clients.action_make_call_list()
        dialog = cls.env["crm.call.list.make"].with_user(cls.user)
        dialog.browse(action["res_id"]).action_make()
        cls.list = cls.env["crm.call.list"].with_user(cls.user).search([])
        cls.list.line_ids[0].note = "+cmd|'/C calc'!A0"
        cls.env["phone.blacklist"].create({"number": "+79165550103"})
        cls.env.flush_all()

    def download(self):
        return self.url_open(f"/crm_prospect/call_list/{self.list.id}/csv")

    def test_download(self):
        """UTF-8 with BOM, semicolons; no cell is a formula, nobody opted out."""
        self.authenticate("call_export", "call_export_password")
        self.assertIn(f"/{self.list.id}/csv", self.list.action_export_csv()["url"])
        response = self.download()
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.content.startswith(b"\xef\xbb\xbf"))
        rows = list(
            csv.DictReader(
                io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"
            )
        )
        self.assertEqual(len(rows), 3)
        anna, evil, out = rows
        self.assertEqual(anna["Client"], self.anna.display_name)
        self.assertEqual(anna["Number"], "79165550101")
        self.assertEqual(anna["Score"], "900")
        self.assertEqual(out["Number"], "")
        self.assertEqual(out["Status"], "Opted out")
        for row in rows:
            for cell in row.values():
                self.assertNotIn(cell[:1], ("=", "+", "-", "@", "\t", "\r"))
        self.assertTrue(evil["Client"].startswith("'="))
        self.assertTrue(anna["Note"].startswith("'+"))

    def test_rights(self):
        """Not without the right to export, not the list of another one."""
        stranger = self.make_user("call_stranger", "own")
        stranger.password = "call_stranger_password"
        stranger.group_ids = [Command.link(self.env.ref("base.group_allow_export").id)]
        self.authenticate("call_stranger", "call_stranger_password")
        with mute_logger("odoo.http"):
            self.assertEqual(self.download().status_code, 403)
        self.user.group_ids = [
            Command.unlink(self.env.ref("base.group_allow_export").id)
        ]
        self.authenticate("call_export", "call_export_password")
        with mute_logger("odoo.http"):
            self.assertEqual(self.download().status_code, 403)
        self.list.sudo().unlink()
        self.env.flush_all()
        with mute_logger("odoo.http"):
            self.assertEqual(self.download().status_code, 404)
