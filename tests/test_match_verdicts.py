# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people decide is final, and nobody decides by plain writing."""

from datetime import date, datetime

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase

LINK_COLUMNS = ("link_date", "link_user_id", "link_kind", "match_rule_id")


@tagged("post_install", "-at_install")
class TestVerdicts(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.stranger = cls.make_client(lastname="Чужая", firstname="Ида")
        cls.steward = cls.make_user("steward_v", "steward")

    def make_linked(self):
        return self.make_prospect(**NAME, **PASSPORT)

    def make_proposed(self, **person):
        sounding = {"lastname": "Сокалова", "firstname": ANNA["firstname"], **BIRTH}
        return self.make_prospect(**sounding, **person)

    def assert_unlinked(self, prospect, state):
        self.assertEqual(prospect.match_state, state)
        self.assertFalse(prospect.partner_id)
        for column in LINK_COLUMNS:
            self.assertFalse(prospect[column], column)

    def rerun(self, prospect):
        """Whatever runs there are."""
        prospect.comment = "again"
        self.env["crm.match.queue"]._add("prospect_id", prospect.ids)
        self.match_all("incremental")
        self.match_all("full")

    def test_automatic_link(self):
        """A link says when, by which rule and that no person made it."""
        prospect = self.make_linked()
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(prospect.match_rule_id.sequence, 20)
        self.assertEqual(prospect.link_kind, "already")
        self.assertAlmostEqual(
            prospect.link_date.timestamp(), datetime.now().timestamp(), delta=600
        )
        self.assertFalse(prospect.link_user_id)
        self.assertEqual(prospect.match_ids.verdict, "automatic")
        self.assertEqual(
            prospect.link_summary, "Duplicate of a client (Passport + last name)"
        )
        self.assertEqual(self.client.prospect_ids, prospect)

    def test_confirm(self):
        """A person confirms: linked with the rule that found it, for good."""
        prospect = self.make_proposed()
        self.assertEqual(prospect.match_state, "proposed")
        match = prospect.match_ids.with_user(self.steward)
        match.action_confirm("asked by phone")
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual(prospect.link_user_id, self.steward)
        self.assertEqual(prospect.match_rule_id.sequence, 230)
        self.assertEqual(
            (match.verdict, match.user_id, match.reason),
            ("confirmed", self.steward, "asked by phone"),
        )
        self.assertIn("by hand", prospect.link_summary)
        # Not a letter of the ground is left, and another client fits perfectly.
        other = self.make_client(**NAME, **PHONE)
        prospect.write({"birthdate_date": "1999-01-01", "lastname": ANNA["lastname"]})
        prospect.contact_point_ids = [
            (0, 0, {"kind": "phone", "value": PHONE["phones"][0]})
        ]
        self.rerun(prospect)
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(match.verdict, "confirmed")
        self.assertNotIn(other, prospect.match_ids.partner_id)

    def test_reject(self):
        """A rejected link is taken back and never made again."""
        prospect = self.make_linked()
        match = prospect.match_ids.with_user(self.steward)
        match.action_reject("namesake")
        self.assert_unlinked(prospect, "none")
        self.assertEqual((match.verdict, match.reason), ("rejected", "namesake"))
        self.rerun(prospect)
        self.assert_unlinked(prospect, "none")
        self.assertEqual(match.verdict, "rejected")

    def test_reject_proposal(self):
        """A rejected proposal leaves the review list."""
        prospect = self.make_proposed()
        prospect.match_ids.action_reject()
        self.assert_unlinked(prospect, "none")

    def test_revoke(self):
        """Taken back, the rules decide again; the link of before is theirs."""
        prospect = self.make_linked()
        prospect.match_ids.action_reject()
        prospect.match_ids.with_user(self.steward).action_revoke()
        self.assertEqual(prospect.partner_id, self.client)
        self.assertFalse(prospect.link_user_id)
        prospect.match_ids.action_confirm()
        self.assertEqual(prospect.link_user_id, self.env.user)
        prospect.match_ids.action_revoke()
        self.assertEqual(prospect.partner_id, self.client)
        self.assertFalse(prospect.link_user_id)
        self.assertEqual(prospect.match_ids.verdict, "automatic")

    def test_revoke_what_no_rule_finds(self):
        """A link by hand that is revoked leaves nothing."""
        prospect = self.make_linked()
        prospect.action_unlink_client()
        prospect.action_link_client(self.stranger.id, despite_contradictions=True)
        confirmed = prospect.match_ids.filtered(lambda m: m.verdict == "confirmed")
        confirmed.action_revoke()
        self.assert_unlinked(prospect, "none")
        self.assertEqual(prospect.match_ids.mapped("verdict"), ["rejected"])

    def test_revoke_leaves_the_machine_alone(self):
        """Only verdicts of people can be revoked."""
        prospect = self.make_linked()
        match = prospect.match_ids
        match.action_revoke()
        self.assertEqual(prospect.partner_id, self.client)
        self.assertTrue(match.exists())

    def test_confirm_second(self):
        """A second client needs the first link to be taken back."""
        prospect = self.make_linked()
        with self.assertRaisesRegex(UserError, "linked with another client"):
            prospect.action_link_client(self.stranger.id, despite_contradictions=True)
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(len(prospect.match_ids), 1)
        prospect.action_unlink_client()
        prospect.action_link_client(self.stranger.id, despite_contradictions=True)
        self.assertEqual(prospect.partner_id, self.stranger)
        self.rerun(prospect)
        self.assertEqual(prospect.partner_id, self.stranger)

    def test_confirm_many(self):
        """Two clients of one prospect at once: refused, nothing half-done."""
        prospect = self.make_proposed()
        other = self.make_client(**NAME, **BIRTH)
        self.match_all("incremental")
        self.assertEqual(prospect.match_ids.partner_id, self.client | other)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            prospect.match_ids.action_confirm()
        self.env.invalidate_all()
        self.assert_unlinked(prospect, "proposed")

    def test_pair_of_prospects(self):
        """Verdicts on two prospects stay, whatever the rules say later."""
        self.make_rule("phone", "lastname", target="prospect", sequence=1)
        person = {"lastname": "Дубль", "phones": ["+79031112233"]}
        first, second = self.make_prospect(**person), self.make_prospect(**person)
        pair = first.match_ids
        self.assertEqual(pair.other_prospect_id, second)
        pair.action_reject()
        self.rerun(first)
        self.assertEqual(pair.verdict, "rejected")
        pair.action_confirm()
        second.contact_point_ids.unlink()
        self.rerun(first)
        self.assertEqual(pair.verdict, "confirmed")
        self.assertFalse((first | second).partner_id)
        pair.action_revoke()
        self.assertFalse(pair.exists())
        self.assertFalse(first.match_ids)

    def test_kind_of_link(self):
        """*Became a client* is who did after registering, by rule or by hand."""
        registered = datetime(2024, 5, 10, 12, 0)
        for since, kind, state in (
            (date(2024, 5, 9), "already", "linked"),
            (date(2024, 5, 10), "already", "linked"),
            (date(2024, 5, 11), "became", "converted"),
            (False, "already", "linked"),
        ):
            with self.subTest(since=since):
                self.client.client_since = since
                prospect = self.make_linked()
                prospect.action_unlink_client()
                prospect.registration_date = registered
                prospect.match_ids.action_revoke()
                self.assertEqual(
                    (prospect.link_kind, prospect.match_state), (kind, state)
                )
                self.assertFalse(prospect.link_user_id)
                prospect.match_ids.action_confirm()
                self.assertEqual(
                    (prospect.link_kind, prospect.match_state), (kind, state)
                )
                became = prospect.link_summary.startswith("Became a client")
                self.assertEqual(became, kind == "became")

    def test_link_by_hand(self):
        """Any client, by any reason; not somebody who is no client."""
        prospect = self.make_prospect(lastname="Никто")
        partner = self.env["res.partner"].create({"name": "Никто"})
        with self.assertRaisesRegex(UserError, "Only clients"):
            prospect.action_link_client(partner.id)
        with self.assertRaises(UserError):
            prospect.action_link_client(partner.id + 1000)
        prospect.with_user(self.steward).action_link_client(
            self.stranger.id, despite_contradictions=True
        )
        self.assertEqual(prospect.partner_id, self.stranger)
        self.assertEqual(prospect.link_user_id, self.steward)
        self.assertFalse(prospect.match_rule_id)
        # A second time changes nothing.
        prospect.action_link_client(self.stranger.id, despite_contradictions=True)
        self.assertEqual(len(prospect.match_ids), 1)

    def test_client_stays_client(self):
        """Who is linked stays a client, and his card cannot be deleted."""
        self.make_linked()
        with self.assertRaisesRegex(ValidationError, "1 prospects are linked"):
            self.client.is_client = False
