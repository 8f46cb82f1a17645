# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The named parts of an address: city, part of the city, street."""

import re
from itertools import pairwise

from .address_words import (
    AFTER_NUMBER,
    AREAS,
    CITIES,
    COLONIES,
    FORENAMES,
    FULL_WORDS,
    NOISE,
    NUMBERED,
    PLACES,
    REGIONS,
    SLOTS,
    TYPES,
)

_KEY_WORDS = TYPES.keys() | SLOTS.keys() | PLACES | REGIONS | NOISE
_DIGITS = re.compile(r"\d+")
# Б. Садовая, М. Казённый
_ADJECTIVES = {"ая": ("большая", "малая")} | dict.fromkeys(
    ("ый", "ий", "ой"), ("большой", "малый")
)
# What a phrase was said to be; of a bare one nothing is said.
_BARE, _STREET, _AREA, _PLACE, _REGION = range(5)


def read_names(tokens):
    """Street and places of an address.

    :param tokens: list of str: words, numbers, commas and slashes of an address
    :return: (street, list of names of places, index of the house number)

    >>> read_names(["г", "самара", ",", "ленина", "ул", ",", "д", "5"])
    ('ленина', ['самара'], 6)
    """
    phrases, index = _read_phrases(tokens)
    streets, places, cities, bare = [], [], [], []
    area = None
    for kind, words in phrases:
        if kind == _PLACE:
            places.append(" ".join(words))
        elif kind == _STREET:
            streets.append(words)
        elif kind == _AREA:
            area = words
            cities += bare
            bare = []
        elif kind == _BARE and not streets:
            bare.append(words)
    if streets:
        street = streets[-1]
    elif bare:
        street = bare.pop()
    elif area:
        street, area = area, None
    elif places and places[-1] not in CITIES:
        # A village without streets; also «С. Разина, 5», an initial.
        street = places.pop().split()
    else:
        return "", places, index
    cities += bare
    if cities and not places:
        places.append(" ".join(cities[-1]))
    if area and not COLONIES.isdisjoint(area):
        places.append(" ".join(area))
    return _street(street), places, index


def read_city(tokens):
    """Name of the city in a text that holds no street.

    >>> read_city(["московская", "обл", ",", "г", "химки"])
    'химки'
    """
    phrases, _index = _read_phrases(tokens)
    for wanted in (_PLACE, _BARE):
        names = [" ".join(words) for kind, words in phrases if kind == wanted]
        if names:
            return names[-1]
    return ""


class _Phrases:
    """Phrases read so far: (kind, words), and the one being read."""

    def __init__(self):
        self.done = []
        self.begin(_BARE)

    def begin(self, kind):
        self.kind = kind
        self.words = []
        # The words tell more than a type and numbers.
        self.named = False

    def close(self, kind=_BARE):
        """End the phrase and begin one of this kind."""
        if self.words:
            self.done.append((self.kind, self.words))
        self.begin(kind)

    def is_city(self):
        return self.kind in (_BARE, _PLACE, _REGION) and " ".join(self.words) in CITIES

    def leave_city(self):
        """«Москва Ленина 5»: what follows a city is no more of its name."""
        if self.named and self.is_city():
            self.close()

    def add(self, word):
        self.leave_city()
        self.words.append(word)
        self.named = True


def _read_phrases(tokens):
    phrases = _Phrases()
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ","
        if token == ",":
            phrases.close()
        elif token[0].isdecimal():
            phrases.leave_city()
            if _is_house(phrases, token, following):
                break
            phrases.words.append(_DIGITS.match(token)[0])
        elif token in SLOTS and following.isdecimal():
            break
        else:
            _read_word(phrases, token, following)
    else:
        index = len(tokens)
    phrases.close()
    return phrases.done, index


def _is_name(token):
    return len(token) > 1 and token[0].isalpha() and token not in _KEY_WORDS


def _is_house(phrases, number, following):
    """The number is that of the house rather than of the street."""
    if not number.isdecimal() or following in AFTER_NUMBER:
        return False
    if phrases.named or any(kind == _STREET for kind, _words in phrases.done):
        return True
    # 26 Бакинских Комиссаров, 3-й мкр, линия 8
    return not (
        _is_name(following)
        or following in TYPES
        or (len(phrases.words) == 1 and phrases.words[0] in NUMBERED)
    )


def _read_word(phrases, token, following):
    after_initial = phrases.words and len(phrases.words[-1]) == 1
    if len(token) == 1 and (phrases.kind in (_STREET, _PLACE) or after_initial):
        phrases.words.append(token)
    elif token in TYPES:
        _read_type(phrases, TYPES[token], following)
    elif token in PLACES or token in REGIONS:
        _read_place(phrases, _PLACE if token in PLACES else _REGION, following)
    elif len(token) == 1:
        phrases.words.append(token)
    elif token not in NOISE:
        for word in token.split("-"):
            phrases.add(word)


def _read_type(phrases, meaning, following):
    """A type of street; the words before it are its name unless a name follows."""
    if (
        phrases.kind in (_PLACE, _REGION)
        or phrases.is_city()
        or (phrases.named and _is_name(following))
    ):
        phrases.close()
    phrases.kind = _AREA if meaning in AREAS else _STREET
    if meaning:
        phrases.words.append(meaning)


def _read_place(phrases, kind, following):
    """A type of place: of the words before it or of those behind."""
    behind = kind == _PLACE and _is_name(following) and not phrases.is_city()
    if phrases.kind == _BARE and phrases.named and not behind:
        phrases.kind = kind
        phrases.close()
    else:
        phrases.close(kind)


def _street(words):
    """Words of a name in the order of the alphabet, without initials."""
    words = [FULL_WORDS.get(word, word) for word in words]
    for place, (word, following) in enumerate(pairwise(words)):
        if word in ("б", "м") and following[-2:] in _ADJECTIVES:
            words[place] = _ADJECTIVES[following[-2:]][word == "м"]
    kept = {word for word in words if len(word) > 1 or word.isdecimal()}
    return " ".join(sorted(kept - FORENAMES or kept or words))
