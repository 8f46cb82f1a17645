# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Postal addresses: the comparable key of a flat.

>>> key("ул. Ленина, д. 5, корп. 2, кв. 10", "г. Самара")
'самара|ленина|5к2|10'
>>> key("Ленина ул., 5к2-10", "Самара") == key("Самара, Ленина 5/2 10")
True
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .address_names import read_city, read_names
from .address_words import ALIASES, CITIES, NOISE, SLOTS, TYPES
from .characters import APOSTROPHES, HYPHENS, TO_CYRILLIC_LOWER, as_text, clean

_MAX_LENGTH = 300
_MAX_TOKENS = 60
# Longer numbers are postal codes and telephones.
_MAX_DIGITS = 4
_USUAL = re.compile(r"[а-я0-9 .,/-]*")
_MARKS = str.maketrans(
    {"ё": "е", ";": ",", **dict.fromkeys(APOSTROPHES), **dict.fromkeys(HYPHENS, "-")}
)
_LATIN = re.compile(r"[a-z]")
_MIXED = re.compile(r"[a-z\u0400-\u052f]+")
_WORD = re.compile(r"[^\W\d_]+")
_NO_DIGIT = re.compile(r"\D")
_BRACKETS = re.compile(r"\([^)]*\)?")
# Nobody lives there.
_BOXES = ("а/я", "абонентский ящик", "до востребования", "po box", "p.o. box")
# 1-я and 8-е are numbers of streets, 8е is a house.
_TOKEN = re.compile(
    r"\d+-?(?:я|й|го|ая|ый|ий|ой|ое|ья|st|nd|rd|th)\b|\d+-е\b|\d+"
    r"|[^\W\d_]+(?:-[^\W\d_]+)*|[,/#]"
)


# Odoo's name of the postal code is that of a built-in function as well.
# pylint: disable=redefined-builtin


class Address(NamedTuple):
    """Comparable parts of an address, "" for a missing one.

    ``street`` has its words in the order of the alphabet; ``house`` is like "5а",
    "5к2" (corpus) or "5с1" (building).
    """

    city: str
    street: str
    house: str
    flat: str


def key(street, city=None, zip=None, street2=None):
    """Key equal for the spellings of one flat, different for two flats.

    Street types, abbreviations, order and case do not matter; house, corpus, building
    and flat are strict. A house without a flat has a key of its own ("…|-"), which
    equals only other addresses without a flat: people of one private house have it,
    and so have those of a block of flats who did not tell theirs.

    :param street: str, ``None`` or ``False``: street, house and flat, or a whole
        address in one line
    :param city: the same; a city told in the line itself is joined to another one
    :param zip: postal code, used where no city is known
    :param street2: second line, read as a continuation of the first one
    :return: str of four parts parted by bars, "" without a street or a house

    >>> key("Хрещатик 1/2"), key("Москва"), key("ул. Ленина")
    ('|хрещатик|1к2|-', '', '')
    >>> key("443000, Самарская обл, Самара г, Ленина пр-кт, дом № 5, кв.10")
    'самара|ленина проспект|5|10'
    """
    address = parse(street, city, zip, street2)
    if not address.street or not address.house:
        return ""
    return f"{address.city}|{address.street}|{address.house}|{address.flat or '-'}"


def parse(street, city=None, zip=None, street2=None):
    """Comparable parts of an address; arguments as for :func:`key`.

    :return: :class:`Address`

    >>> parse("г. Москва, ул. 8 Марта, д. 12А, стр. 1, кв. 3")
    Address(city='москва', street='8 марта', house='12ас1', flat='3')
    >>> parse("12 Main St, Apt 4", "Springfield")[1:]
    ('main', '12', '4')
    """
    line = _lower(f"{as_text(street)}, {as_text(street2)}" if street2 else street)
    if any(box in line for box in _BOXES):
        return Address("", "", "", "")
    tokens = _tokens(line)
    name, places, index = read_names(tokens)
    house, flat = _read_numbers(tokens[index:])
    known = {_city(as_text(city)), *map(_alias, places)} - {""}
    place = " ".join(sorted(known)) if known else _NO_DIGIT.sub("", as_text(zip))
    return Address(place, name, house, flat)


