# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names typed in the wrong keyboard layout or into the wrong fields are put right,
and right ones are never touched."""

import csv
import logging
from itertools import cycle, repeat
from pathlib import Path

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.demo.misspell import wrong_layout
from odoo.addons.crm_prospect.demo.people import human
from odoo.addons.crm_prospect.tools import names
from odoo.addons.crm_prospect.tools.name_data import given_names

from .test_tools_accuracy import SAMPLE, SCHEMES, scheme_table

_logger = logging.getLogger(__name__)
FOLDER = Path(__file__).parent / "data"
PEOPLE = 20_000


def _typed(parts):
    return tuple(wrong_layout(part, None) for part in parts)


def _changed(people):
    """Those of right names that repair changes."""
    return [parts for parts in people if names.repair(*parts) != tuple(parts)]


@tagged("post_install", "-at_install")
class TestNameRepair(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [human(1, ordinal) for ordinal in range(PEOPLE)]
        cls.people = [
            (person.lastname, person.firstname, person.middlename) for person in people
        ]
        with SAMPLE.open(encoding="utf-8", newline="") as stream:
            cls.sample = [
                (row["lastname"], row["firstname"], row["middlename"])
                for row in csv.DictReader(stream, delimiter=";")
            ]

    def _share_repaired(self, pairs, what, least):
        """Share of (typed, true) pairs of which the true parts come back."""
        right = sum(names.repair(*typed) == true for typed, true in pairs)
        _logger.info("%s: %.4f of %d repaired", what, right / len(pairs), len(pairs))
        self.assertGreaterEqual(right / len(pairs), least, what)

    def test_right_order_stays(self):
        changed = _changed(self.people)
        _logger.info("False swaps: %d of %d", len(changed), PEOPLE)
        self.assertLessEqual(len(changed), PEOPLE / 10_000)
        self.assertEqual(_changed(self.sample), [])
        self.assertEqual(
            _changed((last, first, "") for last, first, _ in self.sample), []
        )

    def test_swapped_parts(self):
        self._share_repaired(
            [((first, last, middle), (last, first, middle))
             for last, first, middle in self.people],
            "Last and first name swapped", 0.98,
        )  # fmt: skip
        self._share_repaired(
            [((first, last, ""), (last, first, "")) for last, first, _ in self.people],
            "The same without a patronymic", 0.98,
        )  # fmt: skip
        with_patronymic = [parts for parts in self.people if parts[2]]
        self._share_repaired(
            [((last, middle, first), (last, first, middle))
             for last, first, middle in with_patronymic],
            "First name and patronymic swapped", 0.98,
        )  # fmt: skip
        self._share_repaired(
            [((first, middle, last), (last, first, middle))
             for last, first, middle in with_patronymic],
            "First name, patronymic, last name", 0.98,
        )  # fmt: skip

    def test_wrong_layout(self):
        self._share_repaired(
            [(_typed(parts), parts) for parts in self.people], "Layout, full name", 0.99
        )
        self._share_repaired(
            [(_typed((last, first, "")), (last, first, ""))
             for last, first, _middle in self.people],
            "Layout, last and first name", 0.99,
        )  # fmt: skip
        self._share_repaired(
            [((wrong_layout(last, None), first, middle), (last, first, middle))
             for last, first, middle in self.people],
            "Layout, last name only", 0.9,
        )  # fmt: skip
        self._share_repaired(
            [((*_typed((first, last)), ""), (last, first, ""))
             for last, first, _middle in self.people],
            "Layout and order", 0.98,
        )  # fmt: skip

    def test_latin_names_stay(self):
        listed = sorted(name for name in given_names() if not name.isascii())
        surnames = sorted({last for last, _first, _middle in self.people + self.sample})
        self.assertGreater(len(listed), 4000)
        self.assertGreater(len(surnames), 8000)
        for scheme, letters in SCHEMES.items():
            table = scheme_table(letters)
            given = [name.translate(table) for name in listed]
            last = [name.lower().translate(table) for name in surnames]
            people = [
                *(("", name, "") for name in given),
                *((name, "", "") for name in last),
                *zip(last, cycle(given), repeat("")),
            ]
            self.assertEqual(_changed(people), [], scheme)

    def test_english_names_stay(self):
        people = set()
        for path in ("febrl_dataset4a.csv", "febrl_dataset4b.csv"):
            with (FOLDER / path).open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream, skipinitialspace=True):
                    people.add((row["surname"], row["given_name"], ""))
        self.assertGreater(len(people), 5000)
        self.assertEqual(_changed(people), [])
        alone = {(last, "", "") for last, _first, _middle in people}
        alone |= {("", first, "") for _last, first, _middle in people}
        # A slip of the pen in a German surname which nobody could say any more.
        self.assertEqual(_changed(alone), [("drechslerj", "", "")])


@tagged("post_install", "-at_install")
class TestNameRepairCases(BaseCase):
    def test_repaired(self):
        for typed, true in (
            (("Bdfyjd", "Bdfy", "Bdfyjdbx"), ("Иванов", "Иван", "Иванович")),
            (("BDFYJD", "BDFY", ""), ("ИВАНОВ", "ИВАН", "")),
            (("Rfkfiybrjd", "C`vf", ""), ("Калашников", "Сёма", "")),
            ((":erjd", "Gfdtk", ""), ("Жуков", "Павел", "")),
            (("{fhbnjyjdf", "K.,jdm", ""), ("Харитонова", "Любовь", "")),
            (("Gtnhjdf-Djlrbyf", "Jkmuf", None), ("Петрова-Водкина", "Ольга", "")),
            (("Bdfyjd", "B/B/", ""), ("Иванов", "И.И.", "")),
            (("Gtnhtyrj", "Sdfy", False), ("Петренко", "Іван", "")),
            (("Vshxer", "Ysyf", ""), ("Мірчук", "Ніна", "")),
            (("Vtkmybr", "Jktyf", "Gtnhsdyf"), ("Мельник", "Олена", "Петрівна")),
            (("Gtnhjd", "Иван", "Иванович"), ("Петров", "Иван", "Иванович")),
            (("Петров", "Bdfy", ""), ("Петров", "Иван", "")),
            (("Gtnhjd", "", ""), ("Петров", "", "")),
            (("", "Bdfy", ""), ("", "Иван", "")),
            (("Иван", "Иванов", ""), ("Иванов", "Иван", "")),
            (("Мария", "Ким", "Сергеевна"), ("Ким", "Мария", "Сергеевна")),
            (("Олена", "Шевченко", ""), ("Шевченко", "Олена", "")),
            (("Ivan", "Ivanov", ""), ("Ivanov", "Ivan", "")),
            (("Роман", "Абрамович", "Аркадьевич"),
             ("Абрамович", "Роман", "Аркадьевич")),
            (("Иванов", "Иванович", "Иван"), ("Иванов", "Иван", "Иванович")),
            (("Иван", "Иванович", "Иванов"), ("Иванов", "Иван", "Иванович")),
            (("Анна", "Ивановна", ""), ("", "Анна", "Ивановна")),
        ):  # fmt: skip
            self.assertEqual(names.repair(*typed), true, typed)

    def test_left_alone(self):
        for parts in (
            ("Иванов", "Иван", "Иванович"),
            ("Роман", "Абрам", ""),
            ("Абрам", "Роман", "Аркадьевич"),
            ("Абрамович", "Роман", "Аркадьевич"),
            ("Роман", "Гульшат", ""),
            ("Назар", "Сабр", ""),
            ("Иван", "Абрамович", ""),
            ("Иван", "Петрович", ""),
            ("Иванова", "Саша", ""),
            # A woman's surname does not fit the man's name.
            ("Иван", "Иванова", ""),
            ("Ivanov", "Ivan", "Ivanovich"),
            ("Martin", "Norman", ""),
            ("Thomas", "Truman", ""),
            ("Lew", "Rey", ""),
            ("Kel", "", ""),
            # These make Руф and Яша.
            ("Hea", "", ""),
            ("", "Zif", ""),
            ("O'Connor", "John", ""),
            ("Wojcik", "Jan", ""),
            ("Hajdu", "Attila", ""),
            ("Schwartz", "", ""),
            ("Nguyen", "Thi", ""),
            ("Ivanov", "Bdfy", ""),
            ("Rugby", "Ltd", ""),
            ("Иван", "", ""),
            ("", "Иванов", ""),
            ("", "", ""),
        ):
            self.assertEqual(names.repair(*parts), parts, parts)

    def test_split_reads_the_wrong_layout(self):
        for text, parts in (
            ("Bdfyjd Bdfy Bdfyjdbx", ("Иванов", "Иван", "Иванович")),
            ("Bdfy Bdfyjd", ("Иванов", "Иван", "")),
            ("bdfyjd bdfy", ("Иванов", "Иван", "")),
            ("Ivanov Ivan", ("Ivanov", "Ivan", "")),
            ("Rey, Lew", ("Rey", "Lew", "")),
        ):
            self.assertEqual(names.split(text)[:3], parts, text)
