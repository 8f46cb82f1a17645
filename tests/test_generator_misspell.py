# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The flaws of the generator are the ones of real life, and no others."""

from datetime import date

from rapidfuzz.distance import OSA

from odoo.tests import BaseCase

from odoo.addons.crm_prospect.demo import draw, misspell


class TestMisspell(BaseCase):
    @staticmethod
    def digits(text):
        return "".join(filter(str.isdigit, text))

    def setUp(self):
        super().setUp()
        self.draw = draw.stream("misspell")

    def test_typo_is_one_slip(self):
        changed = 0
        for name in ("Иванов", "Анна", "Мария-Луиза", "Юля", "Ян") * 200:
            slipped = misspell.typo(name, self.draw)
            self.assertLessEqual(OSA.distance(name, slipped), 1)
            self.assertEqual(slipped[0], name[0])
            changed += slipped != name
        self.assertGreater(changed, 700)

    def test_dates_stay_dates(self):
        dates = [
            f"{y}-{m:02}-{d:02}" for y in (1949, 2001) for m in (2, 12) for d in (1, 28)
        ]
        for birthdate in [*dates, "1980-12-31", "1999-05-29"] * 50:
            for flaw in (misspell.birthdate_digit, misspell.swapped_birthdate):
                changed = flaw(birthdate, self.draw)
                date.fromisoformat(changed)
                if flaw is misspell.birthdate_digit:
                    self.assertEqual(sum(map(str.__ne__, birthdate, changed)), 1)
        swapped = misspell.swapped_birthdate("1980-02-11", self.draw)
        self.assertEqual(swapped, "1980-11-02")

    def test_scripts(self):
        self.assertEqual(misspell.latin("Щукина Юлия", self.draw), "Shchukina Iuliia")
        self.assertEqual(misspell.wrong_layout("Юля Хан", self.draw), ">kz {fy")
        mixed = misspell.look_alikes("Константинова" * 5, self.draw)
        self.assertRegex(mixed, "[A-Za-z]")
        self.assertRegex(mixed, "[А-Яа-я]")

    def test_numbers_keep_their_digits(self):
        for _turn in range(100):
            written = self.digits(misspell.phone_form("9161234567", self.draw))
            self.assertEqual(written[-10:], "9161234567")
            self.assertIn(written[:-10], ("", "7", "8"))
            written = misspell.passport_form("4509123456", self.draw)
            self.assertEqual(self.digits(written), "4509123456")
            other = misspell.digit("4509123456", self.draw)
            self.assertEqual(sum(map(str.__ne__, "4509123456", other)), 1)
        self.assertEqual(misspell.snils_form("11223344595"), "112-233-445 95")
