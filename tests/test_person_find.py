# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestPersonFind(ProspectCase):
    """`crm.prospect/find`: the search box for other systems."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_prospect(**ANNA, source="BT", ref="79503")
        cls.client = cls.make_client(**ANNA, ref="A/79503")
        cls.find = cls.env["crm.prospect"].find

    def test_answer(self):
        """Clients, then prospects, with all that a person is told by."""
        person = {
            "name": "Соколова Анна Петровна",
            "birthdate": "1980-05-17",
            "city": "Тверь",
        }
        [client, prospect] = self.find("соколова анна")
        self.assertEqual(
            prospect,
            {
                **person,
                "model": "crm.prospect",
                "id": self.prospect.id,
                "number": self.prospect.number,
                "phone": "+79161234567",
                "email": "anna.sokolova@example.org",
            },
        )
        self.assertEqual(
            {key: client[key] for key in (*person, "model", "id", "number")},
            {
                **person,
                "model": "res.partner",
                "id": self.client.id,
                "number": self.client.client_number,
            },
        )

    def test_limit(self):
        self.make_prospect(lastname="Соколова", firstname="Инна", ref="2")
        self.assertEqual(len(self.find("соколова")), 3)
        self.assertEqual(len(self.find("соколова", limit=1)), 2)

    def test_companies_are_no_persons(self):
        self.env["res.partner"].create({"name": "Соколова и К", "is_company": True})
        models = [(p["model"], p["id"]) for p in self.find("соколова")]
        self.assertEqual(len(models), 2)

    def test_wrong_arguments(self):
        for text in (None, "", "  ", 5, ["a"], "я" * 256, "a\x00"):
            with self.assertRaises(ValidationError):
                self.find(text)
        for limit in (0, -1, 101, "5", None, True, 1.5):
            with self.assertRaises(ValidationError):
                self.find("соколова", limit=limit)

    def test_rights(self):
        """Nothing is told of those whom the caller may not read."""
        user = self.make_user("find_own", "own")
        self.prospect.user_id = self.env.ref("base.user_admin")
        found = self.env["crm.prospect"].with_user(user).find("соколова")
        self.assertEqual([p["model"] for p in found], ["res.partner"])
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.client.company_id = company
        self.assertFalse(self.env["crm.prospect"].with_user(user).find("соколова"))
        plain = new_test_user(self.env, "find_plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.prospect"].with_user(plain).find("соколова")

    def test_values_are_for_those_who_may_read_them(self):
        """A plain user cannot try passports on the cards that he sees."""
        plain = new_test_user(self.env, "find_plain", "base.group_user")
        partners = self.env["res.partner"].with_user(plain)
        for text in ("4509 123456", "9161234567", "ABS: A/79503", "1234"):
            with self.assertRaises(AccessError):
                partners.search([("person_search", "ilike", text)])

    def test_choice(self):
        """A choice of prospects tells namesakes apart."""
        [choice] = self.env["crm.prospect"].web_name_search(
            "соколова", {"display_name": {}}
        )
        self.assertEqual(choice["display_name"], "Соколова Анна Петровна")
        told = choice["__formatted_display_name"]
        self.assertIn(self.prospect.number_display, told)
        self.assertIn("1980", told)
