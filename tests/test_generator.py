# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The invented people are the same each time and look as real ones do."""

import csv
import doctest
import re
import tempfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import phonenumbers

from odoo.tests import BaseCase

from odoo.addons.crm_prospect.demo import draw, generator, identifiers
from odoo.addons.crm_prospect.demo.people import STRANGERS

N = 4000
KEYS = set(
    "lastname firstname middlename name gender birthdate phones emails messengers"
    " documents street zip city country employer comment source ref actual_date".split()
)
DOCUMENT_TYPES = {"passport_ru", "inn", "snils", "passport_foreign", "driving_licence"}


def digits(text):
    return re.sub(r"\D", "", text)


def phone_values(person):
    for phone in person.get("phones", ()):
        yield phone["value"] if isinstance(phone, dict) else phone


class TestGenerator(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = list(generator.clients(N))
        cls.prospects = list(generator.prospects(N, N))

    def assertShare(self, found, expected, of=N, tolerance=0.03):
        self.assertAlmostEqual(found / of, expected, delta=tolerance)

    def test_same_seed_same_people(self):
        self.assertEqual(self.clients[:200], list(generator.clients(200)))
        self.assertEqual(self.prospects[:200], list(generator.prospects(200, N)))
        self.assertNotEqual(self.clients[:5], list(generator.clients(5, seed=2)))
        self.assertNotEqual(self.prospects[:5], list(generator.prospects(5, N, seed=2)))

    def test_any_part_is_had_without_the_rest(self):
        self.assertEqual(self.clients[150:170], list(generator.clients(20, start=150)))
        self.assertEqual(
            self.prospects[150:170], list(generator.prospects(20, N, start=150))
        )

    def test_people_are_made_one_by_one(self):
        first = next(generator.prospects(10**9, 5_000_000))
        self.assertEqual(first, next(generator.prospects(1, 5_000_000)))

    def test_more_clients_than_ordinals_are_refused(self):
        with self.assertRaises(ValueError):
            generator.clients(STRANGERS, start=1)
        with self.assertRaises(ValueError):
            next(generator.prospects(1, STRANGERS + 1))

    def test_chance_is_pinned(self):
        """The same figures on each machine and each version of Python."""
        chance = draw.stream("known answer")
        numbers = [round(chance(), 9) for _place in range(17)]
        self.assertEqual(numbers[::8], [0.493172043, 0.844078775, 0.40439284])

    def test_doctests(self):
        result = doctest.testmod(draw)
        self.assertGreater(result.attempted, 0)
        self.assertEqual(result.failed, 0)

    def test_clients_shares(self):
        count = Counter(key for person in self.clients for key in person)
        documents = Counter(
            document["type"]
            for person in self.clients
            for document in person.get("documents", ())
        )
        self.assertShare(count["phones"], 0.90)
        self.assertShare(count["emails"], 0.60)
        self.assertShare(count["street"], 0.85)
        self.assertShare(documents["passport_ru"], 0.85)
        self.assertShare(documents["inn"], 0.40)
        self.assertShare(documents["snils"], 0.60)
        self.assertShare(
            sum(p["gender"] == "female" for p in self.clients), 0.5, N, 0.06
        )

    def test_prospects_shares(self):
        people = [person for person, _client in self.prospects]
        count = Counter(key for person in people for key in person)
        passports = sum(
            any(d["type"] == "passport_ru" for d in person.get("documents", ()))
            for person in people
        )
        self.assertShare(sum(c is not None for _p, c in self.prospects), 0.5)
        self.assertShare(passports, 0.35)
        self.assertShare(count["phones"], 0.81)
        self.assertShare(count["emails"], 0.50)
        self.assertShare(count["birthdate"], 0.75)
        sources = Counter(person["source"] for person in people)
        for source in generator.SOURCES:
            self.assertIn(source["group"], generator.GROUPS)
            self.assertShare(sources.pop(source["code"]), source["share"])
        self.assertFalse(sources)

    def test_share_of_clients_is_a_knob(self):
        for known in (0.0, 0.2, 1.0):
            truth = [c for _p, c in generator.prospects(2000, N, known=known)]
            found = sum(client is not None for client in truth)
            self.assertShare(found, known, 2000, 0.04)
        self.assertTrue(all(c is None for _p, c in generator.prospects(200, 0)))

    def test_form_of_persons(self):
        for person, _client in self.prospects:
            self.assertLessEqual(set(person), KEYS)
        for person in self.clients:
            self.assertLessEqual(set(person), KEYS | {"client_since", "client_until"})
            self.assertEqual(person["source"], "ABS")
            since = date.fromisoformat(person["client_since"])
            self.assertLess(date.fromisoformat(person["birthdate"]), since)
            until = person.get("client_until", "9999-12-31")
            self.assertLess(since, date.fromisoformat(until))
        for person in self.clients + [person for person, _client in self.prospects]:
            datetime.strptime(person["actual_date"], "%Y-%m-%d %H:%M:%S")
            date.fromisoformat(person.get("birthdate", "2000-01-01"))
            self.assertIn(person.get("gender", "male"), ("male", "female"))
            self.assertTrue(person.get("name") or person["lastname"])
            for document in person.get("documents", ()):
                self.assertIn(document["type"], DOCUMENT_TYPES)
                self.assertTrue(document["number"])

    def test_references_are_unique(self):
        people = self.clients + [person for person, _client in self.prospects]
        people += [p for _n, p in generator.web_example()["prospects"]]
        people += [p for _n, p in generator.web_example()["clients"]]
        references = Counter((person["source"], person["ref"]) for person in people)
        self.assertEqual(set(references.values()), {1})

    def test_vk_has_accounts_and_no_documents(self):
        people = [person for person, _c in self.prospects if person["source"] == "VK"]
        self.assertFalse(any("documents" in person for person in people))
        self.assertShare(sum("messengers" in p for p in people), 0.97, len(people))

    def test_checksums(self):
        checked = Counter()
        for person in self.clients:
            for document in person.get("documents", ()):
                number = [int(digit) for digit in digits(document["number"])]
                if document["type"] == "inn":
                    self.assertEqual(number[10:], self._inn_control(number))
                if document["type"] == "snils":
                    self.assertEqual(number[9:], self._snils_control(number))
                checked[document["type"]] += 1
        self.assertGreater(min(checked["inn"], checked["snils"]), 1000)

    @staticmethod
    def _inn_control(number):
        first = 7 * number[0] + 2 * number[1] + 4 * number[2] + 10 * number[3]
        first += 3 * number[4] + 5 * number[5] + 9 * number[6] + 4 * number[7]
        first += 6 * number[8] + 8 * number[9]
        first = first % 11 % 10
        second = 3 * number[0] + 7 * number[1] + 2 * number[2] + 4 * number[3]
        second += 10 * number[4] + 3 * number[5] + 5 * number[6] + 9 * number[7]
        second += 4 * number[8] + 6 * number[9] + 8 * first
        return [first, second % 11 % 10]

    @staticmethod
    def _snils_control(number):
        total = sum((9 - place) * number[place] for place in range(9)) % 101
        return [0, 0] if total == 100 else [total // 10, total % 10]

    def test_phones_are_valid(self):
        checked = 0
        for person in self.clients:
            for value in phone_values(person):
                number = phonenumbers.parse(value, "RU")
                self.assertTrue(phonenumbers.is_valid_number(number))
                checked += 1
        self.assertGreater(checked, N * 0.9)

    def test_identifiers_are_unique(self):
        ordinals = [*range(20_000), *range(STRANGERS, STRANGERS + 20_000)]
        for kind in "inn snils passport_foreign driving_licence vk".split():
            values = {getattr(identifiers, kind)(ordinal) for ordinal in ordinals}
            self.assertEqual(len(values), len(ordinals), kind)
        for kind in "mobile passport".split():
            make = getattr(identifiers, kind)
            values = {make(ordinal, slot) for ordinal in ordinals for slot in range(3)}
            self.assertEqual(len(values), len(ordinals) * 3, kind)

    def test_web_example(self):
        example = generator.web_example()
        people = dict(example["prospects"])
        self.assertEqual(
            {n: (p["lastname"], p["source"], p["ref"]) for n, p in people.items()},
            {
                985360868: ("Стелькин", "AL", "4944650"),
                12541264: ("Кроссовый", "BT", "79503"),
                7784: ("Рисовая", "GM", "79822"),
            },
        )
        self.assertEqual(
            [person["birthdate"] for person in people.values()],
            ["1950-11-08", "2000-08-11", "1955-12-19"],
        )
        (number, client), prospect = example["clients"][0], people[12541264]
        self.assertEqual((number, client["ref"]), (356918, "356918"))
        self.assertEqual(client["documents"], prospect["documents"])
        for key in ("lastname", "firstname", "middlename", "birthdate"):
            self.assertEqual(client[key], prospect[key])
        for person in [*people.values(), client]:
            self.assertLessEqual(set(person), KEYS | {"client_since"})

    def test_csv_file(self):
        people = [person for person, _client in self.prospects[:300]]
        people += [person for _n, person in generator.web_example()["prospects"]]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "prospects.csv"
            self.assertEqual(generator.write_csv(path, people), 303)
            self.assertTrue(path.read_bytes().startswith(b"\xef\xbb\xbf"))
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = list(csv.DictReader(stream, delimiter=";"))
        self.assertEqual(
            [r["Код в источнике"] for r in rows], [p["ref"] for p in people]
        )
        row = rows[-2]
        self.assertEqual(row["Фамилия"], "Кроссовый")
        self.assertEqual(row["Пол"], "М")
        self.assertEqual(row["Дата рождения"], "11.08.2000")
        self.assertEqual(row["Дата актуальности"], "05.11.2024 09:47:53")
        self.assertEqual(row["Паспорт"], "4520 731946")
        self.assertEqual(row["Источник"], "BT")
        for person, row in zip(people, rows, strict=True):
            self.assertEqual(row["ФИО"], person.get("name", ""))
            values = [*phone_values(person), "", ""]
            self.assertEqual([row["Телефон"], row["Телефон 2"]], values[:2])
