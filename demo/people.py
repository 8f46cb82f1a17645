# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented people who live in families: the truth behind every card.

A person is a pure function of the seed and the person's ordinal. Ordinals come in
blocks of ten; a block's layout tells which of them are a family.
"""

from functools import lru_cache
from typing import NamedTuple

from . import identifiers
from .draw import TABLE_SIZE, stream
from .pools import (
    CITIES,
    DOMAINS,
    EMPLOYERS,
    FATHERS,
    FIRSTNAMES,
    GENDERS,
    PATRONYMICS,
    STREETS,
    SURNAMES,
)
from .translit import PASSPORT

BLOCK = 10
# Strangers to the client base are the ordinals from here on.
STRANGERS = 10_000_000
# H husband, W wife, C child, T twin, J son named as his father, S alone;
# a letter is an ordinal, a word is a family
LAYOUTS = (
    "HWC HW S S S S S",
    "HW HC S S S S S S",
    "HWCC WC S S S S",
    "HW S S S S S S S S",
    "HWC S S S S S S S",
    "HWTT HW S S S S",
    "HW HC S S S S S S",
    "HWC HW S S S S S",
    "HWJ S S S S S S S",
    "S S S S S S S S S S",
)
_MONTH_DAYS = tuple(
    f"{month:02}-{day:02}"
    for month, days in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    for day in range(1, days + 1)
)


class Human(NamedTuple):
    """All that is true of a person, whether or not any card tells it."""

    ordinal: int
    gender: str
    lastname: str
    firstname: str
    middlename: str  # "" for the few who have none
    birthdate: str  # YYYY-MM-DD
    other_lastname: str  # of a woman: before or after a marriage
    phone: str  # 10 digits
    home_phone: str  # 10 digits, "" without
    street: str
    zip: str
    city: str
    twin: bool


class _Family(NamedTuple):
    head: int  # ordinal of the first member
    surname: tuple  # male form, female form
    father: str  # first name
    year: int  # birth year of the parents
    child_age: int  # of the parents when the first child was born
    child_name: float  # place in the table of names
    twins_day: str  # MM-DD
    street: str
    zip: str
    city: str
    home_phone: str


def _parse(layout):
    """(family number in the block, its first place, role) of each place."""
    places = []
    for number, word in enumerate(layout.split()):
        places += [(number, len(places), letter) for letter in word]
    return tuple(places)


_PLACES = tuple(map(_parse, LAYOUTS))


def role(ordinal):
    """Role of a person in the family, a letter of `LAYOUTS`."""
    return _PLACES[ordinal // BLOCK % len(_PLACES)][ordinal % BLOCK][2]


def human(seed, ordinal):
    """The person of an ordinal.

    Numbers (phone, passport …) are the same in each world: mixing two of them makes
    different people share them.

    :param int seed: which world
    :param int ordinal: which person of it; clients count from 0, others from STRANGERS
    :rtype: Human
    """
    block, place = divmod(ordinal, BLOCK)
    number, first, letter = _PLACES[block % len(_PLACES)][place]
    family = _family(seed, block, number, ordinal - place + first)
    draw = stream(f"human {seed} {ordinal}")
    male = letter in "HJ" or letter in "STC" and draw() < 0.46
    gender = GENDERS[not male]
    lastname = family.surname[not male]
    firstname = FIRSTNAMES[gender][int(draw() * TABLE_SIZE)]
    father = FATHERS[int(draw() * TABLE_SIZE)]
    year, month_day = family.year, _MONTH_DAYS[int(draw() * 365)]
    other_lastname = SURNAMES[int(draw() * TABLE_SIZE)][1]
    if letter == "S":
        year = 1938 + int(draw() * 68)
    elif letter == "W":
        year += int(draw() * 6)
    elif letter in "HJ":
        firstname = family.father
        # the son's full name is the father's when grandfather had it as well
        if letter == "J" or role(ordinal + 2) == "J":
            father = family.father
    if letter in "CTJ":
        father = family.father
        year += family.child_age + (ordinal - family.head if letter == "C" else 0)
    if letter in "CT":
        # half a table apart: no name is so frequent that both children get it
        name = (family.child_name + (ordinal - family.head) / 2) % 1
        firstname = FIRSTNAMES[gender][int(name * TABLE_SIZE)]
    if letter == "T":
        month_day = family.twins_day
    if letter == "W" and draw() < 0.04:
        lastname = f"{other_lastname}-{lastname}"
    shares = letter in "WCTJ" and draw() < 0.12
    return Human(
        ordinal,
        gender,
        lastname,
        firstname,
        PATRONYMICS[father][gender] if draw() > 0.01 else "",
        f"{year}-{month_day}",
        other_lastname,
        identifiers.mobile(family.head if shares else ordinal),
        family.home_phone,
        family.street,
        family.zip,
        family.city,
        letter == "T",
    )


# neighbours ask for the same family one after another
@lru_cache(maxsize=8)
def _family(seed, block, number, head):
    draw = stream(f"family {seed} {block} {number}")
    city, zip_prefix, area_code = CITIES[int(draw() * TABLE_SIZE)]
    flat = f", кв. {1 + int(draw() * 160)}" if draw() < 0.85 else ""
    street = STREETS[int(draw() * len(STREETS))]
    return _Family(
        head,
        SURNAMES[int(draw() * TABLE_SIZE)],
        FATHERS[int(draw() * TABLE_SIZE)],
        1938 + int(draw() * 35),
        20 + int(draw() * 8),
        draw(),
        _MONTH_DAYS[int(draw() * 365)],
        f"{street}, д. {1 + int(draw() * 120)}{flat}",
        f"{zip_prefix}{int(draw() * 400):03}",
        city,
        identifiers.landline(area_code, draw()) if draw() < 0.12 else "",
    )


def email(person, slot=0):
    """An address such a person would choose, unique by the ordinal in it.

    :param Human person: whose
    :param int slot: 0 the first address, 1 another one of the same person
    """
    draw = stream(f"email {person.ordinal} {slot}")
    last = person.lastname.lower().replace("-", "").translate(PASSPORT)
    first = person.firstname.lower().translate(PASSPORT)
    number = person.ordinal * 2
    if person.ordinal >= STRANGERS:
        # counted from 0 by odd numbers: short, and no client's
        number += 1 - STRANGERS * 2
    number = number * identifiers.SLOTS + slot
    shape = int(draw() * 4)
    if shape == 0:
        local = f"{last}.{first}{number}"
    elif shape == 1:
        local = f"{first[:1]}.{last}{number}"
    elif shape == 2:
        local = f"{first}_{number}"
    else:
        local = f"{last}{person.birthdate[:4]}.{number}"
    return f"{local}@{DOMAINS[int(draw() * TABLE_SIZE)]}"


def employer(draw):
    """Name of a place of work."""
    return EMPLOYERS[int(draw() * len(EMPLOYERS))]
