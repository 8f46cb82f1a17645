# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Normal form of one name part: what is compared and stored."""

import re
import unicodedata
from functools import lru_cache

from .characters import (
    APOSTROPHES,
    HYPHENS,
    TO_CYRILLIC_LOWER,
    TO_LATIN_LOWER,
    as_text,
    clean,
)

_MAX_LENGTH = 500
# Whole values that mean "no name"; written in normal form.
STOP_WORDS = frozenset(
    {
        "нет", "не указано", "не указана", "не указан", "неуказано", "не известно",
        "не задано", "неизвестно", "неизвестный", "неизвестная", "не определено",
        "отсутствует", "без отчества", "без имени", "без фамилии", "прочерк", "б о",
        "нет данных", "нету", "пусто", "аноним", "анонимно", "имя", "фамилия",
        "отчество", "фио", "тест", "тест тест", "йцукен", "фыва", "абв", "абвг",
        "клиент", "гость", "покупатель", "пользователь", "немає", "невідомо",
        "відсутнє", "test", "test test", "none", "null", "nan", "n a", "unknown",
        "undefined", "noname", "no name", "anonymous", "guest", "user", "client",
        "customer", "qwerty", "asdf", "name", "lastname", "firstname", "empty",
    }
)  # fmt: skip
# Joined and dropped marks: apostrophes vanish, hyphens and dots part words.
_MARKS = str.maketrans(
    {"ё": "е", **dict.fromkeys(APOSTROPHES, ""), **dict.fromkeys(HYPHENS + "_", " ")}
)
# Letters that decomposition does not reach; carons say what the letter sounds like,
# as they come from transliteration of Cyrillic (Žukov is Жуков).
_LATIN = str.maketrans(
    {
        "š": "sh", "č": "ch", "ž": "zh", "ŝ": "shch", "ß": "ss", "æ": "ae", "œ": "oe",
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e",
        "ŧ": "t", "ħ": "h", "ĸ": "k", "ſ": "s",
    }
)  # fmt: skip
# A Latin letter without a Cyrillic twin inside a Cyrillic word, by its sound.
_SOUND = str.maketrans("dfglnqrsuvwz", "дфглнкрсуввз")
_DIGITS = str.maketrans("03", "оз")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[a-z]")
_ONE_ALPHABET = re.compile(r"[а-я]+|[a-z]+")


def normalize(text):
    """Comparable normal form of one name part.

    Lower case; ё is е; blanks and hyphens are one blank; apostrophes, digits and
    control characters are gone; letters of the other alphabet inside a word are
    replaced by their look-alikes; Latin diacritics are folded.

    :param text: str, ``None`` or ``False``
    :return: str; "" for placeholders and for text without letters

    >>> normalize(" Петрова – ВОДКИНА "), normalize("О’Коннор"), normalize("Iвaнов")
    ('петрова водкина', 'оконнор', 'іванов')
    >>> normalize("не указано"), normalize("-"), normalize(None)
    ('', '', '')
    >>> normalize("Tapасов"), normalize("Müller"), normalize("Алёна")
    ('тарасов', 'muller', 'алена')
    """
    return _normalize(as_text(text)[:_MAX_LENGTH])


@lru_cache(maxsize=65536)
def _normalize(text):
    lowered = text.lower()
    if not _ONE_ALPHABET.fullmatch(lowered):
        lowered = clean(text, _MAX_LENGTH).lower().translate(_MARKS)
        words = (_fold_word(word) for word in _WORD.findall(_fold_latin(lowered)))
        lowered = " ".join(filter(None, words))[:_MAX_LENGTH].strip()
    if lowered in STOP_WORDS or (len(lowered) > 2 and len(set(lowered)) == 1):
        return ""
    return lowered


def _fold_latin(text):
    """Latin letters without diacritics; й and ї, which are letters, stay."""
    if text.isascii():
        return text
    text = "".join(
        char
        if char.isascii() or "\u0400" <= char <= "\u052f"
        else unicodedata.normalize("NFD", char.translate(_LATIN))
        for char in text
    )
    return "".join(char for char in text if not unicodedata.combining(char))


def _fold_word(word):
    """One word in one alphabet, without digits."""
    cyrillic = len(_CYRILLIC.findall(word))
    latin = len(_LATIN_LETTER.findall(word))
    if cyrillic and not word.isalpha():
        word = word.translate(_DIGITS)
    if cyrillic and latin:
        as_latin = word.translate(TO_LATIN_LOWER)
        if latin > cyrillic and as_latin.isascii() and not _all_alike(word):
            word = as_latin
        else:
            word = word.translate(TO_CYRILLIC_LOWER).translate(_SOUND)
    return "".join(_LETTERS.findall(word))


def _all_alike(word):
    """Both alphabets have every letter of the word, as in "Тapac": it is Cyrillic."""
    return not _LATIN_LETTER.search(word.translate(TO_CYRILLIC_LOWER))
