# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Loads that find the same generic values at the same moment."""

from odoo.tests import tagged

from .common_generic import colleagues
from .common_parallel import MARK, ParallelCase

WORKERS = 4
VALUES = {
    "phones": ["+79165550142", "+79165550143"],
    "emails": ["marked.person@example.org"],
}


@tagged("post_install", "-at_install")
class TestGenericConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget_values)

    def forget_values(self):
        with self.environment() as env:
            env.cr.execute("DELETE FROM crm_generic_value")

    def test_same_values_at_once(self):
        """Recorded once, taken from nearly everybody, no deadlock, no word of it."""
        people = [
            {**person, "source": "PARALLEL", "ref": str(number), "city": MARK}
            for number, person in enumerate(colleagues(80, **VALUES))
        ]

        def load(worker):
            # Different people, and the values in another order for each.
            part = people[worker::WORKERS]
            turned = [{**p, "phones": p["phones"][:: (-1) ** worker]} for p in part]
            return lambda env: env["crm.prospect"].load(turned)

        results = self.in_parallel(*map(load, range(WORKERS)))
        for result in results:
            self.assertIsInstance(result, dict, result)
            self.assertEqual(result["created"], 20)
        self.assert_no_secrets()
        self.assertFalse([line for line in self.recorder.lines if "deadlock" in line])
        with self.environment() as env:
            values = env["crm.generic.value"].search([])
            self.assertEqual(
                sorted(values.mapped("value")),
                sorted(VALUES["phones"] + VALUES["emails"]),
            )
            env.cr.execute(
                """SELECT count(*) FROM crm_person_index i
                JOIN crm_prospect p ON p.id = i.prospect_id
                WHERE p.source_id = %s AND (phones IS NOT NULL OR emails IS NOT NULL)
                """,
                [self.source],
            )
            self.assertEqual(env.cr.fetchone(), (0,))

    def test_radar_and_load(self):
        """The radar meets a load that records the same value."""
        people = [
            {**person, "source": "PARALLEL", "ref": str(number)}
            for number, person in enumerate(colleagues(10, **VALUES))
        ]
        self.commit(lambda env: env["crm.prospect"].load(people[:5]))
        results = self.in_parallel(
            lambda env: env["crm.prospect"].load(people[5:]),
            lambda env: env["crm.generic.value"]._radar(),
            lambda env: env["crm.generic.value"]._radar(),
        )
        for result in results:
            self.assertIsInstance(result, dict, result)
        self.assert_no_secrets()
        with self.environment() as env:
            self.assertEqual(env["crm.generic.value"].search_count([]), 3)
