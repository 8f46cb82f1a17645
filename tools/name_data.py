# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The list of given names, read once when first needed."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .name_form import normalize
from .name_keys import latin_key

_FOLDER = Path(__file__).parent / "data"
# Least odds of a name of the hand-made list, most of which were never counted.
_TYPED_ODDS = 20


class GivenName(NamedTuple):
    """``gender`` is "male", "female" or "" (both); ``odds`` are the decibans by which
    the word is a given name rather than a surname."""

    gender: str
    odds: int


def _rows(path):
    with (_FOLDER / path).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")


@lru_cache(maxsize=1)
def _by_form():
    """{normal form or Latin key: GivenName}.

    Latin keys live in the same dictionary: no normal form of a Cyrillic name is
    Latin, so they cannot meet.
    """
    names = {
        normalize(row["name"]): GivenName(row["gender"], int(row["odds"]))
        for row in _rows("given_names.csv")
    }
    for row in _rows("given_names_typed.csv"):
        form = normalize(row["name"])
        odds = names[form].odds if form in names else 0
        names[form] = GivenName(row["gender"], max(odds, _TYPED_ODDS))
    by_key = {}
    # The commonest name of a key stands for it.
    for form, given in sorted(names.items(), key=lambda item: item[1].odds):
        by_key[latin_key(form)] = given
    return {**by_key, **names}


def given_name(word):
    """What is known of a word as a given name.

    :param word: normal form, Cyrillic or Latin
    :return: :class:`GivenName` or ``None``

    >>> given_name("никита").gender, given_name("oksana").gender
    ('male', 'female')
    >>> given_name("стелькин") is None
    True
    """
    names = _by_form()
    return names.get(word) or (names.get(latin_key(word)) if word.isascii() else None)


def given_names():
    """All listed given names: Cyrillic normal forms and Latin keys.

    >>> "никита" in given_names()
    True
    """
    return _by_form().keys()
