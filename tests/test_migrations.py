# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path


@tagged("post_install", "-at_install")
class TestMigrations(TransactionCase):
    """Updates of bases with an earlier version."""

    def migrate(self, path):
        load_script(str(path), path.stem.replace("-", "_")).migrate(
            self.env.cr, "19.0.1.0.0"
        )
        self.env.invalidate_all()

    def find(self, name):
        [path] = Path(file_path("crm_prospect/migrations")).glob(f"*/{name}.py")
        return path

    def test_again(self):
        """What a script has done already is no obstacle."""
        paths = sorted(Path(file_path("crm_prospect/migrations")).glob("*/*.py"))
        self.assertGreaterEqual(len(paths), 8)
        for path in paths:
            with self.subTest(path=path.name):
                self.migrate(path)
                self.migrate(path)

    def test_base_without_scores(self):
        """A base that has skipped the versions in between has no table of places."""
        self.env.cr.execute("ALTER TABLE crm_contactability_place RENAME TO later")
        self.migrate(self.find("pre-contactability_place"))

    def test_score_queue(self):
        """The queue is emptied each minute, unless somebody chose otherwise."""
        cron = self.env.ref("crm_prospect.ir_cron_contact_score_queue")
        for before, after in ((5, 1), (7, 7)):
            cron.interval_number = before
            self.migrate(self.find("post-score-queue"))
            self.assertEqual(cron.interval_number, after)
