# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Word-by-word differences, as the review desk colours them (M10)."""

import random

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.tools.differences import compare, compare_values

MARKS = {"same": "", "differs": "~", "letter": "!", "only": "+", "alone": "?"}
# (left, right, left with marks, right with marks): word~ differs, letters! in it,
# word+ is only here, word? is alone.
TABLE = [
    ("Анна Петровна", "Анна Петровна", "Анна Петровна", "Анна Петровна"),
    ("СЁМИН", "Семин", "СЁМИН", "Семин"),
    ("Наталия", "Наталья", "Натал~и!я~", "Натал~ь!я~"),
    ("Иванович", "Ивановна", "Иванов~ич!", "Иванов~на!"),
    ("Сергеевна", "Сергевна", "Серге~е!вна~", "Сергевна~"),
    ("Петровна", "Николаевна", "Петровна+", "Николаевна+"),
    ("Кузьминична", "Кузминична", "Куз~ь!минична~", "Кузминична~"),
    ("Петрова-Водкина", "Петрова", "Петрова-Водкина+", "Петрова"),
    ("Анна Соколова", "Соколова Анна", "Анна Соколова", "Соколова Анна"),
    ("Ivanova", "Иванова", "Ivanova~", "Иванова~"),
    ("Ивaнов", "Иванов", "Ивaнов", "Иванов"),
    ("О’Коннор", "ОКоннор", "О’Коннор", "ОКоннор"),
    ("И.", "Иван", "И~.", "И~ван!"),
    ("17.05.1980", "17.06.1980", "17.0~5!.1980", "17.0~6!.1980"),
    ("05/17/1980", "", "05/17/1980?", ""),
    ("Тверь, Мира, 5", "Тверь, Мира, 15", "Тверь, Мира, 5+", "Тверь, Мира, 15+"),
]


def written(segments):
    return "".join(text + MARKS[mark] for text, mark in segments)


@tagged("post_install", "-at_install")
class TestDifferences(BaseCase):
    def test_table(self):
        """Both sides of every pair, in both orders."""
        for left, right, *expected in TABLE:
            with self.subTest(left=left, right=right):
                self.assertEqual([*map(written, compare(left, right))], expected)
                self.assertEqual([*map(written, compare(right, left))], expected[::-1])

    def test_nothing_is_lost(self):
        """Segments joined are the text, whatever it is."""
        chance = random.Random(7)
        letters = "аоеёАbж -–'’.,1 İßй\u0301\n"
        for _round in range(2000):
            texts = [
                "".join(chance.choices(letters, k=chance.randrange(12)))
                for _side in range(2)
            ]
            for text, segments in zip(texts, compare(*texts), strict=True):
                joined = "".join(part for part, _mark in segments)
                self.assertEqual(joined, text if text.strip() else "", texts)
                self.assertLessEqual({m for _text, m in segments}, MARKS.keys())

    def test_equal_is_symmetric(self):
        """A text beside itself has no difference, blank ones have none at all."""
        for text in ("Анна-Мария Ёлкина", "8 (916) 123", "тест", "нет", "Qwerty"):
            for side in compare(text, text):
                self.assertEqual({mark for _text, mark in side}, {"same"})
        self.assertEqual(compare("", " "), ([], []))
        self.assertEqual(compare(None, "а"), ([], [("а", "alone")]))

    def test_values(self):
        """Equal ones first; then those that one misspells the other; the rest alone."""
        left = [("4509 123456", "4509123456"), ("4511 777777", "4511777777")]
        right = [("4511 777771", "4511777771"), ("4509123456", "4509123456")]
        marked = compare_values(left, right)
        self.assertEqual(
            [[*map(written, side)] for side in marked],
            [["4509 123456", "4511 77777~7!"], ["4511 77777~1!", "4509123456"]],
        )
        alphabets = compare_values([("Ivanova", "ivanova")], [("Иванова", "иванова")])
        self.assertEqual(
            [*map(written, (s[0] for s in alphabets))], ["Ivanova~", "Иванова~"]
        )
        [[value]], other = compare_values([("a@b.ru", "a@b.ru")], [])
        self.assertEqual((value, other), (("a@b.ru", "alone"), []))

    def test_long_texts(self):
        """An endless text is cut, not compared for ever."""
        left, right = compare("а б " * 5000, "в " * 5000)
        self.assertLessEqual(sum(len(text) for text, _mark in [*left, *right]), 1000)
