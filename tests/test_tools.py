# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pure tools: examples of their docstrings, tables, and values from hell."""

import ast
import doctest
import random
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.tools import (
    dates,
    documents,
    emails,
    messengers,
    names,
    phones,
    reasons,
)

PACKAGE = reasons.__name__.rpartition(".")[0]


@tagged("post_install", "-at_install")
class TestToolsDoctest(BaseCase):
    def test_examples_of_every_module(self):
        modules = {
            name: module
            for name, module in sys.modules.items()
            if name.startswith(PACKAGE + ".")
        }
        self.assertGreaterEqual(len(modules), 20)
        for name, module in sorted(modules.items()):
            result = doctest.testmod(module)
            self.assertGreater(result.attempted, 0, name)
            self.assertEqual(result.failed, 0, name)

    def test_no_module_imports_odoo(self):
        folder = Path(reasons.__file__).parent
        sources = sorted(folder.glob("*.py"))
        self.assertGreaterEqual(len(sources), 20)
        for source in sources:
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    self.assertLess(node.level, 2, source.name)
                    imported = [node.module or ""]
                elif isinstance(node, ast.Import):
                    imported = [alias.name for alias in node.names]
                else:
                    continue
                for name in imported:
                    self.assertNotEqual(name.partition(".")[0], "odoo", source.name)


@tagged("post_install", "-at_install")
class TestDocuments(BaseCase):
    def test_table(self):
        for normalizer, text, number, reason in (
            ("passport_ru", "45 09 123456", "4509123456", None),
            ("passport_ru", "4509 №123456 выдан 12.03.2009", "4509123456", None),
            ("passport_ru", 4509123456.0, "4509123456", None),
            ("passport_ru", "0000 000000", None, "repeated_digit"),
            ("passport_ru", "1234 567890", None, "sequence"),
            ("passport_ru", "4509 000000", None, "stop_value"),
            ("passport_ru", "0012 345678", None, "impossible_number"),
            ("passport_ru", "4509 12345", None, "too_short"),
            ("passport_ru", "AB 123456", None, "bad_characters"),
            ("inn", "5001 0073 2259", "500100732259", None),
            ("inn", "500100732258", None, "wrong_checksum"),
            ("inn", "7707083893", None, "company_number"),
            ("snils", "112-233-445 95", "11223344595", None),
            ("snils", "087-654-303 00", "08765430300", None),
            ("snils", "8765430300", "08765430300", None),
            ("snils", "001-001-998 77", "00100199877", None),
            ("snils", "112-233-445 96", None, "wrong_checksum"),
            ("rntrc_ua", "3184710691", "3184710691", None),
            ("rntrc_ua", "3184710692", None, "wrong_checksum"),
            ("driving_licence", "77 УХ 123456", "77YX123456", None),
            ("driving_licence", "77 YX 123456", "77YX123456", None),
            ("driving_licence", "123-456-78-9", None, "sequence"),
            ("driving_licence", "1A23456789", None, "bad_syntax"),
            ("passport_foreign", "71 № 1234567", "711234567", None),
            ("generic", "II-МЮ 123456", "IIMЮ123456", None),
            ("generic", "ав123", "AB123", None),
            ("generic", "нет", None, "not_a_number"),
            ("generic", "7" * 40, None, "too_long"),
            ("generic", None, None, "empty"),
            ("no such normalizer", "AB 1", "AB1", None),
        ):
            document = documents.normalize(text, normalizer)
            self.assertEqual(document, (number, reason), (normalizer, text))
            if number:
                self.assertEqual(documents.normalize(number, normalizer), document)

    def test_birth_date_and_gender(self):
        self.assertEqual(
            documents.birth_date_of("3184710691", "rntrc_ua"), date(1987, 3, 12)
        )
        self.assertIsNone(documents.birth_date_of("4509123456", "passport_ru"))
        self.assertEqual(documents.gender_of("3184710691", "rntrc_ua"), "male")

    def test_company_inn(self):
        self.assertEqual(
            documents.normalize_company_inn("77 07 083893").number, "7707083893"
        )


