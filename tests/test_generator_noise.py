# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each knob of the names does what it says, and only where it can."""

import re
from dataclasses import replace

from odoo.tests import BaseCase

from odoo.addons.crm_prospect.demo import draw, generator, misspell, pools
from odoo.addons.crm_prospect.demo.people import human

from .test_generator_truth import CLEAN

N = 4000
PARTS = ("lastname", "firstname", "middlename")
LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


class TestNoise(BaseCase):
    def noisy(self, count=500, **knobs):
        """(name of the person, name the prospect gives), with these flaws only."""
        noise = replace(CLEAN, **knobs)
        for person, index in generator.prospects(count, N, known=1.0, noise=noise):
            truth = human(1, index)
            yield (
                [getattr(truth, part) for part in PARTS],
                [person.get(part, "") for part in PARTS],
                person,
            )

    def test_without_noise_names_are_the_person_s(self):
        for truth, given, _person in self.noisy():
            self.assertEqual(truth, given)

    def test_latin_by_three_schemes(self):
        wanted = {
            "passport": ({}, misspell.latin),
            "standard": ({"latin_gost": 1.0}, misspell.latin_gost),
            "habit": ({"latin_habit": 1.0}, misspell.latin_habit),
        }
        for scheme, (knobs, way) in wanted.items():
            with self.subTest(scheme=scheme):
                flaws = {"latin": 1.0, "latin_vk": 1.0, **knobs}
                for truth, given, _person in self.noisy(100, **flaws):
                    self.assertEqual(given, [way(name, None) for name in truth])
                    self.assertNotRegex("".join(given), CYRILLIC)

    def test_whole_name_in_another_script(self):
        for knob in ("wrong_layout", "look_alikes"):
            with self.subTest(knob=knob):
                spoiled = sum(
                    bool(LATIN.search("".join(given)))
                    for _truth, given, _person in self.noisy(300, **{knob: 1.0})
                )
                self.assertGreater(spoiled, 295)

    def test_case(self):
        forms = {str.upper: 0, str.lower: 0, str.swapcase: 0}
        for truth, given, _person in self.noisy(case=1.0):
            [form] = [f for f in forms if given == [f(name) for name in truth]]
            forms[form] += 1
        self.assertGreater(min(forms.values()), 25)

    def test_initials(self):
        forms = set()
        for truth, given, _person in self.noisy(initials=1.0):
            self.assertEqual(given[0], truth[0])
            for full, short in zip(truth[1:], given[1:], strict=True):
                self.assertIn(short, {full, full[:1], full[:1] + "."})
            self.assertNotEqual(given, truth)
            forms.add(tuple(len(name) if len(name) < 3 else 3 for name in given[1:]))
        self.assertLessEqual({(2, 2), (1, 1), (3, 2)}, forms)

    def test_swapped_names(self):
        for truth, given, _person in self.noisy(200, swapped_names=1.0):
            self.assertEqual(given, [truth[1], truth[0], truth[2]])

    def test_swapped_names_in_one_field_are_western(self):
        seen = 0
        for truth, _given, person in self.noisy(swapped_names=1.0, one_field=1.0):
            if "name" in person:
                names = " ".join([*truth[1:], truth[0]])
                self.assertEqual(person["name"].split(), names.split())
                seen += 1
        self.assertGreater(seen, 50)

    def test_blanks(self):
        doubled = 0
        for truth, given, person in self.noisy(blanks=1.0, one_field=1.0):
            text = person.get("name", given[0])
            words = truth if "name" in person else truth[:1]
            self.assertEqual(text.split(), " ".join(words).split())
            self.assertRegex(text, r"^\s|\s$|\s\s")
            doubled += "  " in text.strip()
        self.assertGreater(doubled, 50)

    def test_apostrophe(self):
        """People with one are there, and it is written in many ways."""
        people = [human(1, ordinal) for ordinal in range(20_000)]
        surnames = {person.lastname for person in people if "'" in person.lastname}
        self.assertGreater(len(surnames), 5)
        chance = draw.stream("apostrophes")
        forms = {misspell.apostrophe("Дем'яненко", chance) for _turn in range(200)}
        self.assertEqual(
            forms,
            {"Дем’яненко", "Дем`яненко", "Демʼяненко", "Демяненко", "Демьяненко"},
        )
        forms = {misspell.apostrophe("О'Коннор", chance) for _turn in range(200)}
        self.assertEqual(forms, {"О’Коннор", "О`Коннор", "ОʼКоннор", "ОКоннор"})

    def test_hyphen(self):
        chance = draw.stream("hyphens")
        forms = {misspell.hyphen("Серова-Орлова", chance) for _turn in range(200)}
        self.assertEqual(
            forms,
            {
                *("Серова Орлова", "Серова–Орлова"),
                *("Серова - Орлова", "Серова", "Орлова"),
            },
        )

    def test_yo(self):
        spoiled = 0
        for truth, given, _person in self.noisy(yo=1.0):
            self.assertEqual(given, [pools.YO.get(name, name) for name in truth])
            spoiled += given != truth
        self.assertGreater(spoiled, 5)

    def test_changed_lastname_is_a_woman_s(self):
        for truth, given, person in self.noisy(changed_lastname=1.0):
            changed = given[0] != truth[0]
            self.assertLessEqual(changed, person["gender"] == "female")
            self.assertEqual(given[1:], truth[1:])
