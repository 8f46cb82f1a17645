# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of hand-made pairs, `data/match_pairs.csv`, as person dictionaries.

A name has its parts between slashes, or is one field without a slash. A fact is a
word, whose value is the pair's own and the same on both sides, or `key=value`:

- `phone`, `phone2`, `home` (a fixed one), `email`, `vk`, `passport`, `passport2`,
  `foreign`, `licence`, `inn`, `snils`
- `born`; `swapped`, `digit`, `other`: that date with day and month swapped, with one
  digit off, quite another one
- `address`; `written`: the same in other words; `neighbour`: the next flat; `city`
- `male`, `female`
- of a client: `former` last name; `crowd`: as many clients of this full name as make
  it frequent
"""

import csv
from pathlib import Path
from typing import NamedTuple

from odoo.addons.crm_prospect.demo import identifiers

TABLE = Path(__file__).parent / "data" / "match_pairs.csv"
# Above the ones of the generator's people that other tests load.
FIRST_ORDINAL = 7_000_000
CROWD = 6
NAMES = ("lastname", "firstname", "middlename")
DOCUMENTS = {
    "passport": ("passport_ru", identifiers.passport),
    "passport2": ("passport_ru", lambda ordinal: identifiers.passport(ordinal, 1)),
    "foreign": ("passport_foreign", identifiers.passport_foreign),
    "licence": ("driving_licence", identifiers.driving_licence),
    "inn": ("inn", identifiers.inn),
    "snils": ("snils", identifiers.snils),
}
PHONES = {
    "phone": lambda ordinal: "+7" + identifiers.mobile(ordinal),
    "phone2": lambda ordinal: "+7" + identifiers.mobile(ordinal, 1),
    "home": lambda ordinal: f"+7{4822_000_000 + ordinal % 1_000_000}",
}
# Day 10-12 and month 1-9: exchanged they are another date.
DATES = {
    "born": "{year}-{month:02}-{day}",
    "swapped": "{year}-{day}-{month:02}",
    "digit": "{year}-{month:02}-2{digit}",
    "other": "{later}-{other:02}-28",
}
STREETS = {
    "address": "ул. Лесная, д. {number}, кв. 7",
    "written": "Лесная улица, дом {number}, квартира 7",
    "neighbour": "ул. Лесная, д. {number}, кв. 8",
}


class Pair(NamedTuple):
    """One line: what is expected of whom, and what it shows."""

    line: int
    expected: str
    shows: str
    client: dict
    prospect: dict
    former: str | None  # last name of the client before
    crowd: bool

    def __str__(self):
        return f"line {self.line}: {self.shows}"


def read_pairs():
    """All pairs of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            _pair(line, row)
            for line, row in enumerate(csv.DictReader(file, delimiter=";"), 2)
        ]


def _pair(line, row):
    facts = dict(word.partition("=")[::2] for word in row["client facts"].split())
    crowd = "crowd" in facts
    facts.pop("crowd", None)
    former = facts.pop("former", None)
    given = dict(word.partition("=")[::2] for word in row["prospect facts"].split())
    return Pair(
        line,
        row["expected"],
        row["shows"],
        _person(line, row["client"], facts),
        _person(line, row["prospect"], given),
        former,
        crowd,
    )


def _person(line, name, facts):
    """The person dictionary of one side."""
    ordinal = FIRST_ORDINAL + line
    person = dict(zip(NAMES, name.split("/"), strict=False))
    if "/" not in name:
        person = {"name": name}
    for fact, value in facts.items():
        if fact in PHONES:
            person.setdefault("phones", []).append(value or PHONES[fact](ordinal))
        elif fact in DOCUMENTS:
            kind, make = DOCUMENTS[fact]
            document = {"type": kind, "number": value or make(ordinal)}
            person.setdefault("documents", []).append(document)
        else:
            person |= _fact(line, fact, value)
    return person


def _fact(line, fact, value):
    if fact == "email":
        return {"emails": [value or f"pair{line}@example.org"]}
    if fact == "vk":
        return {"messengers": [{"network": "vk", "id": str(900_000 + line)}]}
    if fact in DATES:
        return {"birthdate": _date(line, DATES[fact])}
    if fact == "birthdate":
        return {"birthdate": value}
    if fact in STREETS:
        return {"street": STREETS[fact].format(number=line), "city": "Тверь"}
    if fact == "city":
        return {"city": "Тверь"}
    if fact in ("male", "female"):
        return {"gender": fact}
    raise ValueError(f"line {line}: unknown fact {fact!r}")


def _date(line, form):
    """A date of the line: no two lines have one in common."""
    return form.format(
        year=1940 + line % 61,
        later=1953 + line % 61,
        month=1 + line % 9,
        other=1 + (line + 4) % 9,
        day=10 + line % 3,
        digit=line % 3,
    )
