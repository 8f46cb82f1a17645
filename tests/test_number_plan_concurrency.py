# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two imports of the same register at the same time."""

from odoo.tests import tagged

from .common_parallel import ParallelCase
from .common_plan import make_plan

PREFIX = "+7900"


@tagged("post_install", "-at_install")
class TestNumberPlanConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(
            self.commit,
            lambda env: (
                env["crm.number.plan"].search([("prefix", "=", PREFIX)]).unlink()
            ),
        )

    def imports(self, operator, count):
        ends = [
            (f"{PREFIX}{number:04}000", f"{PREFIX}{number:04}999")
            for number in range(count)
        ]
        return lambda env: make_plan(env, PREFIX, *ends, operator=operator).id

    def check(self):
        ids = self.in_parallel(
            *(self.imports(name, count) for name, count in (("А", 900), ("Б", 400)))
        )
        self.assertIsInstance(ids[0], int, ids)
        self.assertEqual(len(set(ids)), 1)
        with self.environment() as env:
            plan = env["crm.number.plan"].search([("prefix", "=", PREFIX)])
            found = env["crm.number.range"]._read_group(
                [("plan_id", "=", plan.id)], ["operator"], ["__count"]
            )
        # One of them as a whole, nothing of the other.
        self.assertIn(found, ([("А", 900)], [("Б", 400)]))

    def test_new_and_known_plan(self):
        self.check()
        self.check()
