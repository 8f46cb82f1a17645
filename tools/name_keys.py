# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes under which spellings of one name meet: across alphabets and by sound."""

import re
from functools import lru_cache

from .name_form import normalize

# One transliteration is enough, for the rules below bring the others to it.
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i",
        "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e",
        "ґ": "g", "ў": "v", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o",
        "ұ": "u", "ү": "u", "һ": "h", "ј": "i", "ђ": "d", "љ": "l", "њ": "n",
        "ћ": "ch", "џ": "dzh", "җ": "zh", "ҙ": "z", "ҡ": "k", "ҫ": "s", "ѣ": "e",
    }
)  # fmt: skip
# Applied in this order to both alphabets, so that a rule may join sounds but never
# parts a name from its own transliteration.
_KEY_RULES = [
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?<=[oe])ff\b", "v"),
        (r"s(?:h?ch|tch|h)h?|chtch|stsch", "S"),
        (r"t?s?ch|tsh", "C"),
        (r"dj", "dZ"),
        (r"zh", "Z"),
        # Ukrainian г is h; кс and х are both written x.
        (r"gh|kh|ks|x|g", "h"),
        (r"ck(?=[iyj]|a[iyj]a)", "Tk"),
        (r"ck", "k"),
        (r"t[szc]|cz|c(?=[eiyj]|\b)", "T"),
        (r"[cq]", "k"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"ou", "u"),
        (r"[yij]+(?=e)", ""),
        (r"(?<=[SCZ])[yij]?o|[yij]+o", "e"),
        (r"[yij]+", "i"),
        (r"(.)\1+", r"\1"),
    )
]

# Latin spelling to Cyrillic, exact enough for the sound code, which reduces vowels.
_CYRILLIC_PAIRS = {
    "shch": "щ", "sch": "щ", "kh": "х", "zh": "ж", "ch": "ч", "sh": "ш", "ts": "ц",
    "tz": "ц", "ck": "к", "ph": "ф", "th": "т", "ya": "я", "ia": "я", "ja": "я",
    "yu": "ю", "iu": "ю", "ju": "ю", "yo": "е", "io": "е", "jo": "е", "ye": "е",
    "ie": "е", "je": "е", "yi": "и", "ii": "и", "iy": "и", "x": "кс", "ff": "в",
}  # fmt: skip
_CYRILLIC_SINGLE = str.maketrans(
    "abcdefghijklmnopqrstuvwyz", "абкдефгхийклмнопкрстуввыз"
)
_CYRILLIC_PAIR = re.compile("|".join(_CYRILLIC_PAIRS))

# Two letters for one vowel: Наталия and Наталья, Соловьев and Соловйов.
_SOFT_VOWELS = [
    (re.compile(pattern), becomes)
    for pattern, becomes in ((r"[йьи]+я", "я"), (r"[йь]+[ое]|ие", "е"))
]
# Unstressed vowels sound alike in pairs; soft and hard signs are silent.
_VOWELS = str.maketrans(
    {
        "о": "а", "я": "а", "ю": "у", "е": "и", "э": "и", "ы": "и", "й": "и",
        "і": "и", "ї": "и", "є": "и", "ґ": "г", "ў": "в", "ь": "", "ъ": "",
    }
)  # fmt: skip
_SOUND_RULES = [
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"[сзжш]+[чщ]", "щ"),
        (r"[тд]ч", "ч"),
        (r"(?:стс|здс|тс|дс|тьс)", "ц"),
        (r"([сз])[тд]н", r"\1н"),
        (r"лнц", "нц"),
        (r"вств", "ств"),
        (r"(.)\1+", r"\1"),
    )
]
# A voiced consonant is voiceless at the end of a word and before a voiceless one.
_VOICELESS = str.maketrans("бвгджз", "пфктшс")
_DEVOICED = re.compile(r"[бвгджз]+(?=[пфктшсхцчщ]|\b)")


def latin_key(text):
    """Key equal for a Cyrillic name and its usual Latin spellings.

    Covers the passport (ICAO, KMU-55), GOST, BGN, scholarly and everyday schemes.

    :param text: str or ``None``, a name part in either alphabet
    :return: str, Latin letters and blanks; capitals are single sounds (S is ш, щ)

    >>> {latin_key(name) for name in ("Щеглов", "Shcheglov", "Scheglow")}
    {'Sehlov'}
    >>> latin_key("Хрущёв") == latin_key("Khrushchyov") == latin_key("Xrushhyov")
    True
    """
    return _latin_key(normalize(text))


@lru_cache(maxsize=65536)
def _latin_key(form):
    text = form.translate(_LATIN)
    for pattern, becomes in _KEY_RULES:
        text = pattern.sub(becomes, text)
    return text


def sound_code(text):
    """Code equal for spellings that sound alike in Russian.

    :param text: str or ``None``, a name part; a Latin one is read as Russian
    :return: str, Cyrillic letters and blanks

    >>> sound_code("Бадеев") == sound_code("Бодеев") == sound_code("Badeev")
    True
    >>> sound_code("Расщупкин") == sound_code("Ращупкин")
    True
    """
    return _sound_code(normalize(text))


def cyrillic(text):
    """A Latin word, or the beginning of one, roughly as Russian would write it.

    :param text: str or ``None``
    :return: str in normal form

    >>> cyrillic("Ivanoff"), cyrillic("Shch"), cyrillic("Иван")
    ('иванов', 'щ', 'иван')
    """
    return _as_cyrillic(normalize(text))


def _as_cyrillic(form):
    text = _CYRILLIC_PAIR.sub(lambda match: _CYRILLIC_PAIRS[match[0]], form)
    return text.translate(_CYRILLIC_SINGLE)


@lru_cache(maxsize=65536)
def _sound_code(form):
    text = _as_cyrillic(form)
    for pattern, becomes in _SOFT_VOWELS:
        text = pattern.sub(becomes, text)
    text = text.translate(_VOWELS)
    for pattern, becomes in _SOUND_RULES:
        text = pattern.sub(becomes, text)
    text = _DEVOICED.sub(lambda match: match[0].translate(_VOICELESS), text)
    return re.sub(r"(.)\1+", r"\1", text)
