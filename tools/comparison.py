# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Graded comparisons of names in normal form: how alike, and whether alike enough.

What can be said by equal codes is said in SQL; only strings that differ come here.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from . import name_variants
from .name_data import given_name
from .name_keys import latin_key, sound_code

# Both have a patronymic, but one is a man's and the other a woman's.
_MALE, _FEMALE = ("ич", "оглы", "улы"), ("вна", "чна", "кызы", "гызы")


class Names(NamedTuple):
    """Names of one person in normal form, blank ones as ``None``.

    :param former: list of earlier last names
    :param codes: list of the codes of known variants of the first name
    """

    lastname: str | None
    firstname: str | None
    middlename: str | None
    former: list | None = None
    codes: list | None = None
    city: str | None = None

    @property
    def lastnames(self):
        return [name for name in (self.lastname, *(self.former or ())) if name]


def similarity(one, other):
    """How alike two texts are, in percent.

    Optimal string alignment: insertions, deletions, substitutions and exchanges of
    neighbours, as a share of the longer text.

    >>> similarity("соколова", "соколва"), similarity("анна", "алла")
    (88, 50)
    >>> similarity("смирнов", "смиронв")
    86
    """
    return round(100 * OSA.normalized_similarity(one, other))


def is_similar(one, other, threshold):
    """Whether two texts are at least `threshold` percent alike; blank is not.

    >>> is_similar("соколова", "соколва", 80), is_similar(None, "соколва", 80)
    (True, False)
    """
    return bool(one and other) and similarity(one, other) >= threshold


def is_similar_lastname(one, other, threshold):
    """Whether one of the last names of each, earlier ones as well, are alike."""
    return any(
        is_similar(mine, theirs, threshold)
        for mine in one.lastnames
        for theirs in other.lastnames
    )


def is_similar_name(one, other, threshold):
    """Whether the full names may be two spellings of one name.

    Last and first name have to be there. Each part is alike by its letters, its Latin
    key or its sound; a first name also as a known variant. Two given names that are
    both well-known are not alike however close (Мария, Марина; Анна, Яна). Initials
    are enough where the patronymics agree as well; without, И. is as many people as
    there are. A patronymic missing on one side says nothing. Last and first name may
    be swapped.

    :param Names one: names of a person
    :param Names other: names of another person
    :param int threshold: in percent, for each part
    :rtype: bool

    >>> anna = Names("соколова", "анна", "петровна")
    >>> is_similar_name(anna, Names("соколва", "анна", None), 80)
    True
    >>> is_similar_name(anna, Names("sokolova", "anna", None), 80)
    True
    >>> is_similar_name(anna, Names("анна", "соколова", "петровна"), 80)
    True
    >>> is_similar_name(anna, Names("соколова", "а", "п"), 80)
    True
    >>> is_similar_name(anna, Names("соколова", "а", None), 80)
    False
    >>> is_similar_name(anna, Names("соколова", "инна", "петровна"), 80)
    False
    >>> strange = Names("соколова", "анна", "иванова")
    >>> is_similar_name(anna, strange, 80), is_similar_name(strange, anna, 80)
    (False, False)
    >>> is_similar_name(anna, Names("соколова", "яна", "петровна"), 80)
    False
    """
    if not (one.lastname and one.firstname and other.lastname and other.firstname):
        return False
    if not _middlename_fits(one.middlename, other.middlename, threshold):
        return False
    if _firstname_fits(one, other, threshold) and _lastname_fits(one, other, threshold):
        return True
    return _part_fits(one.lastname, other.firstname, threshold) and _part_fits(
        one.firstname, other.lastname, threshold
    )


@lru_cache(maxsize=65536)
def _part_fits(one, other, threshold):
    return (
        one == other
        or similarity(one, other) >= threshold
        or latin_key(one) == latin_key(other)
        or sound_code(one) == sound_code(other)
    )


def _lastname_fits(one, other, threshold):
    return any(
        _part_fits(mine, theirs, threshold) or _is_half(mine, theirs)
        for mine in one.lastnames
        for theirs in other.lastnames
    )


def _is_half(one, other):
    """One is a part of the other, a double name: Водкина, Петрова-Водкина."""
    halves, others = set(one.split()), set(other.split())
    return len(halves) != len(others) and (halves <= others or others <= halves)


def _firstname_fits(one, other, threshold):
    mine, theirs = one.firstname, other.firstname
    if mine == theirs and len(mine) > 1:
        return True
    if is_initial(mine, theirs):
        return bool(one.middlename and other.middlename)
    if set(one.codes or ()) & set(other.codes or ()):
        return True
    if latin_key(mine) == latin_key(theirs):
        return True
    if _are_two_names(mine, theirs):
        return False
    return _part_fits(mine, theirs, threshold)


@lru_cache(maxsize=65536)
def _are_two_names(one, other):
    """Neither a slip of the finger nor an ear makes one well-known name of another.

    The counted names do not tell: people's slips are among them (Екатарина).
    """
    known = _known_keys()
    if latin_key(one) in known and latin_key(other) in known:
        return True
    given = [name for name in map(given_name, (one, other)) if name]
    return {name.gender for name in given} == {"male", "female"}


@lru_cache(maxsize=1)
def _known_keys():
    return frozenset(
        latin_key(name)
        for variant in name_variants.shipped()
        for name in (variant.canonical, variant.form)
    )


@lru_cache(maxsize=65536)
def _middlename_fits(one, other, threshold):
    if not one or not other or one == other or is_initial(one, other):
        return True
    sexes = {_is_female(one), _is_female(other)}
    if sexes == {True, False}:
        return False
    return _part_fits(one, other, threshold)


def _is_female(middlename):
    """Whether a patronymic is a woman's; ``None``: not to be told."""
    if middlename.endswith(_FEMALE):
        return True
    return False if middlename.endswith(_MALE) else None


def is_initial(one, other):
    """Whether one of two parts is an initial, and of the other.

    >>> is_initial("и", "иван"), is_initial("иван", "иван"), is_initial("i", "иван")
    (True, False, True)
    """
    if min(len(one), len(other)) != 1:
        return False
    return one[0] == other[0] or latin_key(one)[:1] == latin_key(other)[:1]
