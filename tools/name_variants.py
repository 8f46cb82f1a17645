# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""First names that stand for each other: diminutives and spelling variants.

Two first names are variants of each other when they share a code. A code is the Latin
key of a full name; a diminutive of several full names has several codes.

>>> names = VariantMap((v.canonical, v.form, v.gender) for v in shipped())
>>> names.codes("саша"), names.codes("александра")
(('alehandr', 'alehandra'), ('alehandra',))
>>> names.codes("сашенька") == names.codes("саша")
True
>>> names.codes("sasha"), names.codes("bill"), names.codes("билл")
(('alehandr', 'alehandra', 'saSa'), ('bil', 'viliam'), ('viliam',))
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .name_form import normalize
from .name_keys import latin_key

_PATH = Path(__file__).parent / "data" / "name_variants.csv"
# Endings of second-level forms in Latin keys, the longest first: -очка, -ечка, -енька,
# -ушка, -уша, -уля, -чик, -ик, -ка. With each goes what the first-level form may end
# with in its place (Света, Таня, Глеб, Виталий), the likeliest first.
_HARD = ("a", "ia", "", "i")
_SOFT = ("ia", "a", "", "i")
_SUFFIXES = {
    "oCka": _HARD,
    "eCka": _SOFT,
    "enka": _SOFT,
    "uSka": _HARD,
    "ulia": _HARD,
    "uSa": _HARD,
    "Cik": _HARD,
    "ik": _HARD,
    "ka": _HARD,
}
_MALE_SUFFIX = "ik"
_SHORTEST_STEM = 3
# Distinct first names of a base of millions; the commonest stay.
_REMEMBERED = 65536


class Variant(NamedTuple):
    """``form`` is used for the full name ``canonical``; both as they are written.

    ``gender`` of its bearers is "male", "female" or "" (both); ``language`` is "ru",
    "uk", "be", "en" or "turkic" (Turkic and Caucasian spellings).
    """

    canonical: str
    form: str
    gender: str
    language: str


def shipped():
    """Variants that come with the addon, in the order of its list.

    >>> next(shipped())
    Variant(canonical='Абрам', form='Авраам', gender='male', language='ru')
    """
    with _PATH.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            for form in row["forms"].split("|"):
                yield Variant(row["canonical"], form, row["gender"], row["language"])


class VariantMap:
    """Codes of first names by a list of variants.

    :param variants: iterable of (canonical, form, gender), spelled in any way
    """

    def __init__(self, variants):
        by_form, canonicals, self._female = {}, set(), set()
        for canonical, form, gender in variants:
            canonical, form = normalize(canonical), normalize(form)
            code = latin_key(canonical)
            by_form.setdefault(canonical, set()).add(code)
            by_form.setdefault(form, set()).add(code)
            if gender == "female":
                self._female.add(code)
            canonicals.add(canonical)
        self._by_form = {form: tuple(sorted(by_form[form])) for form in by_form}
        # Only for names of one alphabet written in the other one. A key that belongs
        # to a full name is not lent to a diminutive as well: "Kseniya" is Ксения,
        # though Геня has the same key.
        keys = {latin_key(form) for form in canonicals}
        by_key = {}
        for form, codes in by_form.items():
            key = latin_key(form)
            if not form.isascii() and (form in canonicals or key not in keys):
                by_key.setdefault(key, set()).update(codes)
        self._by_key = {key: tuple(sorted(by_key[key])) for key in by_key}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def codes(self, form):
        """Codes by which a first name meets its variants.

        :param str form: normal form of a first name, Cyrillic or Latin
        :return: sorted tuple of str; empty for a blank and for an initial

        >>> VariantMap([("Анна", "Нюра", "female")]).codes("нюрочка")
        ('ana',)
        >>> VariantMap([]).codes("нюра"), VariantMap([]).codes("н")
        (('niura',), ())
        """
        return self._remembered(form)

    def _look_up(self, form):
        if len(form) < 2:
            return ()
        key = latin_key(form)
        found = self._by_form.get(form, ())
        if form.isascii():
            # It may be a name of its own, a transliterated one or of no list.
            found = {*found, *(self._by_key.get(key) or self._folded(key)), key}
            return tuple(sorted(found))
        return found or self._folded(key) or (key,)

    def _folded(self, key):
        """Codes of the first-level form that a second-level one is made of."""
        for suffix, endings in _SUFFIXES.items():
            stem = key.removesuffix(suffix)
            if stem == key or len(stem) < _SHORTEST_STEM:
                continue
            for ending in endings:
                codes = self._by_key.get(stem + ending, ())
                if suffix.endswith(_MALE_SUFFIX):
                    codes = tuple(code for code in codes if code not in self._female)
                if codes:
                    return codes
        return ()
