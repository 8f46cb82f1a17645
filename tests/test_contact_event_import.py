# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The dialog that takes a file of outcomes in: check, import, what comes back."""

import base64
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.crm_prospect.tools import person_file

from .common_event import MAIL, PHONE, EventCase

HEADER = "Клиент;Код в источнике;Телефон;Результат;Дата;Канал;Город\n"


@tagged("post_install", "-at_install")
class TestContactEventImport(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls.make_user("i_steward", "steward")
        cls.steward.group_ids += cls.env.ref("base.group_partner_manager")
        cls.steward.tz = "Europe/Moscow"
        cls.env["crm.prospect.reference"].create(
            {
                "prospect_id": cls.boris.id,
                "source_id": cls.sources["BT"].id,
                "ref": "79503",
            }
        )
        number = f"{cls.anna.client_number:,}".replace(",", "\u00a0")
        cls.good = (
            f"{number};;{PHONE};Дозвонились;31.05.2026 13:00;звонок;Тверь\n"
            ";bt: 79503;8 903 555-66-77;нет ответа;;;\n"
            f";;{MAIL};bounced;2026-05-31T10:00:00Z;письмо;\n"
        )
        cls.bad = (
            ";;+79990001122;busy;;;\n"
            "9;;;busy;;;\n"
            f"999999999;;{PHONE};busy;;;\n"
            f";BT: 0;{PHONE};busy;;;\n"
            f";;{PHONE};=orbit;;;\n"
            f"{number};bt: 79503;{PHONE};busy;;;\n"
        )

    def dialog(self, text, encoding="utf-8", user=None):
        dialogs = self.env["crm.contact.event.import"].with_user(user or self.steward)
        dialog = dialogs.create(
            {
                "file": base64.b64encode(text.encode(encoding)),
                "filename": "calls.csv",
            }
        )
        dialog.action_read()
        return dialog

    def counts(self, dialog):
        return tuple(
            dialog[f"{name}_count"]
            for name in ("line", "recorded", "unchanged", "unknown", "refused")
        )

    def faults(self, dialog):
        """line -> cells of the file of unknown and refused lines."""
        table = person_file.read(base64.b64decode(dialog.refused_file))
        return {int(line.cells[0]): line.cells[1:] for line in table.lines}

    def test_round_trip(self):
        dialog = self.dialog(HEADER + self.good + self.bad, "cp1251")
        self.assertEqual(dialog.state, "check")
        self.assertEqual(dialog.encoding, "cp1251")
        self.assertEqual(dialog.left_out, "Город")
        self.assertEqual(self.counts(dialog), (9, 3, 0, 1, 5))
        self.assertFalse(self.stored(), "the check writes nothing")
        dialog.action_import()
        self.assertEqual(dialog.state, "done")
        self.assertEqual(self.counts(dialog), (9, 3, 0, 1, 5))
        self.assertCountEqual(
            self.stored(),
            [
                (PHONE, self.anna, "reached"),
                ("+79035556677", self.boris, "no_answer"),
                (MAIL, None, "bounced"),
            ],
        )
        call = self.events.search([("channel", "=", "call")])
        self.assertEqual(call.date, datetime(2026, 5, 31, 10), "Moscow is 3 h ahead")
        self.assertEqual(call.create_uid, self.steward)
        # What is wrong comes back with its line, its reason and its values.
        faults = self.faults(dialog)
        self.assertEqual(sorted(faults), [5, 6, 7, 8, 9, 10])
        self.assertEqual(faults[5][0], "nobody has this contact")
        self.assertEqual(faults[7][0], "999999999: nobody is found")
        self.assertEqual(faults[9][4], "=orbit")
        self.assertTrue(faults[9][0].startswith("Результат: "))
        self.assertIn("two are named", faults[10][0])
        self.assertIn("nobody has this contact", dialog.refused_preview)
        # The corrected file of faults is a file like any other.
        mended = base64.b64decode(dialog.refused_file).decode("utf-8-sig")
        mended = mended.replace("'=orbit", "занято")
        again = self.dialog(mended)
        self.assertEqual(self.counts(again)[1], 1)

    def test_again(self):
        """The same file twice changes nothing, where its lines have dates."""
        text = HEADER + "".join(self.good.splitlines(True)[::2])
        self.dialog(text).action_import()
        before = self.stored()
        dialog = self.dialog(text)
        self.assertEqual(self.counts(dialog), (2, 0, 2, 0, 0))
        dialog.action_import()
        self.assertEqual(self.counts(dialog), (2, 0, 2, 0, 0))
        self.assertEqual(self.stored(), before)

    def test_api_columns(self):
        text = (
            "partner_id,prospect_id,value,outcome,channel\n"
            f"{self.anna.id},,{PHONE},reached,call\n"
            f",{self.boris.id},{PHONE},busy,\n"
            f"x,,{PHONE},busy,\n"
        )
        dialog = self.dialog(text)
        self.assertEqual(self.counts(dialog), (3, 2, 0, 0, 1))

    def test_bad_files(self):
        for text in ("Телефон;Город\n1;2\n", "Результат;Город\nbusy;2\n"):
            with self.assertRaises(UserError):
                self.dialog(text)
        with self.assertRaisesRegex(UserError, "only headers"):
            self.dialog(HEADER)
        with self.assertRaises(AccessError):
            self.dialog(HEADER + self.good, user=self.make_user("i_all", "all"))

    def test_own_rights(self):
        """A steward who may not change clients is refused their lines, not the file."""
        steward = self.make_user("i_clerk", "steward")
        dialog = self.dialog(HEADER + self.good, user=steward)
        self.assertEqual(self.counts(dialog), (3, 2, 0, 0, 1))
        self.assertEqual(self.faults(dialog)[2][0], "you may not change this person")
