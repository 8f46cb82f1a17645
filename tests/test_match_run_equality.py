# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Runs end in the same matches on whatever way, and write nothing twice (M13)."""

import random

from odoo.tests import tagged

from .common import BIRTH, NAME, PASSPORT
from .common_run import PROSPECTS, RunCase


@tagged("post_install", "-at_install")
class TestRunEquality(RunCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_rule(
            "phone",
            "lastname",
            "firstname",
            target="both",
            sequence=200,
            mode="proposing",
        )
        cls.load_people()

    def test_full_equals_incremental(self):
        """Everybody at once, or one after the other in any order: the same matches."""
        self.match_all()
        expected = self.matches()
        self.assertGreater(sum(row[3] == "automatic" for row in expected), 150)
        self.assertGreater(sum(row[2] is not None for row in expected), 5)
        queue = self.env["crm.match.queue"]
        for seed in range(3):
            self.forget_matches()
            shuffle = random.Random(seed).shuffle
            todo = [("prospect_id", i) for i in self.prospects.ids] + [
                ("partner_id", i) for i in self.clients.ids
            ]
            shuffle(todo)
            for start in range(0, len(todo), 100):
                for owner, person in todo[start : start + 100]:
                    queue._add(owner, [person])
                self.match_all("incremental")
            with self.subTest(seed=seed):
                self.assertEqual(self.matches(), expected)

    def test_from_either_side(self):
        """Only the clients queued, or only the prospects: the same links."""
        self.deactivate_target("prospect_id")
        self.match_all()
        expected = self.matches()
        for owner, people in (
            ("partner_id", self.clients),
            ("prospect_id", self.prospects),
        ):
            self.forget_matches()
            self.env["crm.match.queue"]._add(owner, people.ids)
            self.match_all("incremental")
            with self.subTest(owner=owner):
                self.assertEqual(self.matches(), expected)

    def deactivate_target(self, _owner):
        self.env["crm.match.rule"].search([("target", "=", "both")]).target = "client"

    def test_one_by_one(self):
        """Persons as they come, on-line, end as everybody at once."""
        self.forget_matches()
        for prospect in self.prospects[:200]:
            prospect.action_match()
        found = [row for row in self.matches() if row[0] in self.prospects[:200].ids]
        self.forget_matches()
        self.match_all()
        expected = [
            row
            for row in self.matches()
            if row[0] in self.prospects[:200].ids and row[1] is not None
        ]
        self.assertEqual([row for row in found if row[1] is not None], expected)

    def test_second_run_writes_nothing(self):
        """Not one row of a match, a prospect, an index or a key is written again."""
        self.match_all()
        before = self.versions()
        for kind in ("full", "incremental"):
            if kind == "incremental":
                self.env["crm.match.queue"]._add("prospect_id", self.prospects.ids)
                self.env["crm.match.queue"]._add("partner_id", self.clients.ids)
            run = self.match_all(kind)
            self.assertEqual(run.state, "done")
            self.assertEqual(self.versions(), before)
            self.assertEqual(
                (run.link_count, run.proposal_count, run.ambiguous_count), (0, 0, 0)
            )
            self.assertFalse(run.line_ids)

    def test_small_steps(self):
        """How large the steps are makes no difference."""
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        with self.small_steps(40):
            self.match_all()
        self.assertEqual(self.matches(), expected)

    def test_killed_anywhere(self):
        """Killed in or after any step and started again, the end is the same."""
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        with self.small_steps():
            run = self.start()
            for step in range(300):
                # The step is done, and lost before it was committed.
                with self.env.cr.savepoint() as savepoint:
                    run._step()
                    savepoint.rollback()
                self.env.invalidate_all()
                run._step()
                if step in (10, 30, 60):
                    # The work table is unlogged: a crash of the server empties it.
                    self.env.cr.execute("TRUNCATE crm_match_candidate")
                if run.state == "done":
                    break
        self.assertEqual(run.state, "done")
        self.assertEqual(self.matches(), expected)

    def test_crash_while_deciding(self):
        """An emptied work table is filled again, whenever that is noticed."""
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        with self.small_steps():
            run = self.start()
            while run.phase != "decide" or not run.position:
                run._step()
            self.env.cr.execute("TRUNCATE crm_match_candidate")
            run._step()
            self.assertEqual(run.phase, "candidates")
            self.finish_run(run)
        self.assertEqual(run.state, "done")
        self.assertEqual(self.matches(), expected)

    def test_work_while_stopped(self):
        """What an incremental run linked while a full pass stood still stays linked."""
        with self.small_steps():
            run = self.start()
            while run.phase != "decide":
                run._step()
            run.action_stop()
            person = {**NAME, **BIRTH, **PASSPORT}
            prospect = self.load_prospects([person] * 60)[-1]
            client = self.make_client(**person)
            self.match_all("incremental")
            self.assertEqual(prospect.partner_id, client)
            run.action_resume()
            self.assertEqual(run.phase, "candidates")
            self.finish_run(run)
        self.assertEqual(run.state, "done")
        self.assertEqual(prospect.partner_id, client)
        self.assertFalse(prospect.match_ids.ground_gone)

    def test_stop_and_resume(self):
        """Stop holds at once, what is done stays done, Resume goes on."""
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        with self.small_steps():
            run = self.start()
            while run.phase != "decide" or not run.position:
                run._step()
            run.action_stop()
            self.assertEqual(run.state, "stopped")
            self.assertTrue(run.date_end)
            self.assertFalse(self.env["crm.match.run"]._next_run())
            done, position = run.person_done, run.position
            self.assertTrue(self.env["crm.match"].search([]))
            run.action_resume()
            self.assertEqual(self.env["crm.match.run"]._next_run(), run)
            run._step()
            self.assertGreaterEqual(run.person_done, done)
            self.assertNotEqual(run.position, position)
            self.finish_run(run)
        self.assertEqual(run.state, "done")
        self.assertEqual(self.matches(), expected)

    def test_another_run_in_between(self):
        """Two full runs in turn do not read each other's work table."""
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        with self.small_steps():
            first = self.start()
            while first.phase != "decide" or not first.position:
                first._step()
            first.action_stop()
            second = self.start()
            self.assertNotEqual(second, first)
            while second.phase != "candidates" or not second.position:
                second._step()
            first.action_resume()
            self.finish_run(first)
            self.finish_run(second)
        self.assertEqual(self.matches(), expected)
        self.assertEqual((first | second).mapped("state"), ["done", "done"])

    def test_progress(self):
        """The bar moves forward only, ends at 100, and the counts add up."""
        self.forget_matches()
        with self.small_steps(40):
            run = self.start()
            self.assertEqual(
                (run.progress, run.speed, run.remaining_seconds), (0, 0, 0)
            )
            seen = []
            while run.state in ("waiting", "running"):
                run._step()
                seen.append(run.progress)
        self.assertEqual(seen, sorted(seen))
        self.assertEqual(seen[-1], 100)
        self.assertGreater(len(set(seen)), 5)
        self.assertEqual(run.person_total, PROSPECTS)
        self.assertEqual(run.person_done, PROSPECTS)
        self.assertTrue(run.date_start <= run.date_end)
        self.assertGreater(run.seconds, 0)
        self.assertGreater(run.speed, 0)
        self.assertEqual(run.remaining_seconds, 0)
        self.assertGreater(run.candidate_count, 300)
        linked = self.env["crm.prospect"].search_count([("partner_id", "!=", False)])
        self.assertEqual(run.link_count, linked)
        ambiguous = self.env["crm.prospect"].search_count(
            [("match_state", "=", "ambiguous")]
        )
        self.assertEqual(run.ambiguous_count, ambiguous)
        self.assertEqual(sum(run.line_ids.mapped("link_count")), run.link_count)
        self.assertEqual(sum(run.line_ids.mapped("proposal_count")), run.proposal_count)

    def test_normalizer_version(self):
        """Rows of an older normaliser are made anew by the full pass."""
        self.match_all()
        self.env.cr.execute(
            """UPDATE crm_person_index SET normalizer_version = 0, lastname = NULL
            WHERE prospect_id = ANY(%s)""",
            [self.prospects[:50].ids],
        )
        self.env.cr.execute(
            "SELECT count(*) FROM crm_person_index WHERE lastname IS NULL"
        )
        self.assertGreaterEqual(self.env.cr.fetchone()[0], 50)
        expected = self.matches()
        with self.small_steps(20):
            self.match_all()
        self.env.cr.execute(
            "SELECT count(*) FROM crm_person_index WHERE normalizer_version = 0"
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.assertEqual(self.matches(), expected)
