# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the review desk shows of a pair (M10)."""

from odoo.tests import tagged

from .common_desk import DeskCase


@tagged("post_install", "-at_install")
class TestDeskCard(DeskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(
            lastname="Соколова",
            firstname="Анна",
            middlename="Петровна",
            gender="female",
            birthdate="1980-05-17",
            phones=["+79161234567", "+74951112233"],
            emails=["anna@example.org"],
            messengers=[{"network": "vk", "id": "581233"}],
            documents=[
                {"type": "passport_ru", "number": "4509 123456"},
                {"type": "snils", "number": "112-233-445 95"},
            ],
            city="Тверь",
            ref="77",
            actual_date="2024-02-01 10:00:00",
        )
        cls.prospect = cls.make_prospect(
            lastname="Соколава",
            firstname="Анна",
            middlename="ПЁТРОВНА",
            birthdate="1980-05-17",
            phones=["8 (495) 111-22-33", "+79169999999"],
            documents=[{"type": "passport_ru", "number": "4509 123457"}],
            employer="Завод",
        )
        cls.prospect.lastname = "Соколова"
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        # One line for each rule that a person may have; the first two link nothing.
        self.sure.action_deactivate()
        self.prospect.action_match()
        [self.unit] = self.desk.next_pairs()["units"]
        [self.pair] = self.unit["pairs"]
        self.lines = {line["key"]: line for line in self.pair["lines"]}

    def texts(self, key, side):
        return [
            "".join(text for text, _mark in value) for value in self.lines[key][side]
        ]

    def test_persons(self):
        """Both lead to their forms, with their numbers."""
        self.assertEqual(self.unit["id"], self.prospect.id)
        self.assertEqual(
            self.unit["person"],
            {
                "model": "crm.prospect",
                "id": self.prospect.id,
                "name": self.prospect.name,
                "number": self.prospect.number_display,
            },
        )
        self.assertEqual(self.pair["person"]["model"], "res.partner")
        self.assertEqual(
            self.pair["person"]["number"], self.client.client_number_display
        )

    def test_rule_and_reasons(self):
        match = self.prospect.match_ids
        self.assertEqual(self.pair["id"], match.id)
        self.assertEqual(self.pair["rule"], self.uncertain.name)
        self.assertEqual(self.pair["confidence"], 60)
        self.assertEqual(self.pair["age"], 0)
        reasons = match.with_user(self.steward)._get_reasons()[match.id]
        self.assertTrue(reasons["for"])
        self.assertEqual(self.pair["reasons"], reasons)

    def test_states(self):
        """What is the same, what differs, what is blank on one side."""
        states = {key: line["state"] for key, line in self.lines.items()}
        types = self.env["crm.person.document.type"]
        passport = f"document_{types.search([('code', '=', 'passport_ru')]).id}"
        snils = f"document_{types.search([('code', '=', 'snils')]).id}"
        self.assertEqual(
            states,
            {
                "lastname": "same",
                "firstname": "same",
                "middlename": "same",
                "former": "blank",
                "birthdate": "same",
                "gender": "blank",
                passport: "differs",
                snils: "blank",
                "contact_phone": "same",
                "contact_email": "blank",
                "contact_messenger": "blank",
                "address": "blank",
                "employer": "blank",
                "since": "plain",
                "sources": "plain",
            },
        )
        self.assertEqual(
            self.lines[passport]["right"][0][-1][1],
            "letter",
            "the last digit of the passport is marked",
        )

    def test_values(self):
        """Everything known of both, in comparable notation."""
        self.assertEqual(
            self.texts("contact_phone", "left"), ["+79169999999", "+74951112233"]
        )
        self.assertEqual(self.texts("contact_messenger", "right"), ["VKontakte 581233"])
        self.assertEqual(self.texts("former", "left"), ["Соколава"])
        self.assertEqual(self.texts("address", "right"), ["Тверь"])
        self.assertEqual(self.texts("employer", "left"), ["Завод"])
        self.assertEqual(self.texts("gender", "right"), ["Female"])
        self.assertEqual(self.texts("sources", "right"), ["ABS: 77 (02/01/2024)"])
        self.assertEqual(self.texts("birthdate", "left"), ["05/17/1980"])

    def test_former_name_explains(self):
        """A former last name that is the present one of the other is the same."""
        prospect = self.make_prospect(lastname="Дубова", birthdate="1970-01-02")
        prospect.lastname = "Ёлкина"
        client = self.make_client(lastname="Дубова", birthdate="1970-01-02")
        self.env.cr.flush()
        lines = self.desk._prepare_lines(
            self.desk._get_lines(prospect), self.desk._get_lines(client)
        )
        former = next(line for line in lines if line["key"] == "former")
        self.assertEqual(former["left"], [[("Дубова", "same")]])

    def test_blank_lines_are_left_out(self):
        """Nothing is shown that neither has; a set has the same lines for all."""
        ambiguous = self.make_pair("Белкина")
        self.make_client(
            lastname="Белкина",
            firstname="Яна",
            birthdate="1980-05-17",
            documents=[{"type": "inn", "number": "500100732259"}],
        )
        self.match_all("incremental")
        units = self.desk.next_pairs(seen=self.prospect.ids)["units"]
        [unit] = [unit for unit in units if unit["id"] == ambiguous.id]
        keys = [[line["key"] for line in pair["lines"]] for pair in unit["pairs"]]
        self.assertEqual(len(keys), 2)
        self.assertEqual(keys[0], keys[1])
        self.assertTrue(any(key.startswith("document_") for key in keys[0]))
        self.assertNotIn("contact_email", keys[0])
