# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLeanFields(TransactionCase):
    """Many2one fields without foreign keys."""

    def keys(self):
        self.env.cr.execute(
            """SELECT conname FROM pg_constraint
            WHERE conrelid = 'crm_access_log'::regclass AND contype = 'f'"""
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def test_foreign_key(self):
        """There is none, and one of an earlier version goes."""
        self.assertFalse(self.keys())
        self.env.cr.execute(
            """ALTER TABLE crm_access_log ADD FOREIGN KEY (user_id)
            REFERENCES res_users (id) NOT VALID"""
        )
        self.assertTrue(self.keys())
        log = self.env["crm.access.log"]
        log._fields["user_id"].update_db_foreign_key(log, None)
        self.assertFalse(self.keys())
