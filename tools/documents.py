# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers of identity documents: normal forms and checks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from stdnum.ru import inn as stdnum_inn
from stdnum.ua import rntrc as stdnum_rntrc

from .characters import TO_LATIN, as_text, clean, is_repeated, is_sequence

_MAX_LENGTH = 30
_MAX_TEXT = 200
_LABELS = re.compile(
    r"серия|номер|паспорт|снилс|инн|рнокпп|passport|series|number|№", re.I
)
# NFKC turns № into No.
_NUMBER_SIGN = re.compile(r"\bn[o°.]*(?=\W*\d)", re.I)
# SNILS up to this one were given out before check digits existed (rule of the
# Russian pension fund).
_SNILS_UNCHECKED = 1_001_998


class Document(NamedTuple):
    """``number`` without separators, or else ``reason``, is set."""

    number: str | None
    reason: str | None = None


def normalize(number, normalizer="generic"):
    """Normal form of a document number.

    :param number: str, number or ``None``, as typed
    :param normalizer: key of ``NORMALIZERS``; an unknown one means "generic"
    :return: :class:`Document`

    >>> normalize("серия 45 09 № 123456", "passport_ru")
    Document(number='4509123456', reason=None)
    >>> normalize("112-233-445 95", "snils"), normalize("112-233-445 96", "snils")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Document(number='11223344595', reason=None),
     Document(number=None, reason='wrong_checksum'))
    >>> normalize("II-МЮ 123456").number, normalize(" ав 123-456 ").number
    ('IIMЮ123456', 'AB123456')
    """
    text = _cell(number)
    if not text:
        return Document(None, "empty")
    return NORMALIZERS.get(normalizer, _generic)(text)


def normalize_company_inn(number):
    """INN of an employer: 10 digits, or 12 of an entrepreneur.

    :param number: str, number or ``None``, as typed
    :return: :class:`Document`

    >>> normalize_company_inn("7707083893").number
    '7707083893'
    >>> normalize_company_inn("7707083894").reason
    'wrong_checksum'
    """
    text = _cell(number)
    if not text:
        return Document(None, "empty")
    return _inn(text, company=True)


def birth_date_of(number, normalizer):
    """Birth date held in a document number, if that type holds one.

    :param number: normalised number
    :param normalizer: key of ``NORMALIZERS``
    :return: date or ``None``

    >>> birth_date_of("3184710691", "rntrc_ua")
    datetime.date(1987, 3, 12)
    """
    if normalizer != "rntrc_ua" or not normalize(number, normalizer).number:
        return None
    # The first five digits count days since 1899-12-31 (Ukrainian tax service).
    return date(1899, 12, 31) + timedelta(days=int(number[:5]))


def gender_of(number, normalizer):
    """Gender held in a document number, if that type holds one.

    :return: "male", "female" or ``None``

    >>> gender_of("3184710691", "rntrc_ua")
    'male'
    """
    if normalizer != "rntrc_ua" or not normalize(number, normalizer).number:
        return None
    return "male" if int(number[8]) % 2 else "female"


def _cell(number):
    return clean(as_text(number)[:_MAX_TEXT].replace("№", " "), _MAX_TEXT)


def _digits(text, lengths):
    """Digits of a number made of digits only: (digits, None) or ("", reason)."""
    text = _NUMBER_SIGN.sub(" ", _LABELS.sub(" ", text))
    if text.endswith(".0"):
        text = text[:-2]
    digits = re.sub(r"[^\w]|_", "", text)
    if not digits:
        return "", "not_a_number"
    if not (digits.isascii() and digits.isdigit()):
        known = any(char.isdigit() for char in digits)
        return "", "bad_characters" if known else "not_a_number"
    if is_repeated(digits):
        return "", "repeated_digit"
    if is_sequence(digits):
        return "", "sequence"
    if len(digits) < min(lengths):
        return "", "too_short"
    if len(digits) > max(lengths):
        return "", "too_long"
    return digits, None


def _passport_ru(text):
    # «45 09 123456 выдан 12.03.2009 …»: what follows the number is not its part.
    text = re.split(r"выдан|дата|\bот\b", text, maxsplit=1, flags=re.I)[0]
    digits, reason = _digits(text, (10,))
    if reason:
        return Document(None, reason)
    series, number = digits[:4], digits[4:]
    if "0000" in series or is_repeated(number) or digits == "1234123456":
        return Document(None, "stop_value")
    # The first two digits are the region (OKATO), which starts at 01.
    if series.startswith("00"):
        return Document(None, "impossible_number")
    return Document(digits)


def _inn(text, company=False):
    digits, reason = _digits(text, (9, 12))
    if reason:
        return Document(None, reason)
    # A spreadsheet drops the leading zero; the check digits tell that it was there.
    digits = digits.zfill(len(digits) + len(digits) % 2)
    if not stdnum_inn.is_valid(digits):
        return Document(None, "wrong_checksum")
    if len(digits) == 10 and not company:
        return Document(None, "company_number")
    return Document(digits)


def _snils(text):
    digits, reason = _digits(text, (10, 11))
    if reason:
        return Document(None, reason)
    digits = digits.zfill(11)
    body, check = digits[:9], int(digits[9:])
    if not int(body):
        return Document(None, "stop_value")
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(body))
    if int(body) > _SNILS_UNCHECKED and total % 101 % 100 != check:
        return Document(None, "wrong_checksum")
    return Document(digits)


def _rntrc_ua(text):
    digits, reason = _digits(text, (9, 10))
    if reason:
        return Document(None, reason)
    digits = digits.zfill(10)
    if not stdnum_rntrc.is_valid(digits):
        return Document(None, "wrong_checksum")
    return Document(digits)


def _generic(text, shortest=3):
    number = re.sub(r"[\W_]", "", _LABELS.sub(" ", text)).upper().translate(TO_LATIN)
    if len(number) < shortest:
        return Document(None, "too_short" if number else "bad_syntax")
    if len(number) > _MAX_LENGTH:
        return Document(None, "too_long")
    if not re.search(r"\d", number):
        return Document(None, "not_a_number")
    if is_repeated(number) or not number.strip("0"):
        return Document(None, "repeated_digit")
    if len(number) > 4 and is_sequence(number):
        return Document(None, "sequence")
    return Document(number)


def _passport_foreign(text):
    # The shortest passport numbers in use have six characters.
    return _generic(text, shortest=6)


def _driving_licence(text):
    result = _generic(text, shortest=9)
    # Russia: region, two digits or letters, six digits. Ukraine: AAA 123456.
    pattern = r"\d\d[\dA-ZА-Я]{2}\d{6}|[A-ZА-ЯІЇЄ]{3}\d{6}"
    if result.number and not re.fullmatch(pattern, result.number):
        return Document(None, "bad_syntax")
    return result


NORMALIZERS: dict[str, Callable[[str], Document]] = {
    "generic": _generic,
    "passport_ru": _passport_ru,
    "inn": _inn,
    "snils": _snils,
    "passport_foreign": _passport_foreign,
    "driving_licence": _driving_licence,
    "rntrc_ua": _rntrc_ua,
}