@tagged("post_install", "-at_install")
class TestDates(BaseCase):
    def test_one_date_in_every_notation(self):
        for value in (
            "1980-01-02",
            "02.01.1980",
            "2.1.1980 г.",
            "02/01/1980",
            "19800102",
            "02011980",
            "1980-01-02T23:59:59",
            datetime(1980, 1, 2, 3),
            date(1980, 1, 2),
        ):
            self.assertEqual(dates.parse(value), (date(1980, 1, 2), None), value)

    def test_unusable(self):
        for value, reason in (
            ("31.02.1980", "impossible_date"),
            ("29.02.1900", "impossible_date"),
            ("0000-00-00", "impossible_date"),
            ("02.01.80", "ambiguous_date"),
            ("1980", "not_a_date"),
            ("1879-12-31", "out_of_range"),
            ("", "empty"),
            (None, "empty"),
        ):
            self.assertEqual(dates.parse(value), (None, reason), value)
        self.assertEqual(
            dates.parse("2030-01-01", latest=date(2026, 1, 1))[1], "out_of_range"
        )

    def test_moments(self):
        moment = datetime(2015, 3, 4, 12, 13, 14)
        zone = timezone(timedelta(hours=3))
        for value in (
            "2015-03-04 12:13:14",
            "04.03.2015 12:13:14",
            "2015-03-04T12:13:14Z",
            "2015-03-04T15:13:14.5+03:00",
            moment,
            moment.replace(hour=15, tzinfo=zone),
        ):
            self.assertEqual(dates.parse_datetime(value), (moment, None), value)
        self.assertEqual(
            dates.parse_datetime("2015-03-04"), (datetime(2015, 3, 4), None)
        )

    def test_placeholders(self):
        self.assertTrue(dates.is_stop_birthdate(date(1900, 1, 1)))
        self.assertFalse(dates.is_stop_birthdate(date(1950, 11, 8)))


def _texts():
    """Seeded texts of every kind of character, long ones and slips of real values."""
    draw = random.Random(7)
    real = [
        "+7 (916) 123-45-67 доб. 12", "ivan.petrov@mail.ru", "45 09 № 123456",
        "Иванов-Петров Иван И.", "1980-01-02T12:13:14+03:00", "https://vk.com/id1",
    ]  # fmt: skip
    alphabets = [
        [chr(code) for code in range(0x00, 0x80)],
        [chr(code) for code in range(0x400, 0x530)],
        [chr(code) for code in range(0x300, 0x370)],
        [chr(code) for code in range(0x2000, 0x2070)],
        ["\x00", "\ud800", "\u202e", "\ufeff", "ﷺ", "İ", "ß", "ﬁ", "²", "٣", "Ⅷ", "𝟙"],
        list("0123456789+()-., /@;:#<>"),
    ]
    for number in range(3000):
        alphabet = alphabets[number % len(alphabets)]
        chars = draw.choices(alphabet, k=draw.randrange(40))
        if number % 2:
            chars = list(draw.choice(real))
            for _slip in range(draw.randrange(4)):
                chars[draw.randrange(len(chars))] = draw.choice(alphabet)
        yield "".join(chars)
    for char in "0@(<., \x00аA+-":
        yield char * 100_000


@tagged("post_install", "-at_install")
class TestToolsFuzz(BaseCase):
    def test_any_text_is_answered(self):
        given = set()
        for text in _texts():
            for phone in phones.parse(text):
                given.add(phone.reason)
                self.assertEqual(bool(phone.number), not phone.reason)
                self.assertNotIn("\x00", phone.value)
                if phone.number:
                    self.assertEqual(
                        phones.parse_one(phone.number).number, phone.number
                    )
            for email in emails.parse(text):
                given.add(email.reason)
                self.assertEqual(bool(email.address), not email.reason)
                self.assertNotIn("\x00", email.value)
                if email.address:
                    again = emails.parse_one(email.address)
                    self.assertEqual(again[1:3], email[1:3])
            for normalizer in documents.NORMALIZERS:
                document = documents.normalize(text, normalizer)
                given.add(document.reason)
                if document.number:
                    again = documents.normalize(document.number, normalizer)
                    self.assertEqual(again, document)
            for answer in (dates.parse(text), dates.parse_datetime(text)):
                given.add(answer[1])
                self.assertEqual(answer[0] is None, bool(answer[1]))
            for network in [*messengers.NETWORKS, text]:
                messenger = messengers.parse(network, text)
                given.add(messenger.reason)
                self.assertEqual(bool(messenger.key), not messenger.reason)
        given.discard(None)
        self.assertLessEqual(given, set(reasons.REASONS))
        self.assertGreaterEqual(len(given), 12)

    def test_names_of_any_text(self):
        for text in _texts():
            form = names.normalize(text)
            self.assertEqual(names.normalize(form), form)
            self.assertEqual(names.latin_key(form), names.latin_key(text))
            self.assertEqual(names.sound_code(form), names.sound_code(text))
            parts = names.split(text)
            self.assertLessEqual(len("".join(parts[:3])), 600)
            self.assertIn(names.gender(*parts[:3]), ("male", "female", None))
            "".join([form, *parts[:3]]).encode()
