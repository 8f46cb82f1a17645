# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ANNA, ProspectCase
from .common_api import ApiMixin


@tagged("post_install", "-at_install")
class TestCopyApi(ApiMixin, HttpCase, ProspectCase):
    """Other systems copy over JSON-2, by the rights of their user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("copy_api", "own")
        cls.key = cls.make_key(cls.user)
        cls.anna = cls.make_prospect(**ANNA)
        cls.other = cls.make_prospect(lastname="Орлова")
        (cls.anna | cls.other).user_id = cls.user
        cls.env.cr.flush()

    def post(self, method, **arguments):
        given = {
            "ids": self.other.ids,
            "source_model": "crm.prospect",
            "source_id": self.anna.id,
        }
        path = f"crm.prospect/{method}"
        response = self.post_with(self.key, path, **(given | arguments))
        self.env.invalidate_all()
        return response.status_code, response.json()

    @mute_logger("odoo.http")
    def test_look_and_copy(self):
        code, shown = self.post("copy_choices")
        self.assertEqual(code, 200, shown)
        keys = [item["key"] for item in shown["items"] if item["kind"] == "email"]
        code, copied = self.post(
            "copy_from",
            choices={"birthdate_date": "take"},
            items=keys,
            stamp=shown["stamp"],
        )
        self.assertEqual((code, copied), (200, ["birthdate_date"]))
        self.assertEqual(self.other.birthdate_date, self.anna.birthdate_date)
        self.assertEqual(self.other.contact_point_ids.kind, "email")
        # What was shown is not what is there any more.
        code, error = self.post(
            "copy_from", choices={"gender": "take"}, stamp=shown["stamp"]
        )
        self.assertEqual(code, 422)
        self.assertIn("meantime", error["message"])

    @mute_logger("odoo.http")
    def test_refused(self):
        code, _error = self.post("copy_from", choices={"number": "take"})
        self.assertEqual(code, 422)
        self.anna.user_id = self.env.ref("base.user_admin")
        self.env.cr.flush()
        code, error = self.post("copy_from", choices={"gender": "take"})
        self.assertEqual(code, 403)
        self.assertNotIn(ANNA["lastname"], error["message"])
        self.assertFalse(self.other.gender)
