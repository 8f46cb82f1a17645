# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cleaning and look-alike letters shared by all normalisers."""

import unicodedata

# Upper-case letters drawn alike; documents are compared in upper case.
TO_LATIN = str.maketrans("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")
# The same for lower case. A capital В folded to lower case is still drawn as B, so
# lower-case pairs follow the capitals too.
TO_LATIN_LOWER = str.maketrans("авекмнорстухіјѕ", "abekmhopctyxijs")
TO_CYRILLIC_LOWER = str.maketrans("abcehikmoptxyj", "авсенікмортхуј")
HYPHENS = "-‐‑‒–—―−"
APOSTROPHES = "'’‘ʼʹ`´′″ˮʺ\"“”«»"


def as_text(value):
    """Text of a raw cell value: ``None`` and ``False`` are empty, 5.0 is "5".

    :param value: str, number, ``None`` or ``False`` (spreadsheets give floats, the
        ORM gives ``False``)
    :return: str

    >>> as_text(79161234567.0), as_text(None), as_text(" a ")
    ('79161234567', '', ' a ')
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _visible(char):
    category = unicodedata.category(char)
    if category[0] == "Z" or char in "\t\n\r\v\f":
        return " "
    return "" if category[0] == "C" else char


def clean(text, limit=500):
    """NFKC text without control characters, blanks single, at most ``limit`` long.

    :param text: str, may hold anything, NUL and lone surrogates included
    :param limit: characters kept
    :return: str that PostgreSQL can store

    >>> clean("  Iван\\u00a0\\x00 Петров\\n")
    'Iван Петров'
    """
    text = text[:limit]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:limit]
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def is_repeated(digits):
    """One character repeated, as in "5555555555".

    >>> is_repeated("5555555"), is_repeated("5555556"), is_repeated("")
    (True, False, False)
    """
    return len(set(digits)) == 1


def is_sequence(digits):
    """Digits that only go up or only go down by one, 9 and 0 being neighbours.

    >>> is_sequence("1234567890"), is_sequence("987654"), is_sequence("1235")
    (True, True, False)
    """
    return len(digits) > 2 and (
        digits in "01234567890123456789" or digits in "98765432109876543210"
    )
