# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who of the people registered together is who. Pure: no Odoo, no database."""

from typing import NamedTuple

from ...tools import person_compare

# Columns of an index row by whose values two calls for one person meet.
IDENTITY = ("documents", "phones", "emails", "messengers")


class Origin(NamedTuple):
    """Where a person comes from, and how far he may be looked for from there.

    :param source: id of the source
    :param group: id of the group of prospects, or None
    :param scope: never, source, group or everywhere; None without a group
    """

    source: int
    group: int | None = None
    scope: str | None = None


class Profile(NamedTuple):
    """Columns of an index row by which two people may be told apart."""

    lastname: str
    firstname: str
    middlename: str
    lastname_sound: str
    firstname_sound: str
    middlename_latin: str
    birthdate_date: str
    gender: str
    former_lastnames: tuple
    lastname_latins: tuple
    firstname_codes: tuple
    documents: tuple


def get_profile(row):
    """The :class:`Profile` of an index row; hashable."""
    return Profile(
        *(
            tuple(row[name]) if isinstance(row[name], list) else row[name]
            for name in Profile._fields
        )
    )


def is_apart(one, other):
    """Whether something of two profiles says that they are different people."""
    facts = person_compare.compare(one._asdict(), other._asdict())
    return any(fact.contradicts for fact in facts)


def get_slot_keys(row):
    """By which slots others who create the person of an index row are met."""
    keys = [f"person:{value}" for column in IDENTITY for value in row[column] or ()]
    if row["lastname"] and row["birthdate_date"]:
        keys.append(f"person:{row['lastname']} {row['birthdate_date']}")
    return keys


def may_share(one, other):
    """Whether two persons may be one prospect, as far as their groups go.

    A group speaks for its own people, whichever of the two comes first.

    >>> may_share(Origin(1, 5, "source"), Origin(2, 5, "source"))
    False
    >>> may_share(Origin(1, 5, "group"), Origin(2, 5, "group"))
    True
    >>> may_share(Origin(1, 5, "everywhere"), Origin(2))
    True
    """
    return all(
        {
            "never": False,
            "source": one.source == other.source,
            "group": one.group == other.group,
        }.get(side.scope, True)
        for side in (one, other)
    )


def share(lines, found, pairs, profiles=None, is_apart=None):
    """Put people registered together on prospects.

    :param lines: numbers of the people
    :param found: dict line -> id of the prospect that he is
    :param pairs: list of (line, line) that are one person
    :param profiles: dict line -> hashable: what tells him apart; by default nothing
    :param is_apart: function (profile, profile) -> whether they are different people
    :return: dict line -> line whose prospect he gets: his own for who is created or
        was found, another one's for everybody else

    Who was not found himself goes with those who were found, if all of these are one
    prospect.

    >>> share([0, 1, 2], {}, [(0, 2)])
    {0: 0, 1: 1, 2: 0}
    >>> share([0, 1], {1: 70}, [(0, 1)])
    {0: 1, 1: 1}
    >>> share([0, 1, 2], {0: 70, 1: 71}, [(0, 2), (1, 2)])
    {0: 0, 1: 1, 2: 2}

    Father and son are not one because somebody may be either.

    >>> names = {0: "I.", 1: "I. Petrovich", 2: "I. Ilyich"}
    >>> share([0, 1, 2], {}, [(0, 1), (0, 2)], names, lambda a, b: len(a + b) > 16)
    {0: 0, 1: 0, 2: 2}
    """
    leaders = {}
    for circle in _circles(lines, pairs, profiles, is_apart):
        known = [line for line in circle if line in found]
        new = [line for line in circle if line not in found]
        one = len({found[line] for line in known}) == 1
        leader = known[0] if one else new[0] if new else None
        leaders |= {line: line for line in known} | dict.fromkeys(new, leader)
    return {line: leaders[line] for line in lines}


def _circles(lines, pairs, profiles, is_apart):
    """Lists of lines that are one person, by pairs and pairs of pairs.

    Two whom no pair joins and whose profiles are apart are in different ones.
    """
    circles = {line: [line] for line in lines}
    profiles = profiles or dict.fromkeys(lines)
    joined = {frozenset((profiles[one], profiles[other])) for one, other in pairs}
    apart = {}

    def may_meet(one, other):
        pair = frozenset((one, other))
        if pair not in apart:
            apart[pair] = len(pair) == 2 and pair not in joined and is_apart(one, other)
        return not apart[pair]

    for pair in sorted(pairs):
        first, second = sorted((circles[line] for line in pair), key=min)
        if first is not second and all(
            may_meet(one, other)
            for one in {profiles[line] for line in first}
            for other in {profiles[line] for line in second}
        ):
            first += second
            circles.update(dict.fromkeys(second, first))
    return [sorted(circle) for line, circle in circles.items() if line == min(circle)]
