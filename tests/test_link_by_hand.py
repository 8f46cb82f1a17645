# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ANNA, BIRTH, NAME, PHONE
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestLinkByHand(LeadCase):
    """A person links an existing client, from the prospect or the application."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**NAME)
        cls.prospect.user_id = cls.own
        cls.lead = cls.make_lead(cls.prospect, user_id=cls.own.id)
        # Of another age: held apart by the birth date.
        cls.mother = cls.make_client(**NAME, birthdate="1950-01-02")
        cls.daughter = cls.make_prospect(**NAME, birthdate="1999-03-04")
        cls.daughter.user_id = cls.own

    def dialog(self, record, client):
        action = record.with_user(self.own).action_link_by_hand()
        model = self.env[action["res_model"]].with_user(self.own)
        dialog = Form(model.with_context(**action["context"]))
        dialog.partner_id = client
        return dialog

    def unlink_dialog(self, record, **vals):
        action = record.with_user(self.own).action_unlink_by_hand()
        model = self.env[action["res_model"]].with_user(self.own)
        dialog = Form(model.with_context(**action["context"]))
        for name, value in vals.items():
            dialog[name] = value
        return dialog.save()

    def test_from_application(self):
        """Verdict and why are told; afterwards the client is one click away."""
        dialog = self.dialog(self.lead, self.client)
        self.assertIn("full name matches", dialog.reasons_for)
        self.assertFalse(dialog.contradictions)
        dialog.save().action_link()
        self.assertEqual(self.prospect.partner_id, self.client)
        lead = self.lead.with_user(self.own)
        lead.invalidate_recordset()
        self.assertEqual(lead.person_banner_state, "known")
        self.assertEqual(lead.action_open_client()["res_id"], self.client.id)
        self.assertFalse(lead.partner_id)

    def test_application_without_person(self):
        """The person is looked for first; an application of nobody says so."""
        lead = self.make_lead(user_id=self.own.id)
        with self.assertRaisesRegex(UserError, "names nobody"):
            lead.with_user(self.own).action_link_by_hand()
        team = self.env["crm.team"].create({"name": "Shy", "find_persons": False})
        lead = self.make_lead(
            contact_name="Somebody Else", user_id=self.own.id, team_id=team.id
        )
        self.assertFalse(lead.prospect_id)
        action = lead.with_user(self.own).action_link_by_hand()
        self.assertEqual(action["context"]["default_prospect_id"], lead.prospect_id.id)

    def test_contradictions(self):
        """Data that hold the two apart are confirmed by a button of its own."""
        dialog = self.dialog(self.daughter, self.mother)
        self.assertIn("birth date differs", dialog.contradictions)
        dialog = dialog.save()
        with self.assertRaisesRegex(UserError, "birth date differs"):
            dialog.action_link()
        self.assertFalse(self.daughter.partner_id)
        dialog.action_link_all_the_same()
        self.assertEqual(self.daughter.partner_id, self.mother)

    def test_contradictions_over_rpc(self):
        """The server asks, whatever the browser shows; values are not told."""
        daughter = self.daughter.with_user(self.own)
        with self.assertRaises(UserError) as refusal:
            daughter.action_link_client(self.mother.id)
        self.assertNotIn("19", str(refusal.exception))
        daughter.action_link_client(self.mother.id, despite_contradictions=True)
        self.assertEqual(daughter.partner_id, self.mother)
        # It is linked: nothing is asked a second time.
        daughter.action_link_client(self.mother.id)

    def test_contradictions_typed_just_now(self):
        """What was written in the same call counts."""
        self.prospect.birthdate_date = "1999-03-04"
        with self.assertRaisesRegex(UserError, "birth date differs"):
            self.prospect.action_link_client(self.client.id)

    def test_not_the_same_person(self):
        """Two persons: the verdict is stored with the reason, no rule links them."""
        prospect = self.make_prospect(**NAME, **BIRTH, **PHONE)
        prospect.user_id = self.own
        self.assertEqual(prospect.partner_id, self.client)
        self.unlink_dialog(prospect, reason="Her cousin").action_unlink()
        match = prospect.match_ids.filtered("partner_id")
        match = match.filtered(lambda m: m.partner_id == self.client)
        self.assertEqual(
            (match.verdict, match.reason, match.user_id),
            ("rejected", "Her cousin", self.own),
        )
        self.match_all()
        self.assertFalse(prospect.partner_id)

    def test_only_taken_back(self):
        """Not sure: the pair goes to review and stays there until somebody decides."""
        by_rule = self.make_prospect(**NAME, **BIRTH, **PHONE)
        self.assertEqual(by_rule.partner_id, self.client)
        self.prospect.action_link_client(self.client.id)
        for prospect in (by_rule, self.prospect):
            with self.subTest(by_rule=prospect == by_rule):
                prospect.user_id = self.own
                self.unlink_dialog(
                    prospect, different="unsure", reason="Ask her"
                ).action_unlink()
                self.match_all()
                match = prospect.match_ids.filtered(
                    lambda m: m.partner_id == self.client
                )
                self.assertFalse(prospect.partner_id)
                self.assertEqual(match.verdict, "proposed")
                # With another client beside it, who fits as little, it is ambiguous.
                self.assertIn(prospect.match_result, ("proposed", "ambiguous"))
                match.with_user(self.own).action_confirm()
                self.assertEqual(prospect.partner_id, self.client)

    def test_rights(self):
        """Nobody links or unlinks the prospects of others, nor hidden clients."""
        foreign = self.make_prospect(**NAME)
        foreign.user_id = self.all
        with self.assertRaises(AccessError):
            foreign.with_user(self.own).action_link_client(self.client.id)
        self.prospect.action_link_client(self.client.id)
        plain = new_test_user(self.env, "link_plain")
        for to_review in (False, True):
            with self.subTest(to_review=to_review), self.assertRaises(AccessError):
                self.prospect.with_user(plain).action_unlink_client(to_review=to_review)
        self.hide_client(self.client, self.own)
        for to_review in (False, True):
            with self.subTest(to_review=to_review), self.assertRaises(AccessError):
                self.prospect.with_user(self.own).action_unlink_client(
                    to_review=to_review
                )
        self.assertEqual(self.prospect.partner_id, self.client)

    def test_hidden_clients_are_counted(self):
        """Who may not see a client that fits is told how many there are, no names."""
        prospect = self.prospect
        prospect.action_link_client(self.client.id)
        prospect.action_unlink_client(to_review=True)
        self.assertIn(self.client, prospect.match_ids.partner_id)
        self.hide_client(self.client, self.own)
        action = prospect.with_user(self.own).action_link_by_hand()
        dialog = Form(
            self.env[action["res_model"]]
            .with_user(self.own)
            .with_context(**action["context"])
        )
        self.assertEqual(dialog.hidden_count, 1)
        clients = self.env["res.partner"].with_user(self.own)
        clients = clients.with_context(pick_client=True)
        found = clients.name_search(ANNA["lastname"], [("is_client", "=", True)])
        self.assertNotIn(self.client.id, [i for i, _name in found])
        with self.assertRaises(AccessError):
            prospect.with_user(self.own).action_link_client(self.client.id)
