# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The matches on the form of a prospect: both directions, counts, reasons."""

from odoo.tests import Form, tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestProspectMatches(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule("phone", "firstname", target="prospect", sequence=1)
        cls.first = cls.make_prospect(**NAME, **PHONE, **BIRTH)
        cls.second = cls.make_prospect(firstname="Анна", lastname="Котова", **PHONE)

    def test_both_sides(self):
        """A pair of prospects is on the forms of both, each seeing the other one."""
        for one, other in ((self.first, self.second), (self.second, self.first)):
            with self.subTest(one=one.id):
                [pair] = one.pair_ids
                self.assertEqual(one.match_count, 1)
                seen = pair.with_context(match_of=one.id)
                self.assertEqual(seen.counterpart_id, other)
                action = one.action_view_matches()
                self.assertEqual(
                    self.env["crm.match"].search(action["domain"]), one.pair_ids
                )
                self.assertEqual(one.action_explain()["res_model"], "crm.match.explain")

    def test_counts(self):
        """How many clients and prospects are the same person, and which ones."""
        self.assertEqual(self.first.linked_client_count, 0)
        self.assertEqual(self.first.linked_prospect_count, 1)
        client = self.make_client(**ANNA)
        third = self.make_prospect(**NAME, **PASSPORT)
        self.first.action_link_client(client.id)
        self.env.invalidate_all()
        counts = [
            (p.linked_client_count, p.linked_prospect_count)
            for p in self.first | self.second | third
        ]
        self.assertEqual(counts, [(1, 2), (0, 1), (1, 1)])
        action = self.first.action_view_linked_prospects()
        found = self.env["crm.prospect"].search(action["domain"])
        self.assertEqual(found, self.second | third)
        self.first.pair_ids.filtered("other_prospect_id").action_reject()
        self.env.invalidate_all()
        self.assertEqual(self.second.linked_prospect_count, 0)

    def test_own_only(self):
        """Pairs with prospects of colleagues are neither listed nor counted."""
        user = self.make_user("matches_own", "own")
        self.first.user_id = user
        self.second.user_id = self.make_user("matches_other", "own")
        self.env.invalidate_all()
        mine = self.first.with_user(user)
        self.assertEqual((mine.match_count, mine.linked_prospect_count), (0, 0))
        self.assertFalse(mine.pair_ids)

    def test_reasons_of_the_link(self):
        """The banner tells what speaks for and against the link."""
        self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, **PASSPORT, birthdate="1999-01-31")
        self.assertTrue(prospect.partner_id)
        self.assertEqual(
            prospect.link_reasons_for, "full name matches, passport matches"
        )
        self.assertEqual(prospect.link_reasons_against, "birth date differs")
        self.assertFalse(self.first.link_reasons_for)

    def test_queries(self):
        """The fields of a form cost no query per prospect."""
        names = ("pair_ids", "linked_prospect_count", "link_reasons_for")
        self.make_client(**ANNA)
        prospects = self.make_prospect(**NAME, **PASSPORT)
        for _number in range(10):
            prospects |= self.make_prospect(**NAME, **PASSPORT)
        ids = prospects.ids
        counts = []
        # The groups of the user are looked up once.
        for some in (ids[:1], ids[:1], ids):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.prospect"].browse(some).read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_link_by_hand_warns(self):
        """The dialog warns when birth dates or documents contradict."""
        namesake = self.make_client(
            **NAME,
            birthdate="1999-01-31",
            documents=[{"type": "inn", "number": "7707083893"}],
        )
        same = self.make_client(**NAME, **BIRTH)
        action = self.first.action_link_by_hand()
        dialog = Form(self.env[action["res_model"]].with_context(**action["context"]))
        self.assertFalse(dialog.contradictions)
        dialog.partner_id = namesake
        self.assertEqual(dialog.contradictions, "birth date differs")
        self.assertEqual(dialog.reasons_for, "full name matches")
        dialog.partner_id = same
        self.assertFalse(dialog.contradictions)
        self.assertEqual(dialog.reasons_for, "full name matches, birth date matches")
        # A warning, not a wall: people know more than the base.
        dialog.partner_id = namesake
        dialog.save().action_link_all_the_same()
        self.assertEqual(self.first.partner_id, namesake)
