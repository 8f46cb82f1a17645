# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls with nothing but a phone or an address at the same moment."""

from odoo.service.model import retrying
from odoo.tests import tagged

from .common_parallel import MAIL, PHONE, ParallelCase

CALLS = 16


@tagged("post_install", "-at_install")
class TestNamelessConcurrency(ParallelCase):
    def register(self, *persons):
        """Register persons at once, each call retried as by Odoo; the answers."""

        def deed(person):
            def call(env):
                method = env["crm.prospect"].register
                return retrying(lambda: method({"source": "PARALLEL", **person}), env)

            return call

        answers = self.in_parallel(*map(deed, persons))
        for answer in answers:
            self.assertIsInstance(answer, dict, answer)
        self.assert_no_secrets()
        return answers

    def test_one_contact(self):
        """One prospect, whoever of them comes first."""
        for person in ({"phones": [PHONE]}, {"emails": [MAIL]}):
            answers = self.register(*[person] * CALLS)
            self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)
            self.assertEqual(sum(answer["created"] for answer in answers), 1)
        with self.environment() as env:
            people = env["crm.prospect"].search([("source_id", "=", self.source)])
            self.assertEqual(len(people), 2)
            self.assertEqual(len(people.contact_point_ids), 2)

    def test_named_at_the_same_time(self):
        """Nobody with a name gets among them."""
        named = {"lastname": "Приметнова", "phones": [PHONE]}
        answers = self.register(*[{"phones": [PHONE]}, named] * (CALLS // 2))
        nameless = {answer["prospect_id"] for answer in answers[::2]}
        self.assertEqual(len(nameless), 1)
        self.assertFalse(nameless & {answer["prospect_id"] for answer in answers[1::2]})
