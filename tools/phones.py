# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Phone numbers as people type them, to E.164."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from phonenumbers import ValidationResult as Possible

from .characters import as_text, clean, is_repeated, is_sequence

# An E.164 number has at most 15 digits (ITU-T E.164); 00 or 810 may stand before.
_MAX_DIGITS = 18
_MAX_VALUE = 200
_SEPARATOR = re.compile(r"[;\n\r|]|,(?!\s*(?:доб|вн|ext|#))|\b(?:или|або|or)\b", re.I)
_EXTENSION = re.compile(
    r"(?:[,\s(]*(?:доб(?:авочный|\.)?|вн(?:утр)?(?:енний|\.)?|ext(?:ension|\.)?|#|[xх])"
    r"[\s.:]*(?:№|no)?\s*)(\d{1,8})\b",
    re.I,
)
_NUMBER = re.compile(r"\+?[\s(]*\d[\d\s().\-‐‑‒–—―−~+]*")
_DECORATION = str.maketrans("", "", " ()-.‐‑‒–—―−~")
# +7 930 00x is the one mobile range libphonenumber calls invalid: left to it.
_RU_MOBILE = re.compile(r"(?:\+?7|8)?(9(?!3000)[0-9]{9})")
_PLUS_RU_MOBILE = re.compile(r"\+7(9(?!3000)[0-9]{9})")
# Masks of web forms, typed or sent unchanged.
_STOP_NUMBERS = frozenset({"+79123456789", "+79991234567"})
# Where a plan does not tell mobile from fixed (USA, Canada) a person's number is
# far more often a mobile one.
_KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.VOIP: "voip",
}
_IMPOSSIBLE = {
    Possible.TOO_SHORT: "too_short",
    Possible.IS_POSSIBLE_LOCAL_ONLY: "too_short",
    Possible.TOO_LONG: "too_long",
}


class Phone(NamedTuple):
    """One phone of a field: ``number`` (E.164) or else ``reason`` is set.

    ``value`` is the text as typed, ``extension`` digits or "", ``kind`` one of
    mobile, fixed, toll_free, voip, other.
    """

    value: str
    number: str | None
    extension: str = ""
    kind: str | None = None
    reason: str | None = None


def parse(text, country="RU", limit=50):
    """All phones of one field, in order, a number once.

    :param text: str or ``None``; numbers separated by ``,`` ``;`` ``/`` ``|``, a new
        line or «или»; words around a number are dropped
    :param country: ISO 3166 code assumed for a number without ``+``, ``None`` for none
    :param limit: phones returned at most
    :return: list of :class:`Phone`; empty for an empty field

    >>> parse("8 (916) 123-45-67 (Маша), +380501234567; 5555555555")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Phone(value='8 (916) 123-45-67 (Маша)', number='+79161234567', extension='',
           kind='mobile', reason=None),
     Phone(value='+380501234567', number='+380501234567', extension='',
           kind='mobile', reason=None),
     Phone(value='5555555555', number=None, extension='', kind=None,
           reason='repeated_digit')]
    >>> parse_one("(495) 123-45-68, доб. 12")[1:4]
    ('+74951234568', '12', 'fixed')
    """
    text, country = as_text(text), country or "ZZ"
    mobile = len(text) < 30 and _russian_mobile(text, country)
    if mobile:
        return [mobile]
    found = {}
    for part in _parts(text[: limit * _MAX_VALUE], country):
        phone = _parse_part(part, country)
        found.setdefault((phone.number or phone.value, phone.extension), phone)
        if len(found) >= limit:
            break
    return list(found.values())


def parse_one(text, country="RU"):
    """The first usable phone of a field, or its first unusable one.

    :return: :class:`Phone`, with reason "empty" for an empty field

    >>> parse_one("нет, 8-800-555-35-35").kind
    'toll_free'
    >>> parse_one("").reason
    'empty'
    """
    phones = parse(text, country)
    usable = (phone for phone in phones if phone.number)
    return next(usable, phones[0] if phones else Phone("", None, reason="empty"))


def _parts(text, country):
    """Texts that should hold one phone each."""
    for piece in _SEPARATOR.split(text):
        piece = clean(piece, _MAX_VALUE)
        if piece.endswith(".0") and piece[:-2].isdigit():
            piece = piece[:-2]  # a spreadsheet's number saved as text
        for part in piece.split("/") if _is_list(piece) else [piece]:
            if sum(map(str.isdigit, part)) <= _MAX_DIGITS:
                yield from [part.strip()] if part.strip() else []
                continue
            # Numbers with nothing but blanks between them.
            inside = [
                match.raw_string
                for match in phonenumbers.PhoneNumberMatcher(part, country)
            ]
            yield from inside or [part]


def _is_list(piece):
    """A slash separates numbers only when a whole number stands after it."""
    return any(sum(map(str.isdigit, part)) > 4 for part in piece.split("/")[1:])


def _russian_mobile(text, country):
    """Phone of a text that is a Russian mobile number and nothing else, or ``None``.

    Most values are; the library would be thirty times slower and say the same.
    """
    pattern = _RU_MOBILE if country == "RU" else _PLUS_RU_MOBILE
    match = pattern.fullmatch(text.translate(_DECORATION))
    if not match:
        return None
    number = "+7" + match[1]
    reason = _stop_reason(number, match[1])
    if reason:
        return Phone(text.strip(), None, reason=reason)
    return Phone(text.strip(), number, kind="mobile")


@lru_cache(maxsize=16384)
def _parse_part(part, country):
    mobile = _russian_mobile(part, country)
    if mobile:
        return mobile
    extension = ""
    match = _NUMBER.search(part)
    if not match:
        return Phone(part, None, reason="not_a_number")
    written = match[0]
    suffix = _EXTENSION.search(part, match.start())
    if suffix:
        extension = suffix[1]
        written = _NUMBER.match(part[: suffix.start()], match.start())[0]
    number, kind, reason = _to_e164(written, country)
    return Phone(part, number, extension if number else "", kind, reason)


def _to_e164(written, country):
    """(E.164, kind, None) or (None, None, reason) of digits with decoration."""
    plus = "+" if written.startswith("+") else ""
    digits = re.sub(r"\D", "", written)
    if len(digits) < 5:
        return None, None, "too_short"
    reason = _stop_reason("", digits)
    if reason:
        return None, None, reason
    if len(digits) > _MAX_DIGITS:
        return None, None, "too_long"
    attempts = [plus + digits]
    if not plus and len(digits) > 10:
        # A foreign number written without its plus, or with the European 00.
        attempts.append("+" + digits.removeprefix("00"))
    reasons = []
    for attempt in attempts:
        try:
            number = phonenumbers.parse(attempt, country)
        except NumberParseException:
            reasons.append("impossible_number")
            continue
        if phonenumbers.is_valid_number(number):
            e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            reason = _stop_reason(e164, str(number.national_number))
            if reason:
                return None, None, reason
            kind = phonenumbers.number_type(number)
            return e164, _KINDS.get(kind, "other"), None
        national = str(number.national_number)
        possible = phonenumbers.is_possible_number_with_reason(number)
        reasons.append(
            _stop_reason("", national) or _IMPOSSIBLE.get(possible, "impossible_number")
        )
    return None, None, reasons[0]


def _stop_reason(number, national):
    """Reason of a number that is nobody's: 5555555555, 1234567890, 900 000 00 00."""
    if is_repeated(national) or (len(national) > 7 and national.endswith("0000000")):
        return "repeated_digit"
    if len(national) > 6 and is_sequence(national):
        return "sequence"
    return "stop_value" if number in _STOP_NUMBERS else None
