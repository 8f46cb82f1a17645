# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.demo import contacts

from .common import MAX_STEPS
from .common_share import ShareCase

STEPS = "odoo.addons.crm_prospect.models.scoring.score_run_steps"
TABLES = {
    "crm_contact_score": "point_id, model_id, score, factor_ids, rank, kind_rank,"
    " status",
    "crm_contact_share": "point_id, holders, is_owner, owner_partner_id, relation",
    "crm_contactability": "partner_id, score, phone_point_id, email_point_id",
    "crm_contactability_place": "score, clients, place, percentile",
}


@tagged("post_install", "-at_install")
class TestScoreRun(ShareCase):
    """The night: everybody is scored, once, however often it is interrupted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = cls.env["crm.contact.score.run"]
        cls.client = contacts.make_contacts(cls.env)
        cls.env.cr.flush()
        cls.forget()

    @classmethod
    def forget(cls):
        """As if nobody had been scored yet."""
        cls.env.flush_all()
        for table in TABLES:
            cls.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
        cls.env.cr.execute("DELETE FROM crm_contact_score_queue")
        cls.env.invalidate_all()

    def rows(self):
        """All that is derived, without ids and times."""
        self.env.flush_all()
        found = {}
        for table, columns in TABLES.items():
            self.env.cr.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
            found[table] = self.env.cr.fetchall()
        return found

    def versions(self):
        """The transaction and place of each row."""
        self.env.flush_all()
        found = {}
        for table in TABLES:
            self.env.cr.execute(f"SELECT id, xmin::text, ctid::text FROM {table}")
            found[table] = sorted(self.env.cr.fetchall())
        return found

    def score_all(self, batch=25_000):
        with patch(f"{STEPS}.BATCH", batch):
            return self.finish_run(self.runs._start())

    def test_small_steps(self):
        """Slices of two persons end in the rows of one slice, and are counted."""
        run = self.score_all()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.person_done, run.person_total)
        rows = self.rows()
        self.assertEqual(len(rows["crm_contact_score"]), run.score_count)
        self.assertTrue(rows["crm_contactability"])
        self.assertEqual(len(rows["crm_contactability_place"]), 1001)
        self.forget()
        self.score_all(batch=2)
        self.assertEqual(self.rows(), rows)

    def test_second_run(self):
        """A second run writes nothing."""
        self.score_all()
        versions = self.versions()
        run = self.score_all()
        self.assertEqual((run.score_count, run.share_count), (0, 0))
        self.assertEqual(self.versions(), versions)

    def test_interrupted(self):
        """Stopped after any step and resumed, a run ends in the same rows."""
        self.score_all()
        rows = self.rows()
        for steps in range(1, MAX_STEPS):
            self.forget()
            run = self.runs._start()
            with patch(f"{STEPS}.BATCH", 4):
                for _step in range(steps):
                    if run.state in ("waiting", "running"):
                        run._step()
                if run.state == "done":
                    break
                run.action_stop()
                self.assertEqual(run.state, "stopped")
                run.action_resume()
                self.finish_run(run)
            self.assertEqual(run.state, "done")
            self.assertEqual(self.rows(), rows, f"stopped after {steps} steps")
        self.assertGreater(steps, 6)

    def test_one_as_all(self):
        """One client scored at once has the rows of the night."""
        self.score_all()
        rows = self.rows()
        points = self.client.contact_point_ids
        self.scores.search([("point_id", "in", points.ids)]).unlink()
        self.env["crm.contactability"].search(
            [("partner_id", "=", self.client.id)]
        ).unlink()
        self.env["crm.contact.scorer"]._touch("partner_id", self.client.ids)
        self.env.cr.flush()
        self.assertEqual(self.rows(), rows)

    def test_one_open(self):
        """Who asks while a run is open gets that one."""
        run = self.runs._start()
        self.assertEqual(self.runs._start(), run)
        self.assertFalse(self.runs._last_done())
        self.finish_run(run)
        self.assertEqual(self.runs._last_done(), run.date_end)
        self.assertNotEqual(self.runs._start(), run)

    def test_rights(self):
        """Stewards start runs, others do not."""
        run_id = self.runs.with_user(self.make_user("r_steward", "steward")).start()
        self.assertTrue(self.runs.browse(run_id).exists())
        with self.assertRaises(AccessError):
            self.runs.with_user(self.make_user("r_all", "all")).start()
        with self.assertRaises(AccessError):
            self.runs.browse(run_id).with_user(self.make_user("r_own", "own")).read()
