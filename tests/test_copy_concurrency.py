# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import MAIL, PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestCopyAtOnce(ParallelCase):
    """Several people copy to one card at the same moment."""

    def test_same_contacts(self):
        """Each contact is there once, whoever was first."""
        [source] = self.make("crm.prospect", phones=[PHONE], emails=[MAIL])
        [target] = self.make("crm.prospect")

        def copy(env):
            card = env["crm.prospect"].browse(target)
            shown = card.copy_choices("crm.prospect", source)
            keys = [item["key"] for item in shown["items"]]
            return card.copy_from("crm.prospect", source, {"priority": "take"}, keys)

        results = self.in_parallel(*[copy] * 6)
        self.assertEqual(results, [["priority"]] * 6)
        with self.environment() as env:
            card = env["crm.prospect"].browse(target)
            self.assertEqual(
                sorted(card.contact_point_ids.mapped("match_key")),
                sorted([PHONE, MAIL]),
            )
        self.assert_no_secrets()

    def test_changed_meanwhile(self):
        """Of those who saw the same, one copies; the others are told."""
        [source] = self.make("crm.prospect", gender="female")
        [target] = self.make("crm.prospect")
        with self.environment() as env:
            card = env["crm.prospect"].browse(target)
            stamp = card.copy_choices("crm.prospect", source)["stamp"]

        def copy(env):
            card = env["crm.prospect"].browse(target)
            return card.copy_from(
                "crm.prospect", source, {"gender": "take"}, stamp=stamp
            )

        results = self.in_parallel(*[copy] * 4)
        self.assertEqual(results.count(["gender"]), 1)
        self.assertEqual(sum(isinstance(r, UserError) for r in results), 3)
        self.assert_no_secrets()
