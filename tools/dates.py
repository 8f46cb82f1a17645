# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Birth dates and dates of actuality as files and people write them."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from .characters import as_text, clean

EARLIEST = date(1880, 1, 1)
# What programs and clerks put where the birth date is not known. 1970-01-01 is the
# zero of Unix time and falls upon far more cards than upon people.
STOP_BIRTHDATES = frozenset(
    {
        date(1800, 1, 1),
        date(1899, 12, 30),
        date(1899, 12, 31),
        date(1900, 1, 1),
        date(1901, 1, 1),
        date(1910, 1, 1),
        date(1970, 1, 1),
    }
)
_TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?(Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})" + _TIME, re.I)
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})" + _TIME, re.I)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_COMPACT_DAY_FIRST = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}")


def parse(value, *, earliest=EARLIEST, latest=None):
    """A date written in any usual way; the day comes before the month.

    :param value: str, date, datetime or ``None``
    :param earliest: first date accepted
    :param latest: last date accepted, ``None`` for any
    :return: (date, None) or (None, reason)

    >>> parse("08.11.1950"), parse("19501108")[0] == parse("1950-11-08")[0]
    ((datetime.date(1950, 11, 8), None), True)
    >>> parse("31.02.1980"), parse("02.01.80"), parse("1.1.1600")
    ((None, 'impossible_date'), (None, 'ambiguous_date'), (None, 'out_of_range'))
    """
    moment, reason = _moment(value)
    if reason:
        return None, reason
    day = moment.date() if isinstance(moment, datetime) else moment
    if day < earliest or (latest and day > latest):
        return None, "out_of_range"
    return day, None


def parse_datetime(value):
    """A moment written in any usual way; without an offset it is taken as UTC.

    :param value: str, datetime, date or ``None``
    :return: (naive UTC datetime, None) or (None, reason); a date alone is midnight

    >>> parse_datetime("04.03.2015 12:13:14")[0].isoformat()
    '2015-03-04T12:13:14'
    >>> parse_datetime("2015-03-04T12:13:14+03:00")[0].isoformat()
    '2015-03-04T09:13:14'
    """
    moment, reason = _moment(value)
    if reason:
        return None, reason
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment, None


def is_stop_birthdate(day):
    """A date that programs put where none was known.

    :param day: date or ``None``
    :return: bool

    >>> is_stop_birthdate(date(1900, 1, 1)), is_stop_birthdate(date(1980, 1, 1))
    (True, False)
    """
    return day in STOP_BIRTHDATES


def _moment(value):
    """(naive UTC datetime or date, None) or (None, reason)."""
    if isinstance(value, datetime):
        if value.tzinfo:
            value = value.astimezone(timezone.utc).replace(tzinfo=None)
        return value, None
    if isinstance(value, date):
        return value, None
    return _parse_text(clean(as_text(value), 60))


@lru_cache(maxsize=16384)
def _parse_text(text):
    if not text:
        return None, "empty"
    text = re.sub(r"\s*(?:г\.?|года?)(?: ?р\.?)?$", "", text.strip(" ,;"), flags=re.I)
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, _mark, month, day, *clock = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, _mark, month, year, *clock = match.groups()
    elif match := _COMPACT.fullmatch(text):
        (year, month, day), clock = match.groups(), ()
        if int(month) > 12 or not 1700 < int(year) < 2200:
            day, month, year = _COMPACT_DAY_FIRST.fullmatch(text).groups()
    else:
        short = _SHORT_YEAR.fullmatch(text)
        return None, "ambiguous_date" if short else "not_a_date"
    hour, minute, second, offset = clock or (None, None, None, None)
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0),
            int(second or 0),
        )  # fmt: skip
        return moment - _offset(offset), None
    except (ValueError, OverflowError):
        return None, "impossible_date"


def _offset(text):
    """Offset from UTC written as Z, +03:00 or +0300."""
    if not text or text in "Zz":
        return timedelta()
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
