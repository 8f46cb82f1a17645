# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestAccessLogKeep(ProspectCase):
    """Old rows are forgotten; refusals are told of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "log_keep", "base.group_user")
        cls.admin = cls.make_user("log_keep_admin", "admin")
        cls.log = cls.env["crm.access.log"]
        cls.env.cr.execute("DELETE FROM crm_access_log")

    def make(self, days=0, count=1, refused=False):
        self.env.cr.execute(
            """INSERT INTO crm_access_log (user_id, kind, date, refused, count)
            SELECT %s, 'identify', now() AT TIME ZONE 'UTC' - make_interval(days => %s),
                %s, 1 FROM generate_series(1, %s)""",
            [self.user.id, days, refused, count],
        )

    def count(self):
        return self.log.search_count([])

    def test_forgotten(self):
        """A year by default, as the parameter says otherwise, never with 0."""
        params = self.env["ir.config_parameter"]
        for days in (1, 40, 400):
            self.make(days)
        params.set_param("crm_prospect.access_log_days", "0")
        self.assertEqual(self.log._gc_log(), (0, False))
        params.set_param("crm_prospect.access_log_days", False)
        self.assertEqual(self.log._gc_log(), (1, False))
        params.set_param("crm_prospect.access_log_days", "30")
        self.log._gc_log()
        self.assertEqual(self.count(), 1)

    def test_batches(self):
        """Many rows are forgotten in several transactions."""
        self.make(400, 10_001)
        self.assertEqual(self.log._gc_log(), (10_000, True))
        self.assertEqual(self.log._gc_log(), (1, False))

    def notices(self):
        return self.env["mail.message"].search(
            [
                ("model", "=", "res.partner"),
                ("res_id", "=", self.user.partner_id.id),
                ("message_type", "=", "user_notification"),
            ]
        )

    def tell(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_access_log").method_direct_trigger()

    def test_told_once(self):
        """Once per user and day, to administrators, by name of the user alone."""
        self.tell()
        self.assertFalse(self.notices())
        self.make(refused=True, count=3)
        self.tell()
        [notice] = self.notices()
        self.assertIn(self.admin.partner_id, notice.notified_partner_ids)
        self.assertNotIn(self.user.partner_id, notice.notified_partner_ids)
        self.assertIn(self.user.name, notice.body)
        self.make(refused=True)
        self.tell()
        self.assertEqual(self.notices(), notice)
        self.make(days=1, refused=True)
        self.tell()
        self.assertEqual(len(self.notices()), 2)