def _lower(text):
    lowered = as_text(text)[:_MAX_LENGTH].lower()
    if _USUAL.fullmatch(lowered):
        return lowered
    lowered = clean(lowered, _MAX_LENGTH).translate(_MARKS)
    if "(" in lowered:
        lowered = _BRACKETS.sub(" ", lowered)
    if not lowered.isascii() and _LATIN.search(lowered):
        lowered = _MIXED.sub(_one_alphabet, lowered)
    return lowered


def _one_alphabet(match):
    """A word of a Cyrillic line, with Cyrillic letters if it can be drawn by them."""
    word = match[0]
    cyrillic = word.translate(TO_CYRILLIC_LOWER)
    return word if _LATIN.search(cyrillic) else cyrillic


def _tokens(line):
    tokens = [
        token
        for token in _TOKEN.findall(line)[:_MAX_TOKENS]
        if len(token) <= _MAX_DIGITS or not token.isdecimal()
    ]
    if line.isascii() and len(tokens) > 2 and tokens[0].isdecimal():
        return _number_last(tokens)
    return tokens


def _number_last(tokens):
    """The house number of a western address moved behind the street."""
    head = 2 if len(tokens[1]) == 1 and tokens[1].isalpha() else 1
    end = head
    while end < len(tokens) and tokens[end][0].isalpha():
        if tokens[end] in SLOTS and tokens[end] not in TYPES:
            break
        end += 1
    return tokens[head:end] + tokens[:head] + tokens[end:]


def _read_numbers(tokens):
    """(house, flat) by the tokens from the house number on."""
    values, loose = {}, []
    slot, last = "house", None
    for token, following in pairwise([*tokens, ","]):
        if token.isdecimal():
            number = token.lstrip("0")
            if slot is None:
                slot = f"loose{len(loose)}"
                loose.append(slot)
            values.setdefault(slot, number)
            slot, last = None, slot
        elif token == "/":
            slot = "fraction" if last == "house" else ""
        elif token in SLOTS and (following.isdecimal() or len(token) > 1):
            slot = SLOTS[token]
        elif len(token) == 1 and token.isalpha():
            if slot:
                values.setdefault(slot, token)
                slot, last = None, slot
            elif last:
                values[last] += token
        elif token != "," and token not in NOISE:
            last = None
    return _house(values, [values[name] for name in loose])


def _house(values, loose):
    """(house, flat) by the named numbers and by those of which nothing is said."""
    flat = values.get("flat", "")
    for slot, mark in (("office", "оф"), ("room", "ком")):
        # The room of a flat is a household of its own; an office is no flat.
        if values.get(slot):
            flat += mark + values[slot]
    if loose and not flat:
        flat = loose.pop()
    house, corpus = values.get("house", ""), values.get("corpus", "")
    if loose and not corpus:
        corpus = loose.pop()
    if loose or not house:
        return "", ""
    # Most write a corpus as 5/2. A house at a corner is 5/2 as well: that 5к2 of the
    # same street is another house is too rare to tell them apart.
    fraction = values.get("fraction", "")
    if fraction and corpus:
        house = f"{house}/{fraction}"
    else:
        corpus = corpus or fraction
    if corpus:
        house += f"к{corpus}"
    if values.get("building"):
        house += f"с{values['building']}"
    return house, flat


@lru_cache(maxsize=4096)
def _city(text):
    """Comparable name of a city told in a field of its own."""
    line = _lower(text)
    name = " ".join(_WORD.findall(line))
    return _alias(name if name in CITIES else read_city(_tokens(line)))


def _alias(name):
    return ALIASES.get(name, name)
