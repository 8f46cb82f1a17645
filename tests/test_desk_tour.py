# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The review desk in a browser, by keyboard alone, as a mere steward (M10)."""

from odoo.tests import HttpCase, tagged

from .common_desk import DeskCase

# As in the tour: what is pressed for each pair, with what is taken back in between.
KEYS = "12121212121212121212"
VERDICTS = {"1": "confirmed", "2": "rejected"}


@tagged("post_install", "-at_install")
class TestDeskTour(DeskCase, HttpCase):
    def test_twenty_pairs(self):
        """Twenty pairs, two decisions and a skip taken back, and a note."""
        prospects = self.env["crm.prospect"]
        for number in range(len(KEYS)):
            prospects |= self.make_pair(f"Иволгин{'а' * (number + 1)}")
        self.env.flush_all()
        self.start_tour(
            "/odoo/review-desk", "crm_prospect_desk", login=self.steward.login
        )
        self.env.invalidate_all()
        self.assertEqual(
            prospects.mapped("match_ids.verdict"), [VERDICTS[key] for key in KEYS]
        )
        self.assertEqual(prospects.match_ids.user_id, self.steward)
        self.assertEqual(
            [prospect.match_ids.reason for prospect in prospects],
            [False] * 9 + ["Twins 12"] + [False] * 10,
        )
        linked = [bool(prospect.partner_id) for prospect in prospects]
        self.assertEqual(linked, [key == "1" for key in KEYS])
        self.assertFalse(self.env["crm.match.claim"].search([]))

    def test_ambiguous_set(self):
        """The second candidate is chosen with the arrow and confirmed."""
        prospect = self.make_ambiguous("Волкова")
        second = prospect.match_ids.sorted("id")[1].partner_id
        self.env.flush_all()
        self.start_tour(
            "/odoo/review-desk", "crm_prospect_desk_set", login=self.steward.login
        )
        self.env.invalidate_all()
        self.assertEqual(prospect.partner_id, second)
        self.assertEqual(prospect.match_ids.verdict, "confirmed")

    def test_decided_meanwhile(self):
        """A conflict is told, not counted, and the desk goes on."""
        first, second = self.make_pair("Белкина"), self.make_pair("Лисина")
        self.env.flush_all()
        self.start_tour(
            "/odoo/review-desk", "crm_prospect_desk_conflict", login=self.steward.login
        )
        self.env.invalidate_all()
        self.assertEqual(first.match_ids.verdict, "rejected")
        self.assertEqual(second.match_ids.verdict, "confirmed")
