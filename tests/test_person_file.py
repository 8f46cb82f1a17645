# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files of people are read as they come, and bad ones refused line by line."""

import doctest
import io
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl

from odoo.tests import BaseCase

from odoo.addons.crm_prospect.tools import (
    person_columns,
    person_file,
    person_file_csv,
    person_file_xlsx,
    person_row,
)

TEXT = "Фамилия;Имя;Телефон\nИванова;Анна;8 916 123-45-67\nЁлкин;Пётр;\n"
ROWS = [["Иванова", "Анна", "8 916 123-45-67"], ["Ёлкин", "Пётр", ""]]


def workbook(rows):
    """An XLSX file with these rows, as bytes."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class TestPersonFile(BaseCase):
    def _lines(self, content, **options):
        return list(person_file.read(content, **options).lines)

    def _rows(self, content, **options):
        return [line.cells for line in self._lines(content, **options)]

    def _problems(self, content, **options):
        lines = self._lines(content, **options)
        return {line.number: line.problem for line in lines}

    def _code(self, content, filename=""):
        with self.assertRaises(person_file.FileProblem) as caught:
            list(person_file.read(content, filename).lines)
        return caught.exception.code

    def test_doctests(self):
        for module in (
            person_columns,
            person_file,
            person_file_csv,
            person_file_xlsx,
            person_row,
        ):
            result = doctest.testmod(module)
            self.assertGreater(result.attempted, 0, module.__name__)
            self.assertEqual(result.failed, 0, module.__name__)

    def test_encodings(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"):
            self.assertEqual(self._rows(TEXT.encode(encoding)), ROWS, encoding)
        for encoding in ("utf-16-le", "utf-16-be"):
            self.assertEqual(self._rows(TEXT.encode(encoding)), ROWS, encoding)
        for encoding in ("cp1251", "cp866", "koi8-r"):
            self.assertEqual(self._rows(TEXT.upper().encode(encoding))[0][1], "АННА")
        german = "Name;Stadt\nJürgen Müller;Köln\n".encode("cp1252")
        self.assertEqual(self._rows(german), [["Jürgen Müller", "Köln"]])

    def test_delimiters(self):
        for delimiter in (";", ",", "\t", "|"):
            table = person_file.read(TEXT.replace(";", delimiter).encode())
            self.assertEqual(table.delimiter, delimiter)
            self.assertEqual([line.cells for line in table.lines], ROWS)
        self.assertEqual(self._rows(b"sep=|\na|b,c,d\n1|2\n"), [["1", "2"]])
        self.assertEqual(self._rows("Фамилия\nИванов\n".encode()), [["Иванов"]])

    def test_line_ends_and_quotes(self):
        rows = [["1", "x\ny"], ["2", 'say "a"'], ["3", 'O"Neil']]
        content = b'a;b\r\n1;"x\r\ny"\r\n\r\n2;"say ""a"""\r\n3;O"Neil'
        self.assertEqual(self._rows(content), rows)
        numbers = [line.number for line in self._lines(content)]
        self.assertEqual(numbers, [2, 5, 6], "numbers are those of the lines of text")

    def test_xlsx(self):
        content = workbook(
            [
                [],
                ["Фамилия", "Дата", "Телефон", "Когда", "Пусто"],
                ["Иванов", date(1950, 11, 8), 79161234567, datetime(2024, 1, 2, 3, 4)],
                ["#N/A", None, 1.5, True],
            ]
        )
        expected = [
            ["Иванов", "1950-11-08", "79161234567", "2024-01-02 03:04:00", ""],
            ["", "", "1.5", "True", ""],
        ]
        self.assertEqual(self._rows(content, filename="a.xlsx"), expected)
        self.assertEqual(self._rows(content, filename="a.csv"), expected)

    def test_file_refused(self):
        book = workbook([["Фамилия"], ["Иванов"]])
        self.assertEqual(self._code(b""), "empty_file")
        self.assertEqual(self._code(b" \r\n\t\n"), "empty_file")
        self.assertEqual(self._code(b"\xef\xbb\xbf;;\n"), "empty_file")
        self.assertEqual(self._code(b"a;b\n1;2\n", "people.xlsx"), "not_xlsx")
        self.assertEqual(self._code(b"PK\x03\x04 and no more"), "damaged_xlsx")
        self.assertEqual(self._code(book[: len(book) // 2]), "damaged_xlsx")
        self.assertEqual(self._code(b"\xd0\xcf\x11\xe0 old"), "old_excel")
        self.assertEqual(self._code(bytes(range(8)) * 99 + bytes(900)), "not_text")
        self.assertEqual(self._code(b'a;"b\n1;2\n'), "bad_header")
        self.assertEqual(self._code(b"a;" * 501 + b"z\n"), "too_many_columns")
        with self.assertRaises(person_file.FileProblem) as caught:
            person_file.read(b"a;b\n", encoding="no such")
        self.assertEqual(caught.exception.code, "unknown_encoding")

    def test_zip_that_is_no_workbook(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("people.csv", TEXT)
        self.assertEqual(self._code(stream.getvalue()), "not_xlsx")

    def test_workbook_that_unpacks_without_end(self):
        stream = io.BytesIO(workbook([["Фамилия"], ["Иванов"]]))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/bomb", bytes(65 << 20))
        self.assertEqual(self._code(stream.getvalue()), "xlsx_too_large")

    def test_workbook_damaged_inside(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook([["Имя"]] * 9))) as source:
            with zipfile.ZipFile(stream, "w") as target:
                for part in source.infolist():
                    data = source.read(part)
                    if part.filename == "xl/worksheets/sheet1.xml":
                        data = data[: len(data) // 2]
                    target.writestr(part, data)
        self.assertEqual(self._code(stream.getvalue()), "damaged_xlsx")

    def test_huge_line(self):
        for line in (b"x" * 40_000_000, b"x;" * 20_000_000, b'"' * 40_000_001):
            content = b"a;b\n1;2\n" + line + b"\n3;4\n"
            tracemalloc.start()
            problems = self._problems(content)
            _now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            self.assertEqual(problems, {2: None, 3: "line_too_long", 4: None})
            self.assertLess(peak, 30 << 20, "the line was held in memory")

    def test_lost_quote_costs_one_line(self):
        content = b'a;b\n1;2\n3;"lost\n' + b"5;6\n" * 70
        problems = self._problems(content)
        self.assertEqual(len(problems), 72)
        bad = {number for number, problem in problems.items() if problem}
        self.assertEqual(bad, {3})
        self.assertEqual(self._problems(b'a;b\n1;"lost')[2], "lost_quote")

    def test_bad_lines(self):
        content = b"a;b\n1;2\n3;\0\n5;6;7\n8\n9;10;;\n"
        self.assertEqual(
            self._problems(content),
            {2: None, 3: "nul_character", 4: "too_many_cells", 5: None, 6: None},
        )
        mixed = (TEXT * 20).encode() + "Ёж;Ян;1\n".encode("cp1251")
        table = person_file.read(mixed)
        self.assertEqual(table.encoding, "utf-8")
        *good, bad = table.lines
        self.assertEqual({line.problem for line in good}, {None})
        self.assertEqual(bad.problem, "wrong_encoding")
        wrong = self._problems(TEXT.encode("cp1251"), encoding="cp1251")
        self.assertEqual(set(wrong.values()), {None})
        self.assertEqual(self._code_of_wrong_encoding(), "bad_header")

    def _code_of_wrong_encoding(self):
        with self.assertRaises(person_file.FileProblem) as caught:
            person_file.read(TEXT.encode("cp1251"), encoding="utf-8")
        return caught.exception.code

    def test_formulas_are_text(self):
        cells = ["=1+1", "+7 916", "@SUM(A1)", "-2", "\tx", "обычный"]
        file = person_file.LineFile()
        file.add(["a", "b", "c", "d", "e", "f"])
        file.add(cells)
        content = file.content()
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        written = content.decode("utf-8-sig").splitlines()[1].split(";")
        for cell in written[:5]:
            self.assertEqual(cell.strip('"')[0], "'")
        self.assertEqual(self._rows(content), [cells])

    def test_headers(self):
        expected = {
            "Фамилия клиента": ("lastname", None),
            "Ф.И.О.": ("name", None),
            "ДР": ("birthdate", None),
            "Эл. почта": ("email", None),
            "Серия паспорта": ("document_series", "passport_ru"),
            "ИНН": ("document", "inn"),
            "СНИЛС": ("document", "snils"),
            "Почтовый индекс": ("zip", None),
            "Место работы": ("employer", None),
            "Номер в источнике": ("ref", None),
            "Дата актуальности": ("actual_date", None),
            "ВКонтакте": ("messenger", "vk"),
            "Telegram": ("messenger", "telegram"),
            "Last name": ("lastname", None),
            "SURNAME": ("lastname", None),
            "given_name": ("firstname", None),
            "MiddleName": ("middlename", None),
            "DOB": ("birthdate", None),
            "date_of_birth": ("birthdate", None),
            "mobile phone 2": ("phone", None),
            "postcode": ("zip", None),
            "№ п/п": (None, None),
            "Строка": (None, None),
            "Место рождения": (None, None),
            "": (None, None),
        }
        for header, target in expected.items():
            self.assertEqual(tuple(person_columns.guess(header)), target, header)

    def test_one_column_for_one_value(self):
        fields = [
            found.field
            for found in person_columns.guess_all(
                ["Имя", "First name", "Телефон", "Телефон 2", "address_1", "address_2"]
            )
        ]
        self.assertEqual(
            fields, ["firstname", None, "phone", "phone", "street", "street"]
        )
