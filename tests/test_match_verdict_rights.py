# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nobody decides on others' prospects, or by plain writing."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, ProspectCase

LINK_COLUMNS = ("link_date", "link_user_id", "link_kind", "match_rule_id")


@tagged("post_install", "-at_install")
class TestVerdictRights(ProspectCase):
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

    def test_plain_writing(self):
        """No column of a link or a match can be written past the rules."""
        prospect = self.make_linked()
        theirs = prospect.with_user(self.steward)
        admin = self.make_user("admin_v", "admin")
        for vals in (
            {"partner_id": self.stranger.id},
            {"partner_id": False},
            {"match_rule_id": False},
            {"link_date": "2020-01-01"},
            {"link_user_id": self.steward.id},
            {"link_kind": "became"},
            {"match_result": "converted"},
        ):
            for record in (theirs, prospect.with_user(admin)):
                with self.subTest(vals=vals), self.assertRaises(ValidationError):
                    record.write(vals)
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                theirs.create({"lastname": "Б", **vals})
        for user in (self.steward, admin, self.env.user):
            matches = prospect.match_ids.with_user(user)
            pair = {"prospect_id": prospect.id, "partner_id": self.stranger.id}
            for deed in (
                lambda m=matches: m.write({"verdict": "confirmed"}),
                lambda m=matches, p=pair: m.create({**p, "verdict": "confirmed"}),
                lambda m=matches: m.unlink(),
                lambda p=prospect, u=user: p.with_user(u).write(
                    {"match_ids": [(5, 0, 0)]}
                ),
                lambda p=prospect, u=user: p.with_user(u).write(
                    {"match_ids": [(0, 0, {"verdict": "confirmed"})]}
                ),
            ):
                if user._is_superuser():
                    continue
                with (
                    self.subTest(user=user.login),
                    self.assertRaises(UserError),
                ):
                    deed()
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(prospect.match_ids.verdict, "automatic")

    def test_client_side_writing(self):
        """Nor through the list of prospects on the card of the client."""
        prospect = self.make_prospect(lastname="Никто")
        card = self.client.with_user(self.make_user("admin_c", "admin"))
        for command in ((4, prospect.id, 0), (6, 0, prospect.ids)):
            with self.assertRaises(UserError):
                card.write({"prospect_ids": [command]})
        self.assertFalse(prospect.partner_id)

    def test_own_prospects_only(self):
        """A salesman decides on his own prospects and on nobody else's."""
        salesman = new_test_user(
            self.env, "salesman_v", groups="sales_team.group_sale_salesman"
        )
        others, own = self.make_proposed(), self.make_proposed()
        (others | own).user_id = self.env.ref("base.user_admin")
        own.user_id = salesman
        for prospect, allowed in ((others, False), (own, True)):
            theirs = prospect.with_user(salesman)
            matches = prospect.match_ids.with_user(salesman)
            for deed in (
                matches.action_confirm,
                matches.action_reject,
                matches.action_revoke,
                lambda p=theirs: p.action_link_client(
                    self.stranger.id, despite_contradictions=True
                ),
                theirs.action_unlink_client,
                theirs.action_match,
            ):
                with self.subTest(allowed=allowed, deed=deed):
                    if allowed:
                        deed()
                    else:
                        with self.assertRaises(AccessError):
                            deed()
        self.assert_unlinked(others, "proposed")
        self.assertEqual(own.match_ids.mapped("user_id"), salesman)

    def test_matches_of_others_are_hidden(self):
        """A salesman sees the matches of his own prospects only."""
        salesman = new_test_user(
            self.env, "salesman_h", groups="sales_team.group_sale_salesman"
        )
        others, own = self.make_proposed(), self.make_proposed()
        others.user_id = self.env.ref("base.user_admin")
        own.user_id = salesman
        seen = self.env["crm.match"].with_user(salesman).search([])
        self.assertEqual(seen.prospect_id, own)

    def test_dialog_shows_no_more(self):
        """The dialog of linking opens no card that its user may not read."""
        first, second = (
            new_test_user(self.env, login, groups="sales_team.group_sale_salesman")
            for login in ("salesman_d", "salesman_e")
        )
        others, own = self.make_proposed(), self.make_proposed()
        others.user_id, own.user_id = second, first
        dialogs = self.env["crm.prospect.link"].with_user(first)
        self.assertEqual(
            dialogs.create({"prospect_id": own.id}).prospect_name, own.name
        )
        for name in ("prospect_name", "prospect_birthdate", "prospect_contact_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                dialogs.create({"prospect_id": others.id}).read([name])
        dialog = dialogs.with_user(second).create({"prospect_id": others.id})
        self.assertNotIn(dialog, dialogs.search([]))

    def test_revoked_on_the_form(self):
        """The pair is decided anew, maybe as another record: the prospect is shown."""
        prospect = self.make_proposed()
        match = prospect.match_ids
        match.with_user(self.steward).action_reject()
        action = match.with_user(self.steward).action_revoke_and_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (prospect._name, prospect.id)
        )
        self.assertEqual(prospect.match_ids.verdict, "proposed")
        self.assertEqual(
            prospect.match_ids.evidence_text,
            "birth date, first name, both are women, full name (similar)",
        )
