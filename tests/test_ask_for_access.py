# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_access import AccessCase

TYPE = "crm_prospect.mail_activity_type_access"


@tagged("post_install", "-at_install")
class TestAskForAccess(AccessCase):
    """One click asks a steward for the client one may not see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Those of the database would be asked, too.
        stewards = cls.env.ref("crm_prospect.group_prospect_steward")
        stewards.all_user_ids.group_ids -= stewards.all_implied_by_ids
        cls.steward = cls.make_steward("ask_steward")
        cls.prospect = cls.make_link()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "prospect_id": cls.prospect.id}
        )

    @classmethod
    def make_steward(cls, login, group="steward"):
        groups = (
            "sales_team.group_sale_salesman_all_leads,"
            f"crm_prospect.group_prospect_{group}"
        )
        return new_test_user(cls.env, login, groups=groups)

    def requests(self, record=None):
        record = record or self.prospect
        return self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", self.env.ref(TYPE).id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
            ]
        )

    def test_ask(self):
        """The steward sees who asks, and nothing of the client is written down."""
        answer = self.as_hidden(self.prospect).action_ask_for_access()
        self.assertEqual(answer["params"]["type"], "success")
        request = self.requests()
        self.assertEqual(request.user_id, self.steward)
        self.assertIn(self.hidden.name, request.summary)
        self.assertIn(self.hidden.name, str(request.note))
        self.assertUnknown([answer, request.summary, str(request.note)])
        self.assertTrue(request.with_user(self.steward).read(["summary"]))

    def test_several(self):
        """Of several prospects, the one whom nobody matches has nothing to ask for."""
        other = self.make_prospect(lastname="Никому", firstname="Неизвестный")
        both = self.as_hidden(self.prospect + other)
        self.assertEqual(both.mapped("can_ask_for_access"), [True, False])

    def test_ask_twice(self):
        self.as_hidden(self.prospect).action_ask_for_access()
        again = self.as_hidden(self.lead).action_ask_for_access()
        self.assertEqual(again["params"]["type"], "info")
        self.assertEqual(len(self.requests()), 1)
        self.env.invalidate_all()
        for record in (self.prospect, self.lead):
            self.assertTrue(self.as_hidden(record).has_asked_for_access)
            self.assertFalse(record.with_user(self.seller).has_asked_for_access)
        # Somebody else asks for himself.
        other = self.make_seller("ask_other", "crm_prospect.group_without_clients")
        self.prospect.with_user(other).action_ask_for_access()
        self.assertEqual(len(self.requests()), 2)

    def test_answered_and_asked_again(self):
        self.as_hidden(self.lead).action_ask_for_access()
        self.requests().with_user(self.steward).action_feedback(feedback="Нет")
        self.assertFalse(self.as_hidden(self.lead).has_asked_for_access)
        self.as_hidden(self.lead).action_ask_for_access()
        self.assertEqual(len(self.requests()), 1)

    def test_least_asked(self):
        """Of two stewards the one with fewer open requests; never one who may not see
        the client.
        """
        blind = self.make_steward("ask_blind")
        self.env["ir.rule"].create(
            {
                "name": "Blind",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[(1, '=', 1)] if user.id != {blind.id}"
                " else [('is_client', '=', False)]",
            }
        )
        second = self.make_steward("ask_second")
        asked = self.steward.browse()
        for number in range(4):
            prospect = self.make_link(firstname=f"Человек{number}")
            self.as_hidden(prospect).action_ask_for_access()
            asked += self.requests(prospect).user_id
            self.assertLessEqual(len(self.requests(prospect)), 1)
        self.assertEqual(asked, self.steward + second)

    def test_company(self):
        """A steward of another company is not asked."""
        company = self.env["res.company"].create({"name": "Филиал"})
        users = self.hidden + self.env.user
        users.company_ids += company
        self.prospect.company_id = company
        near = self.make_steward("ask_near")
        near.write({"company_ids": [Command.link(company.id)]})
        mine = self.as_hidden(self.prospect).with_context(
            allowed_company_ids=[self.env.company.id, company.id]
        )
        mine.action_ask_for_access()
        self.assertEqual(self.requests().user_id, near)

    def test_administrators(self):
        """They are asked when there is no steward; nobody at all is said clearly."""
        self.steward.active = False
        with self.assertRaisesRegex(UserError, "administrator"):
            self.as_hidden(self.prospect).action_ask_for_access()
        admin = self.make_steward("ask_admin", "admin")
        self.as_hidden(self.prospect).action_ask_for_access()
        self.assertEqual(self.requests().user_id, admin)

    def test_nothing_to_ask(self):
        """Neither without a match nor for those who see the client, nor where nobody
        may learn that there is one: in the same words.
        """
        stranger = self.make_prospect(lastname="Никто", firstname="Иван")
        texts = set()
        params = self.env["ir.config_parameter"]
        for user, prospect, tell in (
            (self.hidden, stranger, "1"),
            (self.seller, self.prospect, "1"),
            (self.hidden, self.prospect, "0"),
            (self.hidden, stranger, "0"),
        ):
            params.set_param("crm_prospect.tell_hidden_clients", tell)
            self.env.invalidate_all()
            mine = prospect.with_user(user)
            self.assertFalse(mine.can_ask_for_access)
            with self.assertRaises(UserError) as caught:
                mine.action_ask_for_access()
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)

    def test_proposed(self):
        """A client that may be the same person is one to ask for, too."""
        prospect = self.make_prospect(lastname="Иной", firstname="Пётр")
        self.env["crm.match"]._find_or_create(prospect, self.client)
        mine = self.as_hidden(prospect)
        self.assertTrue(mine.can_ask_for_access)
        mine.action_ask_for_access()
        self.assertEqual(self.requests(prospect).user_id, self.steward)

    def test_foreign_records(self):
        """Asked from an application whose person one may not see, but not by the
        prospect itself.
        """
        self.prospect.user_id = self.seller
        self.lead.user_id = self.hidden_own
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.hidden_own).action_ask_for_access()
        lead = self.lead.with_user(self.hidden_own)
        self.assertTrue(lead.can_ask_for_access)
        lead.action_ask_for_access()
        self.assertEqual(len(self.requests()), 1)
        self.lead.user_id = self.seller
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            lead.action_ask_for_access()
