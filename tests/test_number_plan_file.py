# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files of registers of numbers, as they were over the years."""

import doctest
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..tools import number_plan_file

EXCERPT = (Path(__file__).parent / "data" / "number_plan_2026.csv").read_bytes()
HEADERS = {
    2020: "АВС/ DEF;От;До;Емкость;Оператор;Регион",
    2023: "АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН",
    2026: "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН",
}


def lines(year, *rows):
    return "\r\n".join([HEADERS[year], *rows])


@tagged("post_install", "-at_install")
class TestNumberPlanFile(BaseCase):
    def spans(self, content):
        register = number_plan_file.read(content)
        self.assertFalse(register.refusals)
        return register.spans

    def reasons(self, *rows):
        content = "\n".join(["ABC/DEF;От;До;Ёмкость;Оператор;Регион", *rows]).encode()
        register = number_plan_file.read(content)
        return [tuple(refusal) for refusal in register.refusals]

    def test_doctests(self):
        result = doctest.testmod(number_plan_file)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_excerpt(self):
        """The file as it is downloaded today: mark, quotation marks, a dash."""
        spans = self.spans(EXCERPT)
        self.assertEqual(len(spans), 33)
        self.assertEqual(
            spans[0],
            (
                2,
                "+79000000000",
                "+79000061999",
                'ООО "Т2 МОБАЙЛ"',
                "Краснодарский край",
                "Краснодарский край",
            ),
        )
        self.assertEqual(spans[6].region, "Кемеровская обл.")
        self.assertEqual(spans[6].territory, "Кемеровская область - Кузбасс")
        self.assertEqual(number_plan_file.guess_prefixes(spans), ["+79"])

    def test_years(self):
        """Columns are known by their headers, wherever they are."""
        start = "900;0000000;0061999;62000;ООО Т2"
        files = {
            2020: lines(2020, f"{start};Краснодарский край"),
            2023: lines(2023, f"{start};Краснодарский край;7743895280"),
            2026: lines(2026, f"{start};-;Краснодарский край;7743895280"),
        }
        for year, text in files.items():
            for encoding in ("utf-8", "utf-8-sig", "cp1251"):
                [span] = self.spans(text.encode(encoding))
                self.assertEqual(
                    span[1:],
                    (
                        "+79000000000",
                        "+79000061999",
                        "ООО Т2",
                        "Краснодарский край",
                        "Краснодарский край",
                    ),
                    f"{year} {encoding}",
                )

    def test_quotes(self):
        rows = ['900;0;99;100;"А";Тула', '900;100;199;100;"ООО ""Б""";Тула']
        first, second = self.spans(lines(2020, *rows).encode())
        self.assertEqual((first.operator, second.operator), ('"А"', 'ООО "Б"'))

    def test_any_country(self):
        content = (
            "from;to;operator;region;territory\n"
            "+38 (050) 000-00-00;+380509999999;Vodafone;;\n"
            "+380670000000;+380679999999;Kyivstar;Київ;\n"
        ).encode()
        spans = self.spans(content)
        self.assertEqual(spans[0].first, "+380500000000")
        self.assertEqual(spans[1].territory, "Київ")
        self.assertEqual(number_plan_file.guess_prefixes(spans), ["+38050", "+38067"])
        [span] = self.spans(b'from,to,operator\n+4366000,+4366099,"A1, Wien"')
        self.assertEqual(span.operator, "A1, Wien")

    def test_prefixes_of_landlines(self):
        """A plan per first digit: nothing is said of the digits in between."""
        rows = ["343;0;9999999;;А;Урал", "495;0;9999999;;А;Москва"]
        rows += ["499;0;9999999;;А;Москва"]
        spans = self.spans(lines(2020, *rows).encode())
        self.assertEqual(number_plan_file.guess_prefixes(spans), ["+7343", "+749"])

    def test_refused(self):
        good = "900;0000000;0000999;1000;А;Тула"
        for row, reason in (
            ("900;0000000", "columns"),
            ("90;0001000;0001999;1000;А;Тула", "code"),
            ("900;тысяча;0001999;1000;А;Тула", "number"),
            ("900;00001000;00001999;1000;А;Тула", "number"),
            ("900;0002000;0001000;1000;А;Тула", "order"),
            ("900;0001000;0001999;999;А;Тула", "capacity"),
        ):
            self.assertEqual(self.reasons(good, row, ""), [(3, reason, "")], row)

    def test_overlaps(self):
        """By line, whatever the order; only numbers of one length overlap."""
        self.assertEqual(
            self.reasons(
                "900;0005000;0005999;1000;А;Тула",
                "900;0000000;0000999;1000;А;Тула",
                "900;0000999;0001000;2;Б;Тула",
                "900;0001000;0001001;2;В;Тула",
            ),
            [(4, "overlap", "3")],
        )
        content = b"from,to\n+43660000,+43669999\n+436600000,+436699999\n"
        self.assertEqual(len(self.spans(content)), 2)

    def test_no_register(self):
        for content in (b"", b"name;phone\nAnna;+79161234567", b"from\n+79161234567"):
            self.assertIsNone(number_plan_file.read(content))
