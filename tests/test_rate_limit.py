# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import timedelta

from odoo import api
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from ..models.audit.access_limit import LIMITS, ReadingRefused
from .common_access_log import CommittedLog

KINDS = {
    "limit_identify": "identify",
    "limit_unmask": "unmask",
    "limit_view": "view",
    "limit_export": "export",
}


@tagged("post_install", "-at_install")
class TestRateLimit(TransactionCase, CommittedLog):
    """Calls on a read-only cursor, as requests have it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "limited", "base.group_user")
        cls.params = cls.env["ir.config_parameter"]

    def setUp(self):
        super().setUp()
        self.addCleanup(self.clear_log_of, self.user.id)

    def limit(self, **numbers):
        for name, number in numbers.items():
            self.params.set_param(LIMITS[name].parameter, str(number))

    def log(self, kind, ids=(1,), key=None, times=1):
        """So many readings; how many were refused."""
        refused = 0
        row = {
            "user_id": self.user.id,
            "kind": kind,
            "res_model": "crm.prospect",
            "count": 1,
            "key_id": key,
        }
        with self.read_only() as env:
            for _time in range(times):
                try:
                    env["crm.access.log"]._write_rows(row, list(ids))
                except ReadingRefused as error:
                    self.assertEqual(error.http_status, 429)
                    self.message = str(error)
                    refused += 1
        return refused

    @contextmanager
    def read_only(self):
        with (
            self.enter_registry_test_mode(),
            self.registry.cursor(readonly=True) as cr,
        ):
            yield api.Environment(cr, self.user.id, {})

    def test_windows(self):
        """Each limit holds for its time, and there is room again after it."""
        for name, kind in KINDS.items():
            self.limit(**{name: 3})
            self.assertEqual(self.log(kind, [None], times=5), 2, name)
            seconds = LIMITS[name].seconds
            self.age(self.user.id, f"{seconds - 5} seconds")
            self.assertEqual(self.log(kind, [None]), 1, name)
            self.age(self.user.id, "6 seconds")
            self.assertEqual(self.log(kind, [None]), 0, name)

    def test_none(self):
        """0 is no limit; so is what is no number."""
        for value in ("0", "many"):
            self.params.set_param(LIMITS["limit_export"].parameter, value)
            self.assertEqual(self.log("export", times=30), 0)

    def test_defaults(self):
        numbers = self.env["crm.access.log"]._get_limit_numbers()
        self.assertEqual(
            numbers,
            {
                "limit_identify": 600,
                "limit_identify_key": 0,
                "limit_unmask": 100,
                "limit_view": 0,
                "limit_export": 0,
            },
        )

    def test_again(self):
        """It is said from when on the oldest call is out of the window."""
        self.limit(limit_identify=1)
        self.log("identify", [None])
        [date] = self.committed(self.user.id, "date")
        self.assertEqual(self.log("identify", [None]), 1)
        again = date + timedelta(minutes=1)
        self.assertIn("try again at", self.message)
        self.assertIn(again.strftime("%M:%S"), self.message)

    def test_shared(self):
        """Questions about people share a limit; other kinds have none of it."""
        self.limit(limit_identify=2)
        self.assertEqual(self.log("identify", [None]), 0)
        self.assertEqual(self.log("call", [None]), 0)
        self.assertEqual(self.log("find", [None]), 1)
        self.assertEqual(self.log("register", [None], times=3), 0)

    def test_keys(self):
        """A key has its own counter below that of its user, who has one for all."""
        self.limit(limit_identify=5, limit_identify_key=2)
        self.assertEqual(self.log("identify", [None], key=1, times=4), 2)
        self.assertEqual(self.log("identify", [None], key=2, times=2), 0)
        self.assertEqual(self.log("identify", [None], times=2), 1)
        self.assertEqual(self.log("identify", [None], key=3), 1)

    def test_open_card(self):
        """A card that is open stays open at the limit: it is saved and read again."""
        self.limit(limit_view=2)
        self.assertEqual(self.log("view", [1]), 0)
        self.assertEqual(self.log("view", [2]), 0)
        self.assertEqual(self.log("view", [2], times=3), 0)
        self.assertEqual(self.log("view", [3]), 1)
        self.assertEqual(self.log("view", [1, 2]), 0)
        self.assertEqual(self.log("view", [1, 3]), 1)

    def test_several(self):
        """Cards read at once count one by one."""
        self.limit(limit_view=5)
        self.assertEqual(self.log("view", [1, 2, 3]), 0)
        self.assertEqual(self.log("view", [4, 5, 6]), 1)
        self.assertEqual(self.log("view", [4, 5]), 0)

    def test_refused_rows(self):
        """A refusal is a row, one in a minute, and takes no room of the limit."""
        self.limit(limit_export=1)
        self.assertEqual(self.log("export", [7], times=6), 5)
        rows = self.committed(self.user.id, "refused", "res_id")
        self.assertEqual(rows, [(False, 7), (True, 7)])

    def test_without_request(self):
        """Code on the server has no limit: it answers nobody."""
        self.limit(limit_identify=1)
        log = self.env["crm.access.log"].with_user(self.user)
        for _time in range(3):
            log._log("identify", self.env["res.partner"])
        self.assertEqual(log.sudo().search_count([("user_id", "=", self.user.id)]), 3)
        self.assertEqual(self.committed(self.user.id, "kind"), [])

    def test_settings(self):
        """0 is kept, and shown again; numbers below it are refused."""
        with Form(self.env["res.config.settings"]) as form:
            self.assertEqual(form.limit_identify, 600)
            form.limit_identify = 0
            form.limit_export = 9
            settings = form.save()
        settings.execute()
        numbers = self.env["crm.access.log"]._get_limit_numbers()
        self.assertEqual((numbers["limit_identify"], numbers["limit_export"]), (0, 9))
        with Form(self.env["res.config.settings"]) as form:
            self.assertEqual(form.limit_identify, 0)
