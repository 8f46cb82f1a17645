# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people record what came of calling the same client at the same moment."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestCallListConcurrency(ParallelCase):
    def test_one_outcome_is_recorded(self):
        """One is recorded, the other one is told; by the line and by the contact."""
        [client] = self.make("res.partner", phones=[PHONE])
        list_id = self.commit(lambda env: self.make_list(env, client))
        self.addCleanup(
            lambda: self.commit(
                lambda env: env["crm.call.list"].browse(list_id).unlink()
            )
        )
        results = self.in_parallel(
            *(
                lambda env, o=outcome: self.record(env, list_id, o)
                for outcome in ("reached", "no_answer")
            )
        )
        refused = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(refused), 1, results)
        self.assertIn("meanwhile", str(refused[0]))
        with self.environment() as env:
            line = env["crm.call.list"].browse(list_id).line_ids
            events = env["crm.contact.event"].search([("partner_id", "=", client)])
            self.assertEqual(line.call_count, 1)
            self.assertEqual(events.mapped("outcome"), [line.outcome])
        self.assert_no_secrets()

    def make_list(self, env, client):
        env.cr.flush()
        action = env["res.partner"].browse(client).action_make_call_list()
        dialog = env["crm.call.list.make"].browse(action["res_id"])
        dialog.min_score = 0
        dialog.action_make()
        return env["crm.call.list"].search([], limit=1).id

    def record(self, env, list_id, outcome):
        line = env["crm.call.list"].browse(list_id).line_ids
        return line.with_context(outcome=outcome, seen_calls=0).action_record_outcome()
