# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import http
from odoo.sql_db import db_connect
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from .common import ANNA, ProspectCase
from .common_access_log import CommittedLog
from .common_api import ApiMixin

ROW = ("kind", "res_model", "res_id", "key_name", "refused")


@tagged("post_install", "-at_install")
class TestAccessLogHttp(ApiMixin, HttpCase, ProspectCase, CommittedLog):
    """Rows of requests: read-only ones, and those that fail afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "sales_team.group_sale_salesman_all_leads,base.group_allow_export"
        cls.user = new_test_user(cls.env, "log_api", groups, password="log_api_log_api")
        cls.keys = {name: cls.make_key(cls.user, name) for name in ("site", "bank")}
        cls.prospect = cls.make_prospect(**ANNA)

    def setUp(self):
        super().setUp()
        self.addCleanup(self.clear_log_of, self.user.id)

    def post(self, path, key="site", **arguments):
        return self.post_with(self.keys[key], path, **arguments)

    def rows(self, *columns):
        rows = self.committed(self.user.id, *(columns or ROW))
        self.clear_log_of(self.user.id)
        return rows

    def test_json2(self):
        """By key, on a read-only cursor, whatever the caller puts into the context."""
        asked = {"ids": self.prospect.ids, "fields": ["phone"]}
        row = ("view", "crm.prospect", self.prospect.id, "site", False)
        for context in ({}, {"cron_id": 1}, {"crm_reading": "of_card"}):
            response = self.post("crm.prospect/read", **asked, context=context)
            self.assertEqual(response.status_code, 200, response.text)
            self.assertEqual(response.json()[0]["phone"], ANNA["phones"][0])
            self.assertEqual(self.rows(), [row])
        response = self.post("crm.prospect/identify", key="bank", person=ANNA)
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(
            self.rows(), [("identify", "crm.prospect", None, "bank", False)]
        )

    def test_key_is_no_secret(self):
        """Of a key its name and number are kept, and nothing of itself."""
        self.post("crm.prospect/identify", person=ANNA)
        [text] = self.rows("crm_access_log::text")
        self.assertNotIn(self.keys["site"][:8], text)

    @mute_logger("odoo.http")
    def test_failed(self):
        """A request that fails after it was written down stays written down."""
        response = self.post("crm.prospect/identify", person=ANNA, limit=0)
        self.assertEqual(response.status_code, 422, response.text)
        self.assertEqual(self.rows("kind"), ["identify"])

    def test_browser(self):
        """A form of the web client, and a list."""
        self.authenticate("log_api", "log_api_log_api")
        for method, arguments in (
            ("web_read", {"specification": {"phone": {}}}),
            ("web_search_read", {"domain": [], "specification": {"phone": {}}}),
        ):
            args = [self.prospect.ids] if method == "web_read" else []
            answer = self.make_jsonrpc_request(
                f"/web/dataset/call_kw/crm.prospect/{method}",
                {
                    "model": "crm.prospect",
                    "method": method,
                    "args": args,
                    "kwargs": arguments,
                },
            )
            self.assertTrue(answer)
        self.assertEqual(
            self.rows("kind", "res_id", "key_name"),
            [("view", self.prospect.id, None), ("list", self.prospect.id, None)],
        )

    def test_export(self):
        """A file of the web client."""
        self.authenticate("log_api", "log_api_log_api")
        data = {
            "model": "crm.prospect",
            "fields": [{"name": "phone", "label": "Phone"}],
            "ids": self.prospect.ids,
            "domain": [],
            "import_compat": False,
        }
        with mute_logger("odoo.addons.web.controllers.export"):
            response = self.url_open(
                "/web/export/csv",
                data={
                    "data": json.dumps(data),
                    "csrf_token": http.Request.csrf_token(self),
                },
            )
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(self.rows("kind", "detail"), [("export", "phone")])

    @mute_logger("odoo.http")
    def test_unwritten(self):
        """What cannot be written down is not told."""
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute("ALTER TABLE crm_access_log RENAME TO crm_access_log_away")
        self.addCleanup(self.put_back)
        with mute_logger("odoo.sql_db", "odoo.addons.rpc.controllers.json2"):
            response = self.post(
                "crm.prospect/read", ids=self.prospect.ids, fields=["phone"]
            )
        self.assertEqual(response.status_code, 500)
        self.assertNotIn(ANNA["phones"][0], response.text)

    def put_back(self):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute("ALTER TABLE crm_access_log_away RENAME TO crm_access_log")

    @mute_logger("odoo.http")
    def test_refused(self):
        """Over a limit the answer is 429, and says when to ask again."""
        self.env["ir.config_parameter"].set_param("crm_prospect.limit_identify", "2")
        for status in (200, 200, 429, 429):
            response = self.post("crm.prospect/identify", person=ANNA)
            self.assertEqual(response.status_code, status, response.text)
        self.assertIn("try again at", response.json()["message"])
        self.assertEqual(self.rows("refused"), [False, False, True])
