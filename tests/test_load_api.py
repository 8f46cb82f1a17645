# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA
from .common_api import ApiMixin


@tagged("post_install", "-at_install")
class TestLoadApi(ApiMixin, HttpCase):
    """The bulk calls over JSON-2, as other systems make them."""

    def setUp(self):
        super().setUp()
        self.env["crm.prospect.source"].create({"code": "API", "name": "API"})

    def _call(self, group, path, **arguments):
        login = f"api_{group}"
        user = self.env["res.users"].search([("login", "=", login)]) or new_test_user(
            self.env, login, groups=f"base.group_user,crm_prospect.{group}"
        )
        return self.post_with(self.make_key(user), path, **arguments)

    def test_load(self):
        persons = [{**ANNA, "source": "API", "ref": "1"}, {"source": "NOPE"}]
        for path in ("crm.prospect/load", "res.partner/load_clients"):
            for counts in ((1, 0, 0), (0, 0, 1)):
                response = self._call("group_prospect_steward", path, persons=persons)
                self.assertEqual(response.status_code, 200, response.text)
                result = response.json()
                self.assertEqual(
                    tuple(result[key] for key in ("created", "updated", "unchanged")),
                    counts,
                )
                self.assertEqual(result["refused"][0]["line"], 1)
                self.assertEqual(result["refused"][0]["field"], "source")
                self.assertIsNone(result["ids"][1])

    @mute_logger("odoo.http")
    def test_not_for_everybody(self):
        for path in ("crm.prospect/load", "res.partner/load_clients"):
            response = self._call("group_prospect_own", path, persons=[])
            self.assertEqual(response.status_code, 403, response.text)

    @mute_logger("odoo.http")
    def test_not_a_list(self):
        response = self._call("group_prospect_steward", "crm.prospect/load", persons={})
        self.assertEqual(response.status_code, 422, response.text)

    @mute_logger("odoo.http")
    def test_link_is_not_written(self):
        """Neither by writing nor by creating, whoever calls."""
        self.env["crm.prospect"].create({"name": "Соколова Анна"})
        prospect = self.env["crm.prospect"].search([], limit=1)
        client = self.env["res.partner"].create({"name": "Анна", "is_client": True})
        for method, arguments in (
            ("write", {"ids": prospect.ids, "vals": {"partner_id": client.id}}),
            ("create", {"vals_list": [{"partner_id": client.id}]}),
            ("write", {"ids": prospect.ids, "vals": {"match_result": "linked"}}),
        ):
            response = self._call(
                "group_prospect_admin", f"crm.prospect/{method}", **arguments
            )
            self.assertEqual(response.status_code, 422, response.text)
        self.assertFalse(prospect.partner_id)
