# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import MAIL, MARK, ParallelCase


@tagged("post_install", "-at_install")
class TestConversionConcurrency(ParallelCase):
    """Real transactions at the same time make one client of a prospect."""

    def test_convert_at_once(self):
        """One of four calls converts, the others are told; the log says nothing."""
        for number, name in enumerate(("Анна", "Клавдия", "Ольга"), 1):
            [prospect] = self.make("crm.prospect", firstname=name)
            results = self.in_parallel(
                *[
                    lambda env, p=prospect: (
                        env["crm.prospect"].browse(p).convert(partner_id=0)
                    )
                ]
                * 4
            )
            made = [result for result in results if isinstance(result, dict)]
            self.assertEqual(len(made), 1, results)
            self.assertEqual(
                {type(r) for r in results if not isinstance(r, dict)}, {UserError}
            )
            with self.environment() as env:
                record = env["crm.prospect"].browse(prospect)
                self.assertEqual(record.partner_id.id, made[0]["client_id"])
                self.assertEqual(record.match_state, "converted")
                clients = env["res.partner"].search([("lastname", "=", MARK)])
                self.assertEqual(len(clients), number)
        self.assert_no_secrets()

    def test_two_onto_one(self):
        """Two prospects with one new e-mail become one client, who has it once."""
        [client] = self.make("res.partner")
        prospects = [
            *self.make("crm.prospect", emails=[MAIL], firstname="Ольга"),
            *self.make("crm.prospect", emails=[MAIL], firstname="Елена"),
        ]
        results = self.in_parallel(
            *(
                lambda env, p=prospect: env["crm.prospect"].browse(p).convert(client)
                for prospect in prospects
            ),
            lambda env: (
                env["crm.contact.point"].create(
                    {"partner_id": client, "kind": "email", "value": MAIL}
                )
                and None
            ),
        )
        self.assertEqual(
            [r["client_id"] for r in results if isinstance(r, dict)],
            [client, client],
            results,
        )
        with self.environment() as env:
            card = env["res.partner"].browse(client)
            self.assertEqual(card.contact_point_ids.mapped("value"), [MAIL])
            self.assertEqual(len(card.prospect_ids), 2)
        self.assert_no_secrets()

    def test_failure_in_the_middle(self):
        """What fails after the first write leaves nothing, and nothing in the log."""
        [prospect] = self.make("crm.prospect", emails=[MAIL])
        writer = self.registry["crm.conversion.writer"]
        self.patch(writer, "_write_links", _fail)
        [error] = self.in_parallel(
            lambda env: env["crm.prospect"].browse(prospect).convert(partner_id=0)
        )
        self.assertIsInstance(error, ValueError)
        with self.environment() as env:
            self.assertFalse(env["res.partner"].search([("lastname", "=", MARK)]))
            self.assertFalse(env["crm.prospect"].browse(prospect).conversion_date)
        self.assert_no_secrets()


def _fail(*_args):
    raise ValueError("No")
