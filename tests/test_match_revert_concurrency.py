# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reverts beside runs, verdicts and other reverts: one truth, nothing lost."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestRevertConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget_reverts)
        [self.client] = self.make("res.partner", phones=[PHONE])
        self.prospects = self.make("crm.prospect", 12, phones=[PHONE])
        with self.environment() as env:
            matches = env["crm.match"].search([("partner_id", "=", self.client)])
            # Typed in people are matched without a run.
            self.run_id = env["crm.match.run"].create({"state": "done"}).id
            matches.run_id = self.run_id

    def forget_reverts(self):
        with self.environment() as env:
            env["crm.match.revert"].search([]).unlink()

    def revert(self, env):
        return env["crm.match.run"].browse(self.run_id).action_revert()

    def verdicts(self):
        with self.environment() as env:
            matches = env["crm.match"].search([("partner_id", "=", self.client)])
            return {match.prospect_id.id: match.verdict for match in matches}

    def assert_one_truth(self):
        """A prospect is linked exactly if its pair says so."""
        self.assertEqual(set(self.verdicts()), set(self.prospects))
        for prospect, verdict in self.verdicts().items():
            linked = verdict in ("automatic", "confirmed")
            client = self.client if linked else False
            self.assertEqual(self.link_of(prospect)[0], client)

    def test_two_reverts_at_once(self):
        """One of them does it all, the other one is told that nothing is left."""
        results = self.in_parallel(self.revert, self.revert)
        refused = [r for r in results if isinstance(r, Exception)]
        self.assertEqual([type(error) for error in refused], [UserError])
        self.assertEqual(set(self.verdicts().values()), {"rejected"})
        self.assert_one_truth()
        with self.environment() as env:
            revert = env["crm.match.revert"].search([])
            self.assertEqual(revert.link_count, len(self.prospects))
        self.assert_no_secrets()

    def test_revert_during_step(self):
        """A step that began before the revert does not link again."""
        full = self.commit(lambda env: env["crm.match.run"].start("full"))
        with self.environment() as worker:
            run = worker["crm.match.run"].browse(full)
            while run.phase != "decide":
                run._try_step()
                worker.cr.commit()
            # The evidence changes, so that the step has to write each pair.
            self.commit(lambda env: env.cr.execute("UPDATE crm_match SET evidence=0"))
            worker.cr.execute("SELECT count(*) FROM crm_match")
            self.commit(self.revert)
            while run.state in ("waiting", "running"):
                run._try_step()
                worker.cr.commit()
            self.assertEqual(run.state, "done")
        self.commit(lambda env: env["crm.match.run"]._process())
        self.assertEqual(set(self.verdicts().values()), {"rejected"})
        self.assert_one_truth()
        self.assert_no_secrets()

    def test_confirmed_meanwhile(self):
        """A pair confirmed while the revert was about to reject it stays."""
        kept = self.prospects[5]

        def confirm(env):
            env["crm.prospect"].browse(kept).match_ids.filtered(
                "partner_id"
            ).action_confirm()

        def late(env):
            # The snapshot of the first try is older than the verdict.
            env.cr.execute("SELECT count(*) FROM crm_match")
            if not self.confirmed:
                self.confirmed = True
                self.commit(confirm)
            return self.revert(env)

        self.confirmed = False
        self.commit(late)
        verdicts = self.verdicts()
        self.assertEqual(verdicts.pop(kept), "confirmed")
        self.assertEqual(set(verdicts.values()), {"rejected"})
        self.assert_one_truth()
        self.assert_no_secrets()

    def test_everything_at_once(self):
        """Reverts, undoing, verdicts and matching: no deadlock, one truth."""

        def undo(env):
            revert = env["crm.match.revert"].search([("state", "=", "reverted")])
            revert[:1].can_undo and revert[:1].action_undo()

        def match(env):
            env["crm.match.engine"]._match_prospects(self.prospects[::-1])

        def confirm(env):
            match = env["crm.prospect"].browse(self.prospects[3]).match_ids
            match.filtered("partner_id").action_confirm()

        for _round in range(3):
            results = self.in_parallel(self.revert, match, undo, confirm, match)
            errors = {type(r) for r in results if isinstance(r, Exception)}
            self.assertLessEqual(errors, {UserError})
        self.commit(lambda env: env["crm.match.run"]._process())
        self.assert_one_truth()
        self.assertEqual(self.verdicts()[self.prospects[3]], "confirmed")
        self.assert_no_secrets()
