# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contacts on the cards in a browser: why a score, and what came of a call."""

from odoo.fields import Command
from odoo.tests import tagged

from .common_tour import TourCase


@tagged("post_install", "-at_install")
class TestContactScoreTour(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = (cls.client_card, cls.prospect)
        for person in people:
            # Two phones: the second one is called when the first is a stranger's.
            person.contact_point_ids = [
                Command.create({"kind": "phone", "value": "+7 916 555-01-28"})
            ]
        cls.env["crm.contact.event"].create(
            [
                {
                    "kind": "phone",
                    "match_key": "+79165550127",
                    owner: person.id,
                    "outcome": "reached",
                    "date": "2026-01-01",
                }
                for person in people
                for owner in [person._person_owner_field()]
            ]
        )
        cls.env.cr.flush()
        scorer = cls.env["crm.contact.scorer"]
        for person in people:
            scorer._score(person._person_owner_field(), person.ids)
        cls.env.invalidate_all()

    def outcomes(self, person):
        """Outcomes that were told in the browser."""
        return (
            self.env["crm.contact.event"]
            .search(
                [
                    (person._person_owner_field(), "=", person.id),
                    ("create_uid", "=", self.user.id),
                ]
            )
            .mapped("outcome")
        )

    def test_client_card(self):
        """Reasons on hover, one click, and its undoing, on the card of a client."""
        self.start_tour(
            f"/odoo/res.partner/{self.client_card.id}",
            "crm_contact_score_tour",
            login="prospect_tour",
        )
        self.assertFalse(self.outcomes(self.client_card))

    def test_prospect_card(self):
        """The same on the card of a prospect."""
        self.start_tour(
            f"/odoo/crm.prospect/{self.prospect.id}",
            "crm_contact_score_tour",
            login="prospect_tour",
        )
        self.assertFalse(self.outcomes(self.prospect))

    def test_call_list(self):
        """A call on a call list is taken back from the list, where its row is gone."""
        clients = self.env["res.partner"]._search([("id", "=", self.client_card.id)])
        call_list = self.env["crm.call.list"].with_user(self.user)
        call_list = call_list._make(clients, {"name": "Tour"})
        self.assertEqual(len(call_list.line_ids), 1)
        action = call_list.action_view_lines()
        self.start_tour(
            f"/odoo/call-lists/{call_list.id}/action-{action['id']}",
            "crm_call_list_tour",
            login="prospect_tour",
        )
        self.assertFalse(self.outcomes(self.client_card))

    def test_key(self):
        """One key on the card records what came of calling the best phone."""
        self.start_tour(
            f"/odoo/res.partner/{self.client_card.id}",
            "crm_contact_score_key_tour",
            login="prospect_tour",
        )
        self.assertEqual(self.outcomes(self.client_card), ["reached"])
