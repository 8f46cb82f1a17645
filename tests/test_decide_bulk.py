# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL decides on many prospects just as Python decides on one."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.models.matching.decide import decide
from odoo.addons.crm_prospect.models.matching.match_bulk import HITS, PLAN

from .test_decide import TABLE


@tagged("post_install", "-at_install")
class TestDecideBulk(TransactionCase):
    def test_same_decisions(self):
        """Each case of the table without anything recorded, by both deciders."""
        cases = dict(enumerate((hits for hits, *_rest in TABLE), 1))
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE %s (person int, other int, automatic int,
                    proposing int, mask int8)""",
                HITS,
            )
        )
        self.env.cr.execute_values(
            f"INSERT INTO {HITS.code} VALUES %s",
            [(person, *hit) for person, hits in cases.items() for hit in hits],
        )
        self.env["crm.match.engine"]._make_plan()
        self.env.cr.execute(
            SQL(
                "SELECT person, other, verdict, rule, evidence, state FROM %s",
                PLAN,
            )
        )
        planned = {}
        for person, other, *row, state in self.env.cr.fetchall():
            planned.setdefault(person, (state, {}))[1][other] = tuple(row)
        for person, hits in cases.items():
            with self.subTest(hits=hits):
                decision = decide(list(hits), {})
                rows = {other: row[:3] for other, row in decision.rows.items()}
                self.assertEqual(
                    planned.get(person, ("none", {})), (decision.state, rows)
                )
