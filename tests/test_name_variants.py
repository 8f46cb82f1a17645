# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which first names stand for each other: the list of the addon and the foldings."""

from itertools import combinations

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.demo import pools
from odoo.addons.crm_prospect.tools import name_variants, names

# What people are called, and every full name that this may stand for.
MEANT = {
    "Саша": "Александр Александра",
    "Шура": "Александр Александра",
    "Женя": "Евгений Евгения",
    "Слава": "Вячеслав Святослав Владислав Ярослав Станислав Мирослава",
    "Гоша": "Георгий Егор Игорь",
    "Валера": "Валерий Валерия",
    "Паша": "Павел Прасковья",
    "Толик": "Анатолий",
    "Дуня": "Евдокия",
    "Кеша": "Иннокентий",
    "Рая": "Раиса",
    "Клава": "Клавдия",
    "Люся": "Людмила",
    "Эдик": "Эдуард",
    "Веня": "Вениамин",
    "Лёха": "Алексей",
    "ЛЕХА": "Алексей",
    "Катерина": "Екатерина",
    "Настасья": "Анастасия",
    # Second-level forms, which are in no list
    "Сашенька": "Александр Александра",
    "Танечка": "Татьяна",
    "Светочка": "Светлана",
    "Вовочка": "Владимир",
    "Витенька": "Виктор",
    "Андрюшенька": "Андрей",
    "Катюшка": "Екатерина",
    "Егорушка": "Егор",
    "Ванюшка": "Иван",
    "Светуля": "Светлана",
    "Русланчик": "Руслан",
    "Владиславик": "Владислав",
    "Танька": "Татьяна",
    "Димка": "Дмитрий",
    # Spellings
    "Наталия": "Наталья",
    "Софья": "София",
    "Данил": "Даниил",
    "Данила": "Даниил",
    "Алексий": "Алексей",
    "Артемий": "Артём",
    "Иоанн": "Иван",
    # Ukrainian and Belarusian
    "Олександр": "Александр",
    "Микола": "Николай",
    "Володимир": "Владимир",
    "Дмитро": "Дмитрий",
    "Сергій": "Сергей",
    "Олена": "Елена",
    "Ганна": "Анна",
    "Наталя": "Наталья",
    "Юлія": "Юлия",
    "Тетяна": "Татьяна",
    "Аляксей": "Алексей",
    "Кацярына": "Екатерина",
    # Turkic and Caucasian
    "Мухаммед": "Магомед",
    "Магомет": "Магомед",
    "Абдуллах": "Абдулла",
    "Хусейн": "Гусейн",
    "Гиорги": "Георгий",
    # Latin letters
    "Sasha": "Александр Александра",
    "Aleksandr": "Александр",
    "Alexander": "Александр",
    "Natalia": "Наталья",
    "Kseniya": "Ксения",
    "Galya": "Галина",
    "Mykola": "Николай",
    "Vovochka": "Владимир",
    # English
    "Bill": "William",
    "Билл": "William",
    "Bob": "Robert",
    "Liz": "Elizabeth",
    "Peggy": "Margaret",
    "Mike": "Michael Михаил",
}
# Alike to the eye, to the ear or by an ending, and never the same name.
NEVER = """
Мария Марина, Александр Алексей, Вячеслав Владислав, Станислав Святослав, Анна Инна,
Елена Светлана, Валентин Валерий, Данил Денис, Дмитрий Вадим, Лариса Клара,
Моника Соломон, Эрик Еремей, Kseniya Евгений, Ганна Оксана, Вероника Вера,
Алик Алина, Сания Александра, Радик Рада, Bill Bob, Наталья Анастасия,
Оксана Роксана, Олег Олеся, Арсен Артём, Малика Амалия, Юлия Юлиан
"""
# Different names in passports which are nevertheless mixed up.
MIXED_UP = """
Аграфена Агриппина, Алевтина Алефтина, Алена Елена, Алена Лена, Алеся Олеся, Лена Елена,
Алина Лина, Ангелина Лина, Полина Лина, Элина Лина, Анжела Анжелика, Леон Леонтий,
Апполинария Полина, Арсений Арсентий, Артем Артемий, Гузель Гюзель, Дина Динара,
Иосиф Осип, Капиталина Капитолина, Маргарита Рита, Наталия Наталья, Нелли Неля,
Парасковья Прасковья, Прокопий Прокофий, Римма Рима, Роза Розалия, София Софья,
Степан Стефан, Таиса Таисия, Таиса Таисья, Таисия Таисья, Элеонора Элла, Яна Янина
"""


def pairs(text):
    return [pair.split() for pair in text.replace("\n", " ").split(",")]


@tagged("post_install", "-at_install")
class TestNameVariants(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = list(name_variants.shipped())
        cls.map = name_variants.VariantMap(v[:3] for v in cls.shipped)

    def meet(self, one, other):
        codes = [set(self.map.codes(names.normalize(name))) for name in (one, other)]
        return bool(codes[0] & codes[1])

    def test_meant(self):
        for form, full_names in MEANT.items():
            for full_name in full_names.split():
                self.assertTrue(self.meet(form, full_name), f"{form} {full_name}")

    def test_never(self):
        for one, other in pairs(NEVER):
            self.assertFalse(self.meet(one, other), f"{one} {other}")

    def test_full_names_stay_apart(self):
        """Of the commonest names, none meets another but those people mix up."""
        full_names = {
            names.normalize(name)
            for table in pools.FIRSTNAMES.values()
            for name in table
        }
        self.assertGreater(len(full_names), 200)
        expected = {frozenset(map(names.normalize, pair)) for pair in pairs(MIXED_UP)}
        found = {
            frozenset(pair) for pair in combinations(full_names, 2) if self.meet(*pair)
        }
        self.assertEqual(found, expected)

    def test_diminutives_of_the_generator(self):
        for full_name, forms in pools.DIMINUTIVES.items():
            for form in forms:
                self.assertTrue(self.meet(form, full_name), f"{form} {full_name}")

    def test_list(self):
        """The list is large, says nothing twice and nothing empty."""
        self.assertGreater(len({v.canonical for v in self.shipped}), 300)
        found = [
            (names.normalize(v.form), names.normalize(v.canonical))
            for v in self.shipped
        ]
        self.assertEqual(len(found), len(set(found)))
        for form, canonical in found:
            self.assertNotEqual(form, canonical)
            self.assertGreater(min(len(form), len(canonical)), 1, f"{form} {canonical}")
        genders = {}
        for v in self.shipped:
            self.assertEqual(genders.setdefault(v.canonical, v.gender), v.gender)
            self.assertEqual(v.canonical, v.canonical.strip())
            self.assertEqual(v.form, v.form.strip())

    def test_codes(self):
        codes = self.map.codes
        self.assertEqual(codes("саша"), ("alehandr", "alehandra"), "sorted")
        self.assertEqual(codes("александр"), ("alehandr",), "a full name has its own")
        self.assertEqual(codes("йокаста"), (names.latin_key("йокаста"),), "in no list")
        self.assertEqual(codes("анна мария"), (names.latin_key("анна мария"),))
        for blank in ("", "с", "j"):
            self.assertEqual(codes(blank), ())
