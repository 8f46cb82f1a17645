# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cyrillic names typed with the keyboard switched to Latin: Bdfyjd is Иванов."""

import re
from functools import lru_cache

from .name_data import given_name
from .name_form import normalize
from .name_patterns import looks_like_surname, patronymic_gender

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~/?'
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю'"
_LAYOUTS = [
    str.maketrans(_KEYS, letters + letters.upper() + ".,")
    for letters in (_RUSSIAN, _UKRAINIAN)
]
# Shorter words are too often both: Hea and Zif make Руф and Яша.
_MIN_LENGTH = 4
# Of a text that is only looked for.
_MIN_TYPED = 3
# What no word of a Cyrillic name has: signs, щ, й, ы, э at wrong places, no vowel, a
# heap of consonants.
_IMPOSSIBLE = re.compile(
    r"\b[ьъы]|[аеёиоуыэюяіїєйьъ][ьъ]|ъ(?![еёюя])|ь[ауыэ]|щ[бвгджзклмпрстфхцчш]"
    r"|[бвгджзклмнпрстфхцчшщ]й|[жчшщ][ыэ]|[аеёиоуыэюяіїє]ы|[ыэю][оуэ]|[еоу]яу|(.)\1\1"
    r"|\b[бвгґджзйклмнпрстфхцчшщьъ]{2,}\b|[бвгґджзйклмнпрстфхцчшщьъ]{6}"
    r"|\b[бгґджйклнпртфхцчщ][бвгґджзйклмнпрстфхцчшщ]{2}"
)
_CYRILLIC = re.compile(r"[а-яёіїєґ .'-]+")
# Nobody can say it: no vowel, a heap of consonants, j or q before a consonant, the keys
# of letters that are marks in Latin.
_UNSPEAKABLE = re.compile(
    r"\b[^\W_aeiouy]+\b|[^\W_aeiouy]{5}|\b[^\W_aeiouy]{4}|[^\W_aeiouy]{4}\b"
    r"|(?<![aeiou])[jq](?![aeiouy])|[jt]df?\b|[\[\]{}<>;~`]|\w[,:\"]\w"
)


def repair(parts):
    """Parts of one name, typed in the wrong layout, as they were meant.

    All Latin parts are changed or none: a known given name, a patronymic, or a surname
    which nobody could say in Latin is the evidence for the others. A part that is a
    name in Latin letters or makes no Cyrillic word is evidence against all.

    :param parts: tuple of str, as typed
    :return: tuple of str, the same one where nothing is to be changed

    >>> repair(("Bdfyjd", "Bdfy", "Bdfyjdbx")), repair(("Gtnhjd", "Иван"))
    (('Иванов', 'Иван', 'Иванович'), ('Петров', 'Иван'))
    >>> repair(("Ivanov", "Ivan")), repair(("Lew", "Rey"))
    (('Ivanov', 'Ivan'), ('Lew', 'Rey'))
    """
    readings = [_read(part) for part in parts if part and part.isascii()]
    if not readings:
        return parts
    most, meant = 0, parts
    for number, layout in enumerate(_LAYOUTS):
        evidence = [reading[number] for reading in readings]
        if None not in evidence and sum(evidence) > most:
            most = sum(evidence)
            meant = tuple(
                part.translate(layout) if part.isascii() else part for part in parts
            )
    return meant


def readings(text):
    """A word of a search box as it reads in the Cyrillic layouts, names or not.

    Unlike :func:`repair` this asks for no evidence: whoever types sees what is found.

    :param str text: a word as typed, perhaps only its beginning
    :return: list of str; empty for fewer than three keys and for other letters

    >>> readings("Bdf"), readings("Иван"), readings("Iv")
    (['Ива'], [], [])
    """
    if not text.isascii() or len(text) < _MIN_TYPED:
        return []
    typed = dict.fromkeys(text.translate(layout) for layout in _LAYOUTS)
    return [word for word in typed if _CYRILLIC.fullmatch(word.lower())]


@lru_cache(maxsize=32768)
def _read(part):
    """What each layout makes of a part: ``None`` no name, ``False`` perhaps one,
    ``True`` surely one."""
    form = normalize(part)
    is_latin = bool(given_name(form) or patronymic_gender(form))
    return tuple(_is_name(part, layout, is_latin) for layout in _LAYOUTS)


def _is_name(part, layout, is_latin):
    typed = part.strip().translate(layout).lower()
    if not _CYRILLIC.fullmatch(typed) or _IMPOSSIBLE.search(typed):
        return None
    form = normalize(typed)
    if given_name(form) or patronymic_gender(form):
        return not is_latin and len(form) >= _MIN_LENGTH
    if is_latin:
        return None
    return bool(
        len(form) >= _MIN_LENGTH
        and looks_like_surname(form)
        and _UNSPEAKABLE.search(part.lower())
    )
