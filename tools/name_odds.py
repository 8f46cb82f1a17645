# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How likely a word is a given name rather than a surname."""

from functools import lru_cache

from .name_data import given_name
from .name_form import normalize
from .name_patterns import (
    TURKIC_DAUGHTER,
    TURKIC_SON,
    looks_like_given_name,
    looks_like_surname,
    patronymic_gender,
)

# Particles that belong to the word before them and to the word after them.
AFTER = frozenset({"заде", "зода", "zade", "zada"}) | TURKIC_SON | TURKIC_DAUGHTER
BEFORE = frozenset(
    "фон фан ван вон де дер ден дю ди да дос дель делла ля ла ле аль эль аз ад ас абд"
    " бен ибн бин тер мак сан сент von van de der den du di da dos del della la le al"
    " el ben ibn bin ter mac mc san saint".split()
)
# Decibans of being a given name rather than a surname, for words not in the list.
_ENDS_AS_PATRONYMIC = -30
_ENDS_AS_SURNAME = -25
_UNKNOWN = -8
_ENDS_AS_GIVEN = 6
# From here on a word is taken for a given name.
GIVEN = 5
# Difference of decibans from which the order of two words is beyond doubt (50 : 1).
SURE = 17


@lru_cache(maxsize=32768)
def given_odds(word):
    """Decibans by which a word is a given name rather than a surname.

    :param word: str, as typed, in either alphabet
    :return: int; negative for what is a surname or a patronymic

    >>> given_odds("Иван") > SURE, given_odds("Иванов") < -SURE
    (True, True)
    """
    form = normalize(word)
    if not form:
        return _UNKNOWN
    given = given_name(form)
    if given:
        return given.odds
    if patronymic_gender(form):
        return _ENDS_AS_PATRONYMIC
    first, _blank, rest = form.partition(" ")
    if looks_like_surname(form) or first in BEFORE or form.split()[-1] in AFTER:
        return _ENDS_AS_SURNAME
    if looks_like_given_name(form):
        return _ENDS_AS_GIVEN
    return max(given_odds(first), given_odds(rest)) if rest else _UNKNOWN
