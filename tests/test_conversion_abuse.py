# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common_conversion import ConversionCase


@tagged("post_install", "-at_install")
class TestConversionAbuse(ConversionCase, HttpCase):
    """What a conversion and its dialogs must not be used for."""

    def test_colleague(self):
        """The e-mail of a colleague, a way to his password, is not taken over."""
        boss = new_test_user(
            self.env, "chief", groups="base.group_system", email="chief@example.com"
        )
        prospect = self.make_person(user_id=self.own.id)
        for is_client in (False, True):
            boss.partner_id.is_client = is_client
            with self.assertRaisesRegex(UserError, "Nobody can become"):
                prospect.with_user(self.own).convert(
                    boss.partner_id.id, {"email": "take"}
                )
        self.assertEqual(boss.email, "chief@example.com")
        # Who may change users may do this, too; and one's own card is one's own.
        self.manager.group_ids += self.env.ref("base.group_erp_manager")
        prospect.with_user(self.manager).convert(boss.partner_id.id, {"email": "take"})
        self.assertEqual(boss.email, "irina.volkova@example.org")
        second = self.make_person(person={"lastname": "А", "firstname": "Б"})
        second.with_user(self.own).convert(self.own.partner_id.id)
        self.assertTrue(self.own.partner_id.is_client)

    def test_hidden_in_dialog(self):
        """An id in a dialog tells neither the name nor the e-mail of a foreign card."""
        hidden = self.make_client(
            lastname="Скрытова", firstname="Ольга", emails=["hidden@example.org"]
        )
        mine = self.make_person(user_id=self.own.id)
        foreign = self.make_person(
            person={"lastname": "Чужая", "firstname": "Анна"}, user_id=self.all.id
        )
        linked = self.make_person(
            person={"lastname": "Связанная", "firstname": "Анна"}, user_id=self.own.id
        )
        linked.action_link_client(hidden.id, despite_contradictions=True)
        self.hide_client(hidden, self.own)
        self.env.invalidate_all()
        for model in ("crm.prospect.convert", "crm.prospect.link"):
            dialogs = self.env[model].with_user(self.own)
            dialog = dialogs.create({"prospect_id": mine.id})
            for vals in ({"partner_id": hidden.id}, {"prospect_id": foreign.id}):
                with self.subTest(model=model, vals=vals):
                    with self.assertRaises(AccessError):
                        dialogs.create({"prospect_id": mine.id, **vals})
                    with self.assertRaises(AccessError):
                        dialog.write(vals)
        many = self.env["crm.prospect.convert.many"].with_user(self.own)
        many = many.create({"prospect_ids": [Command.set(linked.ids)]})
        self.assertNotIn(hidden.id, many.action_view_clients()["domain"][0][2])

    def test_colleague_of_another_company(self):
        """A plan of who is not in all companies of the user does not get in the way."""
        company = self.env["res.company"].create({"name": "Second"})
        two = self.make_seller("of_two_companies")
        two.company_ids += company
        prospect = self.make_person()
        plan = prospect.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.own.id
        )
        both = (self.env.company + company).ids
        mine = prospect.with_user(two).with_context(allowed_company_ids=both)
        mine.convert()
        self.assertEqual(plan.res_model, "res.partner")

    def test_new_client_by_accident(self):
        """Only 0 and false mean a new client, no other blank."""
        prospect = self.make_person()
        for partner_id in ("", [], {}, 0.0, -1):
            with self.subTest(partner_id=partner_id):
                with self.assertRaisesRegex(UserError, "partner_id"):
                    prospect.with_user(self.own).convert(partner_id)
        self.assertTrue(prospect.with_user(self.own).convert(False)["created"])

    def test_client_by_default(self):
        """Neither a context nor a default of one's own makes a client."""
        cards = self.env["res.partner"].with_user(self.own)
        aside = cards.with_context(default_is_client=True)
        self.assertFalse(aside.create({"name": "Анна"}).is_client)
        self.assertFalse(aside.sudo().create({"name": "Анна"}).is_client)
        self.assertFalse(cards.browse(aside.name_create("Анна")[0]).is_client)
        defaults = self.env["ir.default"].with_user(self.own)
        defaults.set("res.partner", "is_client", True, user_id=True)
        self.assertFalse(cards.create({"name": "Анна"}).is_client)
        admin = self.env["res.partner"].with_user(self.manager)
        admin = admin.with_context(default_is_client=True)
        self.assertTrue(admin.create({"name": "Анна"}).is_client)

    def test_client_over_rpc(self):
        """Nor does a card below another one, written in one call."""
        self.authenticate("lead_own", "lead_own")
        child = {"name": "Анна", "is_client": True}
        vals = {"name": "Firm", "child_ids": [[0, 0, child]]}
        call = {"model": "res.partner", "method": "create", "kwargs": {}}
        with (
            mute_logger("odoo.http"),
            self.assertRaisesRegex(JsonRpcException, "AccessError"),
        ):
            self.make_jsonrpc_request(
                "/web/dataset/call_kw", {**call, "args": [[vals]]}
            )
        child.pop("is_client")
        [card] = self.make_jsonrpc_request(
            "/web/dataset/call_kw", {**call, "args": [[vals]]}
        )
        self.assertTrue(self.env["res.partner"].browse(card).child_ids)
