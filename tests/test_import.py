# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The import dialog: file, columns, result, and who may use it."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.crm_prospect.tools import person_file

from .test_person_file import workbook

HEADERS = "Код;Дата актуальности;Фамилия;Имя;Отчество;Пол;ДР;Серия;Номер;ИНН;Телефон"
PEOPLE = [
    "1;05.11.2024 12:47:53;Кроссовый;Михаил;Потапович;М;11.08.2000;4520;731946;;89267",
    "2;;Рисовая;Инна;Сергеевна;жен;19.12.1955;;;;8 903 700-07-44, 8 903 700-07-45",
    "3;;Стелькин;Владимир;Николаевич;male;1950-11-08;;;500100732259;+7 916 120-08-51",
]
RUSSIAN = "\n".join([HEADERS, *PEOPLE]) + "\n"


class ImportCase(TransactionCase):
    """A data steward, a source, and the dialog as a person goes through it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = new_test_user(
            cls.env, "import_steward", "crm_prospect.group_prospect_steward"
        )
        cls.steward.tz = "Europe/Moscow"
        cls.source = cls.env["crm.prospect.source"].create(
            {"name": "Партнёр", "code": "IMPTEST"}
        )

    def _dialog(self, content, filename="people.csv", **values):
        """A dialog of the steward after its first step."""
        dialog = (
            self.env["crm.prospect.import"]
            .with_user(self.steward)
            .create(
                {
                    "file": base64.b64encode(content),
                    "filename": filename,
                    "source_id": self.source.id,
                    **values,
                }
            )
        )
        dialog.action_read()
        return dialog

    def _import(self, content, filename="people.csv", **values):
        dialog = self._dialog(content, filename, **values)
        dialog.action_import()
        self._check_sum(dialog)
        return dialog

    def _check_sum(self, dialog):
        self.assertEqual(dialog.state, "done")
        self.assertEqual(
            dialog.line_count,
            dialog.created_count
            + dialog.updated_count
            + dialog.unchanged_count
            + dialog.refused_count,
        )

    def _counts(self, dialog):
        return (
            dialog.created_count,
            dialog.updated_count,
            dialog.unchanged_count,
            dialog.refused_count,
        )

    def _refused(self, dialog):
        """Lines of the file of refused lines, by number."""
        table = person_file.read(base64.b64decode(dialog.refused_file))
        return {int(line.cells[0]): line.cells[1:] for line in table.lines}

    def _prospects(self):
        return self.env["crm.prospect"].search(
            [("source_id", "=", self.source.id)], order="source_ref"
        )


@tagged("post_install", "-at_install")
class TestImport(ImportCase):
    def test_russian_file(self):
        dialog = self._import(RUSSIAN.encode("cp1251"))
        self.assertEqual((dialog.encoding, dialog.delimiter), ("cp1251", ";"))
        self.assertEqual(self._counts(dialog), (3, 0, 0, 0))
        first, second, third = self._prospects()
        self.assertEqual(first.name, "Кроссовый Михаил Потапович")
        self.assertEqual(first.source_ref, "1")
        self.assertEqual(first.gender, "male")
        self.assertEqual(str(first.birthdate_date), "2000-08-11")
        self.assertEqual(first.document_ids.type_id.code, "passport_ru")
        self.assertEqual(first.document_ids.number, "4520 731946")
        self.assertTrue(first.contact_point_ids.unusable_reason)
        # Moscow is three hours ahead: a time in a file is that of the user.
        self.assertEqual(str(first.actual_date), "2024-11-05 09:47:53")
        self.assertEqual(second.gender, "female")
        self.assertEqual(
            set(second.contact_point_ids.mapped("phone_sanitized")),
            {"+79037000744", "+79037000745"},
        )
        self.assertEqual(third.document_ids.type_id.code, "inn")
        opened = dialog.action_open_loaded()
        found = self.env[opened["res_model"]].search(opened["domain"])
        self.assertEqual(found, self._prospects())

    def test_encodings_and_delimiters_are_one(self):
        self._import(RUSSIAN.encode("cp1251"))
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "koi8-r"):
            for delimiter in ("\t", "|"):
                content = RUSSIAN.replace(";", delimiter).encode(encoding)
                counts = self._counts(self._import(content))
                self.assertEqual(counts, (0, 0, 3, 0), (encoding, delimiter))

    def test_xlsx(self):
        rows = [line.split(";") for line in RUSSIAN.splitlines()]
        dialog = self._import(workbook(rows), "people.xlsx")
        self.assertEqual(self._counts(dialog), (3, 0, 0, 0))
        self.assertFalse(dialog.encoding)
        self.assertEqual(
            self._counts(self._import(RUSSIAN.encode())), (0, 0, 3, 0), "same as CSV"
        )

    def test_english_headers(self):
        content = (
            b"rec_id, given_name, surname, street_number, address_1, postcode,"
            b" date_of_birth, soc_sec_id\n"
            b"rec-1070-org, michaela, neumann, 8, stanley street, 4223, 19151111,"
            b" 5304218\n"
        )
        dialog = self._dialog(content)
        targets = dialog.column_ids.mapped("target")
        self.assertEqual(
            targets,
            ["ref", "firstname", "lastname", "street", "street", "zip", "birthdate"]
            + ["document"],
        )
        with self.assertRaisesRegex(UserError, "soc_sec_id"):
            dialog.action_import()
        dialog.column_ids[-1].document_type_id = self.env.ref(
            "crm_prospect.document_type_inn"
        )
        dialog.action_import()
        prospect = self._prospects()
        self.assertEqual(prospect.firstname, "michaela")
        self.assertEqual(prospect.street, "8, stanley street")
        self.assertEqual(str(prospect.birthdate_date), "1915-11-11")

    def test_same_file_twice(self):
        self.assertEqual(self._counts(self._import(RUSSIAN.encode())), (3, 0, 0, 0))
        before = self._prospects().read(["number", "write_date"])
        self.assertEqual(self._counts(self._import(RUSSIAN.encode())), (0, 0, 3, 0))
        self.assertEqual(self._prospects().read(["number", "write_date"]), before)

    def test_changed_line_updates(self):
        self._import(RUSSIAN.encode())
        dialog = self._import(RUSSIAN.replace("Рисовая", "Гречневая").encode())
        self.assertEqual(self._counts(dialog), (0, 1, 2, 0))
        self.assertIn("Гречневая", self._prospects().mapped("lastname"))

    def test_clients(self):
        content = "Код;ФИО;ДР;Клиент с\n77;Ян Потапович Ким;11.08.2000;15.03.2021\n"
        dialog = self._import(content.encode(), kind="clients")
        self.assertEqual(self._counts(dialog), (1, 0, 0, 0))
        client = self.env["res.partner"].browse(dialog.loaded_ids)
        self.assertTrue(client.is_client)
        self.assertEqual(str(client.client_since), "2021-03-15")
        again = self._import(content.encode(), kind="clients")
        self.assertEqual(self._counts(again), (0, 0, 1, 0))

    def test_source_column(self):
        other = self.env["crm.prospect.source"].create({"name": "Б", "code": "IMPTWO"})
        content = (
            "Код;Имя;Источник\n1;Ян;IMPTWO\n2;Яна;партнёр\n3;Иван;\n4;Пётр;нет такого\n"
        )
        dialog = self._dialog(content.encode())
        dialog.action_import()
        self._check_sum(dialog)
        self.assertEqual(self._counts(dialog), (3, 0, 0, 1))
        self.assertEqual(list(self._refused(dialog)), [5])
        self.assertEqual(
            self.env["crm.prospect"]
            .search([("source_id", "=", other.id)])
            .mapped("firstname"),
            ["Ян"],
        )
        self.assertEqual(set(self._prospects().mapped("firstname")), {"Яна", "Иван"})

    def test_five_thousand_lines(self):
        lines = [f"{n};Фамильев;Имярек;{1950 + n % 50}-02-03" for n in range(5000)]
        lines[2500] += ";лишнее"
        content = "\n".join(["Код;Фамилия;Имя;ДР", *lines]).encode("cp1251")
        dialog = self._import(content)
        self.assertEqual(dialog.line_count, 5000)
        self.assertEqual(self._counts(dialog), (4999, 0, 0, 1))
        self.assertEqual(len(self._prospects()), 4999)
        self.assertEqual(len(dialog.loaded_ids), 4999)
        self.assertEqual(list(self._refused(dialog)), [2502])

    def test_salesman_cannot_import(self):
        salesman = new_test_user(
            self.env, "import_salesman", "sales_team.group_sale_salesman_all_leads"
        )
        with self.assertRaises(AccessError):
            self.env["crm.prospect.import"].with_user(salesman).create({})
        dialog = self._dialog(RUSSIAN.encode())
        with self.assertRaises(AccessError):
            dialog.with_user(salesman).action_import()
        other = new_test_user(
            self.env, "import_other", "crm_prospect.group_prospect_steward"
        )
        with self.assertRaises(AccessError):
            dialog.with_user(other).action_read()
        self.assertFalse(self._prospects())

    def test_log_holds_no_value(self):
        content = "Код;Фамилия;ДР\n1;Меткин;31.02.1980\n2;Меткина;01.01.1980\n"
        with self.assertLogs(level="DEBUG") as logs:
            self._import(content.encode())
        ours = [line for line in logs.output if "odoo.sql_db" not in line]
        self.assertNotIn("Метки", "\n".join(ours))
