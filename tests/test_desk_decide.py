# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decisions on the review desk, and taking them back (M10)."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_desk import DeskCase


@tagged("post_install", "-at_install")
class TestDeskDecide(DeskCase):
    def take(self, prospect):
        """Have the desk claim a prospect; return his unit."""
        units = self.desk.next_pairs(limit=20)["units"]
        return next(unit for unit in units if unit["id"] == prospect.id)

    def decide(self, prospect, verdict, **values):
        unit = self.take(prospect)
        return self.desk.decide(unit["pairs"][0]["id"], verdict, **values)

    def test_same(self):
        """The prospect is linked, by this person and with his note."""
        prospect = self.make_pair("Белкина")
        answer = self.decide(prospect, "same", reason=" Changed last name ")
        self.assertEqual(answer, {"done": True, "message": False, "waiting": []})
        match = prospect.match_ids
        self.assertEqual(match.verdict, "confirmed")
        self.assertEqual(match.reason, "Changed last name")
        self.assertEqual(match.user_id, self.steward)
        self.assertEqual(prospect.partner_id, match.partner_id)
        self.assertEqual(prospect.link_user_id, self.steward)
        self.assertFalse(self.env["crm.match.claim"].search([]))

    def test_different(self):
        prospect = self.make_pair("Белкина")
        answer = self.decide(prospect, "different")
        self.assertEqual(answer, {"done": True, "message": False, "waiting": []})
        self.assertEqual(prospect.match_ids.verdict, "rejected")
        self.assertFalse(prospect.partner_id)
        self.assertEqual(self.next_ids(), [])

    def test_same_in_a_set(self):
        """One of the candidates is the client: the others fall."""
        prospect = self.make_ambiguous("Волкова")
        unit = self.take(prospect)
        chosen, other = (pair["person"]["id"] for pair in unit["pairs"])
        answer = self.desk.decide(unit["pairs"][0]["id"], "same")
        self.assertEqual(answer["waiting"], [])
        self.assertEqual(prospect.partner_id.id, chosen)
        self.assertNotIn(other, prospect.match_ids.partner_id.ids)

    def test_different_in_a_set(self):
        """The one who is left is linked by his rule, and the reviewer is told."""
        prospect = self.make_ambiguous("Волкова")
        unit = self.take(prospect)
        left = unit["pairs"][1]["person"]
        answer = self.desk.decide(unit["pairs"][0]["id"], "different")
        self.assertTrue(answer["done"])
        self.assertIn(left["name"], answer["message"])
        self.assertEqual(answer["waiting"], [])
        self.assertEqual(prospect.partner_id.id, left["id"])

    def test_different_leaves_proposals(self):
        """Where nothing is sure, the other candidates wait on."""
        prospect = self.make_pair("Белкина")
        self.make_client(lastname="Белкина", firstname="Яна", birthdate="1980-05-17")
        self.match_all("incremental")
        unit = self.take(prospect)
        first, second = (pair["id"] for pair in unit["pairs"])
        self.assertEqual(self.desk.decide(first, "different")["waiting"], [second])
        # Nobody else gets the rest meanwhile.
        self.assertEqual(self.next_ids(self.colleague), [])

    def test_undo(self):
        """Several decisions are taken back, the last one first."""
        first, second = self.make_pair("Белкина"), self.make_pair("Лисина")
        done = []
        for prospect, verdict in ((first, "same"), (second, "different")):
            done.append(self.take(prospect)["pairs"][0]["id"])
            self.desk.decide(done[-1], verdict)
        for prospect, match_id in ((second, done[1]), (first, done[0])):
            answer = self.desk.undo(match_id)
            self.assertTrue(answer["done"])
            self.assertFalse(answer["message"])
            self.assertEqual(answer["unit"]["id"], prospect.id)
            self.assertEqual(answer["unit"]["pairs"][0]["id"], prospect.match_ids.id)
            self.assertEqual(prospect.match_ids.verdict, "proposed")
            self.assertEqual(prospect.match_state, "proposed")
            self.assertFalse(prospect.partner_id)
        self.assertEqual(self.next_ids(self.colleague), [])

    def test_undo_in_a_set(self):
        """The candidates who fell with the decision are back."""
        prospect = self.make_ambiguous("Волкова")
        pairs = self.take(prospect)["pairs"]
        self.desk.decide(pairs[0]["id"], "same")
        unit = self.desk.undo(pairs[0]["id"])["unit"]
        self.assertEqual(unit["kind"], "ambiguous")
        self.assertEqual(len(unit["pairs"]), 2)
        self.assertFalse(prospect.partner_id)

    def test_undo_of_skip(self):
        prospect = self.make_pair("Белкина")
        match_id = self.take(prospect)["pairs"][0]["id"]
        self.desk.decide(match_id, "skip")
        self.assertEqual(self.desk.undo(match_id)["unit"]["id"], prospect.id)
        self.assertEqual(self.next_ids(self.colleague), [])

    def test_undo_of_skip_taken_by_another(self):
        prospect = self.make_pair("Белкина")
        match_id = self.take(prospect)["pairs"][0]["id"]
        self.desk.decide(match_id, "skip")
        self.assertEqual(self.next_ids(self.colleague), [prospect.id])
        answer = self.desk.undo(match_id)
        self.assertFalse(answer["unit"])
        self.assertIn(self.colleague.name, answer["message"])

    def test_undo_without_ground(self):
        """A pair that no rule holds for comes back as it was: without its ground."""
        for verdict in ("same", "different"):
            prospect = self.make_groundless(
                "Зайцева" if verdict == "same" else "Лисина"
            )
            match_id = self.take(prospect)["pairs"][0]["id"]
            self.desk.decide(match_id, verdict)
            [pair] = self.desk.undo(match_id)["unit"]["pairs"]
            self.assertTrue(pair["ground_gone"])
            match = prospect.match_ids
            self.assertEqual((match.id, match.verdict), (pair["id"], "proposed"))
            self.assertEqual(match.rule_id, self.sure)
            self.assertEqual(match.confidence, 99)
            self.assertEqual(prospect.match_state, "proposed")
            self.assertFalse(prospect.partner_id)

    def test_undo_of_asked_again(self):
        """A rejected pair is asked again once, also when that answer is undone."""
        prospect = self.make_pair("Белкина")
        prospect.match_ids.asked_again = True
        match_id = self.take(prospect)["pairs"][0]["id"]
        self.desk.decide(match_id, "different")
        self.desk.undo(match_id)
        self.assertEqual(prospect.match_ids.verdict, "proposed")
        self.assertTrue(prospect.match_ids.asked_again)

    def test_undo_of_others(self):
        """What somebody else said is not mine to take back here."""
        prospect = self.make_pair("Белкина")
        match = prospect.match_ids
        match.with_user(self.colleague).action_confirm()
        answer = self.desk.undo(match.id)
        self.assertFalse(answer["done"])
        self.assertIn(self.colleague.name, answer["message"])
        self.assertEqual(match.verdict, "confirmed")

    # ------------------------------------------------------------------ conflicts

    def assert_refused(self, match_id, words, verdict="same"):
        answer = self.desk.decide(match_id, verdict)
        self.assertFalse(answer["done"])
        self.assertIn(words, answer["message"])

    def test_decided_meanwhile(self):
        match = self.make_pair("Белкина").match_ids
        match.with_user(self.colleague).action_reject()
        self.assert_refused(match.id, self.colleague.name)
        self.assertEqual(match.verdict, "rejected")
        self.assertEqual(match.user_id, self.colleague)

    def test_taken_by_another(self):
        """Whose time is up and whose prospect another one has, cannot decide."""
        prospect = self.make_pair("Белкина")
        self.next_ids(self.colleague)
        self.assert_refused(prospect.match_ids.id, self.colleague.name)
        self.assertEqual(prospect.match_ids.verdict, "proposed")

    def test_gone_meanwhile(self):
        prospect = self.make_pair("Белкина")
        match_id = prospect.match_ids.id
        prospect.unlink()
        self.assert_refused(match_id, "does not wait")
        self.assertFalse(self.desk.undo(match_id)["done"])

    def test_archived_meanwhile(self):
        prospect = self.make_pair("Белкина")
        prospect.active = False
        self.assert_refused(prospect.match_ids.id, "does not wait")

    def test_linked_elsewhere_meanwhile(self):
        """Linked by hand with another client: said in words, nothing is changed."""
        prospect = self.make_pair("Белкина")
        other = self.make_client(lastname="Иная", firstname="Ида")
        match_id = self.take(prospect)["pairs"][0]["id"]
        prospect.with_user(self.colleague).action_link_client(
            other.id, despite_contradictions=True
        )
        self.assertFalse(self.desk.decide(match_id, "same")["done"])
        self.assertEqual(prospect.partner_id, other)

    def test_automatic_is_not_for_the_desk(self):
        """A link by a rule is reviewed in the sample only."""
        prospect = self.make_linked("Зайцева")
        self.assert_refused(prospect.match_ids.id, "does not wait", "different")
        self.assertTrue(prospect.partner_id)

    # ------------------------------------------------------------------ rights

    def test_stewards_only(self):
        """No other role can ask the desk for anything."""
        match = self.make_pair("Белкина").match_ids
        users = [
            self.make_user("desk_own", "own"),
            self.make_user("desk_all", "all"),
            new_test_user(self.env, "desk_plain", groups="base.group_user"),
            new_test_user(self.env, "desk_portal", groups="base.group_portal"),
            self.env.ref("base.public_user"),
        ]
        for user in users:
            desk = self.desk_of(user)
            for call in (
                desk.next_pairs,
                desk.release,
                lambda d=desk: d.decide(match.id, "same"),
                lambda d=desk: d.undo(match.id),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        self.assertEqual(match.verdict, "proposed")

    def test_menu(self):
        """Only who may work at the desk is led to it."""
        menu = self.env.ref("crm_prospect.crm_match_desk_menu")
        for role, seen in (("own", False), ("all", False), ("steward", True)):
            user = self.make_user(f"desk_menu_{role}", role)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, seen, role)

    def test_wrong_arguments(self):
        """Refused in words, whatever is sent."""
        match_id = self.make_pair("Белкина").match_ids.id
        for call in (
            lambda: self.desk.next_pairs(limit="2"),
            lambda: self.desk.next_pairs(limit=0),
            lambda: self.desk.next_pairs(limit=True),
            lambda: self.desk.next_pairs(limit=10_000),
            lambda: self.desk.next_pairs(seen="1"),
            lambda: self.desk.next_pairs(seen=["1"]),
            lambda: self.desk.next_pairs(seen=list(range(1, 20_000))),
            lambda: self.desk.decide("x", "same"),
            lambda: self.desk.decide(match_id, "maybe"),
            lambda: self.desk.decide(match_id, ["same"]),
            lambda: self.desk.decide(match_id, "same", reason=5),
            lambda: self.desk.undo(None),
            lambda: self.desk.undo(-1),
        ):
            with self.assertRaises(ValidationError):
                call()
