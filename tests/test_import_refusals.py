# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bad input in the import dialog: each is refused in words, or taken in right."""

import base64

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_import import HEADERS, RUSSIAN, ImportCase


@tagged("post_install", "-at_install")
class TestImportRefusals(ImportCase):
    def test_refused_lines_come_back(self):
        content = (
            "Код;Фамилия;Имя;ДР;Комментарий\n"
            "1;Ким;Ян;31.02.1980;=1+1\n"
            "2;Цой;Яна;08.11.1950;=1+1\n"
            "3;Хан;Ли;08.11.1950;a;b\n"
            "4;;;;\n"
        ).encode()
        dialog = self._import(content)
        self.assertEqual(self._counts(dialog), (1, 0, 0, 3))
        self.assertEqual(self._prospects().comment, "=1+1", "a formula is text")
        raw = base64.b64decode(dialog.refused_file)
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        self.assertIn(b";'=1+1", raw, "no spreadsheet may compute it")
        refused = self._refused(dialog)
        self.assertEqual(sorted(refused), [2, 4, 5])
        self.assertEqual(refused[2][1:], ["1", "Ким", "Ян", "31.02.1980", "=1+1"])
        self.assertIn("ДР", refused[2][0])
        for number in refused:
            self.assertIn(f"<td>{number}</td>", dialog.refused_preview)
        # Corrected, the file of refused lines is a file like any other.
        mended = raw.replace(b"31.02.1980", b"28.02.1980")
        again = self._import(mended, "refused.csv")
        self.assertEqual(self._counts(again), (1, 0, 0, 2))
        self.assertEqual(set(self._prospects().mapped("lastname")), {"Ким", "Цой"})

    def test_bad_lines(self):
        good = "1;Ким;Ян;8 916 123-45-67\n"
        phones = ", ".join(f"8 916 100-{n // 100:02}-{n % 100:02}" for n in range(500))
        content = (
            "Код;Фамилия;Имя;Телефон\n"
            f"{good}2;Цой;Я\0на;\n3;Хан;{'x' * 150_000};\n"
            f'4;Пак;"Ли;\n5;Ли;Ян;{phones}\n1;Ким;Ян;8 916 123-45-68\n'
        )
        dialog = self._import(content.encode())
        self.assertEqual(sorted(self._refused(dialog)), [3, 4, 5, 6])
        self.assertEqual(self._counts(dialog), (1, 1, 0, 4))
        kim = self._prospects()
        self.assertEqual(len(kim.contact_point_ids), 2, "one reference, one person")

    def test_huge_line(self):
        content = b"Name;ref\nYan Kim;1\n" + b"x" * 40_000_000 + b";2\nLi Han;3\n"
        self.assertEqual(self._counts(self._import(content)), (2, 0, 0, 1))

    def test_bad_files(self):
        # Odoo looks into archives to name their type, and says that it cannot.
        with mute_logger("odoo.tools.mimetypes.guess_mimetype"):
            for content in (b" \n", b"Name;ref\n", b"PK\x03\x04zip", bytes(500)):
                with self.assertRaises(UserError):
                    self._dialog(content)
        with self.assertRaises(UserError):
            self._dialog(b"Name;ref\nYan;1\n", "people.xlsx")
        dialog = self.env["crm.prospect.import"].with_user(self.steward).create({})
        with self.assertRaises(UserError):
            dialog.action_read()
        self.assertFalse(self._prospects())

    def test_wrong_encoding(self):
        dialog = self._dialog(RUSSIAN.encode("cp1251"))
        dialog.encoding = "utf-8"
        with self.assertRaises(UserError):
            dialog.action_import()
        self.assertFalse(self._prospects())
        latin = RUSSIAN.replace(HEADERS, "ref;actual_date;surname;name" + ";x" * 7)
        dialog = self._dialog(latin.encode("cp1251"))
        dialog.encoding = "utf-8"
        dialog.action_import()
        self.assertEqual(self._counts(dialog), (0, 0, 0, 3))
        dialog.write({"state": "map", "encoding": "cp1251"})
        dialog.action_read()
        dialog.action_import()
        self.assertEqual(dialog.created_count, 3)

    def test_mapping_is_checked(self):
        dialog = self._dialog(RUSSIAN.encode())
        dialog.column_ids[3].target = "lastname"
        with self.assertRaisesRegex(UserError, "Last Name"):
            dialog.action_import()
        dialog = self._dialog(RUSSIAN.encode(), source_id=False)
        with self.assertRaisesRegex(UserError, "source"):
            dialog.action_import()
        dialog = self._dialog(RUSSIAN.encode())
        dialog.column_ids[0].target = "client_since"
        self.assertFalse(dialog.has_ref)
        with self.assertRaisesRegex(UserError, "clients only"):
            dialog.action_import()
        dialog = self._dialog(RUSSIAN.encode())
        dialog.delimiter = ","
        with self.assertRaisesRegex(UserError, "Read Again"):
            dialog.action_import()
        self.assertFalse(self._prospects())

    def test_preview_is_escaped(self):
        content = "Фамилия;Имя\n<script>alert(1)</script>;Ян\n"
        dialog = self._dialog(content.encode())
        self.assertNotIn("<script>", dialog.preview)
        self.assertIn("&lt;script&gt;", dialog.preview)
        self.assertEqual(dialog.column_ids[1].sample, "Ян")

    def test_nothing_of_the_file_is_left(self):
        dialog = self._import(RUSSIAN.encode())
        attachments = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", dialog._name),
                    ("res_id", "=", dialog.id),
                    ("res_field", "!=", False),
                ]
            )
        )
        self.assertTrue(attachments)
        self.assertFalse(any(attachments.mapped("index_content")))
        dialog.unlink()
        self.assertFalse(attachments.exists())
