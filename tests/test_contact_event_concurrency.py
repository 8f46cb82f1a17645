# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two systems tell the same outcomes at the same moment, in real transactions."""

from odoo.service.model import retrying
from odoo.tests import tagged

from .common_parallel import MAIL, PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestContactEventConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.drop_blacklist)

    def drop_blacklist(self):
        with self.environment() as env:
            rows = env["mail.blacklist"].with_context(active_test=False)
            rows.search([("email", "=", MAIL)]).unlink()
            env["crm.contact.event"].search(
                [("match_key", "in", [MAIL, PHONE])]
            ).unlink()

    def record(self, *calls):
        def deed(events):
            def call(env):
                return retrying(lambda: env["crm.contact.event"].record(events), env)

            return call

        answers = self.in_parallel(*map(deed, calls))
        for answer in answers:
            self.assertIsInstance(answer, dict, answer)
        self.assert_no_secrets()
        return answers

    def test_same_events(self):
        [prospect] = self.make("crm.prospect", phones=[PHONE], emails=[MAIL])
        events = [
            {
                "prospect_id": prospect,
                "value": value,
                "outcome": outcome,
                "date": "2026-05-31T10:00:00Z",
            }
            for value in (PHONE, MAIL)
            for outcome in ("reached", "opted_out")
        ]
        answers = self.record(*[events, events[::-1]] * 4)
        self.assertEqual(sum(answer["recorded"] for answer in answers), 4)
        self.assertEqual(sum(answer["unchanged"] for answer in answers), 28)

    def test_opting_out_at_different_moments(self):
        """One row of the blacklist, and nobody fails."""
        [prospect] = self.make("crm.prospect", emails=[MAIL])
        answers = self.record(
            *(
                [
                    {
                        "prospect_id": prospect,
                        "value": MAIL,
                        "outcome": "opted_out",
                        "date": f"2026-05-31T10:00:{second:02}Z",
                    }
                ]
                for second in range(8)
            )
        )
        self.assertEqual([answer["recorded"] for answer in answers], [1] * 8)
        with self.environment() as env:
            self.assertEqual(
                env["mail.blacklist"].search_count([("email", "=", MAIL)]), 1
            )
