# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_parallel import PHONE, ParallelCase

OTHER, THIRD = "+79165550143", "+79165550144"


@tagged("post_install", "-at_install")
class TestContactConcurrency(ParallelCase):
    """Two users at the same client: one at the phone of the card, one at the list."""

    def change(self, client, deed):
        def work(env):
            deed(env["res.partner"].browse(client))

        return work

    def state(self, client):
        with self.environment() as env:
            card = env["res.partner"].browse(client)
            return card.phone, set(card.contact_point_ids.mapped("match_key"))

    def meet(self, client, *deeds):
        results = self.in_parallel(*(self.change(client, deed) for deed in deeds))
        self.assertEqual(results, [None] * len(deeds))
        self.assert_no_secrets()
        return self.state(client)

    def make_one(self, phone=PHONE):
        [client] = self.make("res.partner", phones=[phone])
        return client

    def add(self, card, value):
        card.env["crm.contact.point"].create({"partner_id": card.id, "value": value})

    def test_card_changed_and_contact_added(self):
        client = self.make_one()
        phone, known = self.meet(
            client,
            lambda card: card.write({"phone": OTHER}),
            lambda card: self.add(card, THIRD),
        )
        self.assertEqual((phone, known), (OTHER, {PHONE, OTHER, THIRD}))

    def test_card_and_contact_changed(self):
        """The card follows the contact, or is changed to something else."""
        for _time in range(3):
            client = self.make_one()
            phone, known = self.meet(
                client,
                lambda card: card.write({"phone": OTHER}),
                lambda card: card.contact_point_ids.filtered(
                    lambda p: p.match_key == PHONE
                ).write({"value": THIRD}),
            )
            # Who came second found the number of the first on the card.
            self.assertIn(
                (phone, known),
                [
                    (OTHER, {THIRD, OTHER}),
                    (OTHER, {THIRD, OTHER, PHONE}),
                ],
            )

    def test_card_changed_to_a_contact_that_is_removed(self):
        """What the card says is a contact of the client, whoever comes first."""
        for _time in range(3):
            client = self.make_one()
            self.commit(self.change(client, lambda card: self.add(card, OTHER)))
            phone, known = self.meet(
                client,
                lambda card: card.write({"phone": OTHER}),
                lambda card: card.contact_point_ids.filtered(
                    lambda p: p.match_key == OTHER
                ).unlink(),
            )
            self.assertIn(phone, known)

    def test_same_number_by_both(self):
        client = self.make_one()
        phone, known = self.meet(
            client,
            lambda card: card.write({"phone": OTHER}),
            lambda card: card.write({"phone": OTHER}),
        )
        self.assertEqual((phone, known), (OTHER, {PHONE, OTHER}))

    def test_blank_card_filled_by_two(self):
        [client] = self.make("res.partner")
        phone, known = self.meet(
            client,
            lambda card: self.add(card, OTHER),
            lambda card: self.add(card, THIRD),
        )
        self.assertEqual(known, {OTHER, THIRD})
        self.assertIn(phone, known)
