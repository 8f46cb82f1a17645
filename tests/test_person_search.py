# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from .common import ANNA, BIRTH, ProspectCase

NO_BREAK_SPACE = "\u00a0"


@tagged("post_install", "-at_install")
class TestPersonSearch(ProspectCase):
    """One box finds people by whatever is known of them (P3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        [last] = cls.env["crm.prospect"]._next_numbers(1)
        cls.prospect = cls.make_prospect(
            **{**ANNA, "number": last + 12_541_264}, source="BT", ref="79503"
        )
        cls.prospect.lastname = "Семёнова"
        cls.client = cls.make_client(**ANNA, ref="A/79503")
        cls.client.client_number = last + 3_569_180
        cls.client.lastname = "Семёнова"
        cls.others = cls.make_prospect(
            lastname="Орлов", firstname="Пётр", phones=["+79265550102"], ref="7"
        ) + cls.make_prospect(lastname="Соколовский", firstname="Семён", ref="8")
        cls.company = cls.env["res.partner"].create(
            {
                "name": "Ромашка",
                "is_company": True,
                "vat": "7728168971",
                "phone": "+7 495 555-01-02",
                "email": "office@romashka.example",
            }
        )
        cls.partner = cls.env["res.partner"].create({"name": "Семёнова Анна"})
        cls.env.cr.flush()

    def found(self, text, operator="ilike", model="crm.prospect"):
        return self.env[model].search([("person_search", operator, text)])

    def assertFinds(self, *texts, prospect=True, client=True):
        for text in texts:
            expected = self.prospect if prospect else self.prospect.browse()
            self.assertEqual(self.found(text), expected, text)
            expected = self.client if client else self.client.browse()
            self.assertEqual(self.found(text, model="res.partner"), expected, text)

    # ------------------------------------------------------------------ found

    def test_name(self):
        """In any order, by beginnings, with any case, ё or е, by an earlier surname."""
        self.assertFinds(
            "Семёнова Анна Петровна",
            "анна семенова",
            "ПЕТРОВНА СЕМЁНОВА",
            "сем петр ан",
            "  Семёнова ,  Анна ",
            "Cеменова",
            "Семёнова %",
            "Соколова",
            "соколова анна",
            "петровна",
        )

    def test_wrong_layout(self):
        """Typed with the Latin keyboard, by beginnings, with letters on mark keys."""
        self.assertFinds("Ctv`yjdf Fyyf", "gtnhjdyf", "cjrjkjdf", "fyyf ctv")

    def test_latin_spelling(self):
        """In any usual transliteration, and the other way round."""
        self.assertFinds("Semenova Anna", "Semyonova", "Semenowa Anna Petrovna")
        self.assertFinds("Sokolova", "anna sem", "petrovna semenova")
        latin = self.make_prospect(lastname="Khrushchyov", firstname="Yuri", ref="10")
        for text in ("хрущев", "Khrushchev", "хрущёв юрий", "Hruschev"):
            self.assertEqual(self.found(text), latin, text)

    def test_variants_of_first_names(self):
        self.assertFinds("Аня Семёнова", "семенова аннушка", "Anya Semenova")
        self.assertFinds("Саша Семёнова", prospect=False, client=False)

    def test_parts_of_several_words(self):
        """Double names by either half, in one word or two; particles stay together."""
        double = self.make_prospect(
            lastname="Петрова-Водкина", firstname="Анна-Мария", ref="11"
        )
        turkic = self.make_prospect(
            lastname="Алиев", firstname="Мамед", middlename="Гасан оглы", ref="12"
        )
        for text in (
            *("петрова водкина", "Петрова-Водкина", "водкина", "анна мария"),
            *("Анна-Мария Петрова", "петрова водкина анна мария"),
        ):
            self.assertEqual(self.found(text), double, text)
        for text in ("алиев мамед гасан оглы", "гасан оглы", "алиев мамед"):
            self.assertEqual(self.found(text), turkic, text)

    def test_initials(self):
        self.assertFinds("Семёнова А", "семенова а. п.", "а семенова")
        self.assertFinds("Семёнова Ю", prospect=False, client=False)

    def test_part_of_a_phone(self):
        """Any four digits in a row, as they are typed on the way to the whole."""
        self.assertFinds(
            *("4567", "916 123", "(916) 123-4", "8 916 12", "8916123456", "+7 916"),
            *("+7916123456", "7916123", "123-45-67", "45 67", "8 (916) 123 45 6"),
        )
        self.assertFinds("9999", "+916", "+89161", prospect=False, client=False)

    def test_many_or_few(self):
        """Common and rare names are looked up in two ways, with one answer."""
        index = "odoo.addons.crm_prospect.models.person.person_search"
        everybody = self.env["crm.prospect"].search([])
        for text in ("семенова", "семенова анна", "123-45", "semenova", "с"):
            few = self.found(text)
            self.assertTrue(few, text)
            with patch(f"{index}.FEW", 0):
                self.assertEqual(self.found(text), few, text)
                others = self.found(text, "not ilike")
                self.assertEqual(others, everybody - few, text)
            domain = [("person_search", "ilike", text)]
            self.assertEqual(
                self.env["crm.prospect"].search_count(domain), len(few), text
            )

    def test_phone(self):
        self.assertFinds(
            "+79161234567",
            "89161234567",
            "9161234567",
            "8 (916) 123-45-67",
            "+7 916 123 45 67",
            f"8{NO_BREAK_SPACE}916{NO_BREAK_SPACE}123-45-67",
        )

    def test_document(self):
        self.assertFinds(
            "4509 123456",
            "4509123456",
            "45 09 № 123456",
            "500100732259",
            "112-233-445 95",
            "11223344595",
        )

    def test_email(self):
        self.assertFinds(
            *("anna.sokolova@example.org", " ANNA.Sokolova@Example.org "),
            *("anna.sokolova@", "anna.sok", "anna.sokolova@exa"),
        )
        # Too short a beginning, and no pattern.
        self.assertFinds("an@", "anna_sok", "a%a@", prospect=False, client=False)

    def test_number(self):
        for record, model in ((self.prospect, "crm.prospect"), (self.client, None)):
            number = record.number if model else record.client_number
            grouped = f"{number:,}"
            for text in (
                str(number),
                grouped.replace(",", " "),
                grouped.replace(",", NO_BREAK_SPACE),
                f" {number} ",
            ):
                self.assertEqual(self.found(text, model=record._name), record, text)

    def test_reference(self):
        self.assertFinds(
            "BT: 79503", "bt:79503", "BT:79503", " bt : 79503 ", "79503", client=False
        )
        self.assertFinds("ABS: A/79503", "abs:A/79503", "A/79503", prospect=False)

    def test_messenger(self):
        self.assertFinds("vk: 581233", "vk:id581233", "VK: vk.com/id581233")

    def test_company(self):
        """The same box finds companies by what a card of theirs says."""
        for text in (
            "Ромашка",
            "ромаш",
            "7728168971",
            "office@romashka.example",
            "+7 495 555-01-02",
            "84955550102",
        ):
            self.assertEqual(self.found(text, model="res.partner"), self.company, text)

    # ------------------------------------------------------------------ not found

    def test_garbage(self):
        """Nobody is found, and nothing breaks."""
        self.assertFinds(
            *("%", "_", "%%", "'", '"', "\\", "--", ";", ":", "BT:"),
            *(": 79503", "%: 79503", "_T: 79503", "BT: %", "@", "@@", "a@b", "()"),
            *("нет", "тест", "٣٤٥", "²", "12:34:56", "+", "№", "000 000 000 000"),
            *("Семёнова\x00", "\x00", "\ud800", "\u200b", "😀", "5555555555"),
            *("9" * 5000, "я" * 5000, "я " * 5000, "а@" * 5000, "BT: " + "9" * 5000),
            *("test", "none", "qwerty", "test test", "\\:* & |!", "a|b&c"),
            *("Анна'; DROP TABLE crm_prospect; --", "Орлова Анна", "NULL", "None"),
            prospect=False,
            client=False,
        )

    def test_blank_means_everybody(self):
        everybody = self.env["crm.prospect"].search([])
        for text in ("", "   ", False):
            self.assertEqual(self.found(text), everybody)

    # ------------------------------------------------------------------ operators

    def test_operators(self):
        everybody = self.env["crm.prospect"].search([])
        text = "семенова анна"
        self.assertEqual(self.found(text, "="), self.prospect)
        self.assertEqual(
            self.found([text, "орлов"], "in"), self.prospect + self.others[0]
        )
        for operator in ("!=", "not ilike"):
            self.assertEqual(self.found(text, operator), everybody - self.prospect)
        self.assertEqual(self.found([text], "not in"), everybody - self.prospect)
        self.assertEqual(self.found("no such person", "not ilike"), everybody)

    def test_together_with_other_conditions(self):
        domain = [("person_search", "ilike", "анна"), ("source_id.code", "=", "AL")]
        self.assertFalse(self.env["crm.prospect"].search(domain))
        domain = ["|", ("person_search", "ilike", "анна"), ("lastname", "=", "Орлов")]
        self.assertEqual(
            self.env["crm.prospect"].search(domain), self.prospect + self.others[0]
        )

    def test_name_search(self):
        """A choice among prospects, the quick search and an import find the same."""
        for text in ("анна семен", "BT: 79503", "8 916 123-45-67"):
            self.assertEqual(
                [found for found, _name in self.env["crm.prospect"].name_search(text)],
                self.prospect.ids,
            )
        self.assertEqual(
            self.env["crm.prospect"].search([("display_name", "ilike", "анна семен")]),
            self.prospect,
        )

    def test_search_of_partners_is_untouched(self):
        """Whoever looks for partners elsewhere finds those who are no clients too."""
        found = self.env["res.partner"].name_search("Семёнова")
        self.assertEqual({i for i, _name in found}, {self.client.id, self.partner.id})

    def test_archived(self):
        self.prospect.action_archive()
        self.env.cr.flush()
        self.assertFalse(self.found("анна семенова"))
        found = self.env["crm.prospect"].with_context(active_test=False)
        domain = [("person_search", "ilike", "8 916 123-45-67")]
        self.assertEqual(found.search(domain), self.prospect)

    def test_birth_date(self):
        """A namesake is told apart by the birth date typed after the name."""
        other = self.make_prospect(lastname="Семёнова", firstname="Анна", ref="9")
        self.assertEqual(self.found("семенова анна"), self.prospect + other)
        date = BIRTH["birthdate"]
        self.assertEqual(self.found(f"семенова анна {date}"), self.prospect)
        self.assertEqual(self.found("семенова анна 17.05.1980"), self.prospect)
        for date in ("18.05.1980", "31.02.1980", "99.99.1980"):
            self.assertFalse(self.found(f"семенова анна {date}"))
