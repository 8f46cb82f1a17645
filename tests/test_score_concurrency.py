# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scoring in real transactions at the same time."""

from itertools import pairwise

from odoo.tests import tagged
from odoo.tools import SQL

from .common_parallel import MAIL, MARK, PHONE, ParallelCase

OTHERS = ("+79165550143", "+79165550144", "+79165550145")


@tagged("post_install", "-at_install")
class TestScoreConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        [self.client] = self.make("res.partner", phones=[PHONE], emails=[MAIL])

    def assert_right(self):
        """What is stored is what one statement says of all contacts now."""
        with self.environment() as env:
            scorer = env["crm.contact.scorer"]
            self.assertEqual(scorer._score("partner_id", [self.client]), 0)
            written = scorer._write_contactability(SQL("person = %s", self.client))
            self.assertEqual(written, 0)
            points = env["res.partner"].browse(self.client).contact_point_ids
            ranks = points.mapped("rank")
        self.assertEqual(ranks, list(range(1, len(ranks) + 1)))
        return len(ranks)

    def test_two_users(self):
        """Contacts added, changed and removed at once: ranks without gap or double."""

        def add(env, value):
            env["crm.contact.point"].create(
                {"partner_id": self.client, "kind": "phone", "value": value}
            )

        def change(env):
            points = env["res.partner"].browse(self.client).contact_point_ids
            points.filtered(lambda p: p.value == PHONE).usage = "work"

        def remove(env):
            points = env["res.partner"].browse(self.client).contact_point_ids
            points.filtered(lambda p: p.value == MAIL).unlink()

        results = self.in_parallel(
            *(lambda env, v=value: add(env, v) for value in OTHERS), change, remove
        )
        self.assertEqual(results, [None] * 5)
        self.assertEqual(self.assert_right(), 4)
        self.assert_no_secrets()

    def test_outcomes(self):
        """Two tell outcomes of different contacts: each sees the other's in the end."""

        def tell(env, key, outcome):
            kind = "email" if "@" in key else "phone"
            env["crm.contact.event"].create(
                {
                    "kind": kind,
                    "match_key": key,
                    "partner_id": self.client,
                    "outcome": outcome,
                }
            )
            env["crm.contact.scorer"]._touch("partner_id", [self.client])

        results = self.in_parallel(
            lambda env: tell(env, PHONE, "not_in_service"),
            lambda env: tell(env, MAIL, "replied"),
        )
        self.assertEqual(results, [None, None])
        self.assertEqual(self.assert_right(), 2)

    def test_slices(self):
        """Slices scored at the same time: every row is there, written once."""
        clients = self.make("res.partner", 9, firstname=MARK, phones=[OTHERS[0]])
        with self.environment() as env:
            points = env["res.partner"].browse(clients).contact_point_ids.ids
            env.cr.execute(
                "DELETE FROM crm_contact_score WHERE point_id = ANY(%s)", [points]
            )
            before = max(env["res.partner"].search([("id", "<", clients[0])]).ids)
        ends = [before, clients[2], clients[5], clients[8]]
        for expected in (9, 0):
            with self.environment() as env:
                runs = env["crm.contact.score.run"]
                written = runs._score_slices("partner_id", list(pairwise(ends)))
                self.assertEqual(written, expected)
        with self.environment() as env:
            scores = env["crm.contact.score"].search([("point_id", "in", points)])
            self.assertEqual(sorted(scores.point_id.ids), sorted(points))

    def test_queue(self):
        """Who comes in while a batch is scored is not lost."""
        clients = self.make("res.partner", 3, firstname=MARK)
        with self.environment() as env:
            env.cr.execute("DELETE FROM crm_contact_score_queue")
            env["crm.contact.score.queue"]._add({"partner_id": {self.client}})
        with self.environment() as env:
            self.assertEqual(env["crm.contact.score.queue"]._score_batch(), 1)
            with self.environment() as other:
                other["crm.contact.score.queue"]._add({"partner_id": clients})
                # Another worker takes neither the row at work nor waits for it.
                other.cr.flush()
        with self.environment() as env:
            queued = env["crm.contact.score.queue"].search([]).mapped("partner_id")
            self.assertEqual(sorted(queued), sorted(clients))

    def test_queue_workers(self):
        """Two workers and a user: nothing waits for ever, everything is right."""
        clients = self.make("res.partner", 20, firstname=MARK, phones=[OTHERS[0]])
        with self.environment() as env:
            env["crm.contact.score.queue"]._add({"partner_id": {*clients, self.client}})

        def use(env):
            points = env["res.partner"].browse(self.client).contact_point_ids
            points[0].usage = "home"

        def work(env):
            env["crm.contact.score.queue"]._cron_score()

        results = self.in_parallel(work, work, use)
        self.assertEqual(results, [None] * 3)
        with self.environment() as env:
            env["crm.contact.score.queue"]._cron_score()
            self.assertFalse(env["crm.contact.score.queue"].search([]))
            scored = env["crm.contactability"].search_count(
                [("partner_id", "in", clients)]
            )
        self.assertEqual(scored, 20)
        self.assert_right()
        self.assert_no_secrets()
