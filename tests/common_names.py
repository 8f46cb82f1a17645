# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented clients, and the ways in which their names are written otherwise."""

from odoo.addons.crm_prospect.demo import identifiers, misspell, pools
from odoo.addons.crm_prospect.demo.people import email, human

SEED = 5
NAMES = ("lastname", "firstname", "middlename")


def name_of(person):
    """The name of a Human as the keys of a person dictionary."""
    return {part: getattr(person, part) for part in NAMES}


def card(person):
    """The card of a client of whom all is known."""
    return {
        **name_of(person),
        "gender": person.gender,
        "birthdate": person.birthdate,
        "phones": ["+7" + person.phone],
        "emails": [email(person)],
        "documents": [
            {"type": "passport_ru", "number": identifiers.passport(person.ordinal)}
        ],
        "ref": str(person.ordinal),
    }


# What a prospect gives besides the name.
IDENTIFIERS = {
    "phone": ("phones",),
    "email": ("emails",),
    "passport": ("documents",),
    "birthdate": ("birthdate",),
}


# ---------------------------------------------------------------- what is spoiled


def whole(change):
    """A flaw which hits all parts, as the state of a keyboard does."""

    def spoil(person, chance):
        text = change("\n".join(name_of(person).values()), chance)
        return dict(zip(NAMES, text.split("\n"), strict=True))

    return spoil


def surname(change):
    """A flaw of the surname."""

    def spoil(person, chance):
        return name_of(person) | {"lastname": change(person.lastname, chance)}

    return spoil


def yo(person, chance):
    return {part: pools.YO.get(name, name) for part, name in name_of(person).items()}


def swapped(person, chance):
    return name_of(
        person._replace(lastname=person.firstname, firstname=person.lastname)
    )


def initials(person, chance):
    first, middle = misspell.initials(person.firstname, person.middlename, chance)
    return name_of(person._replace(firstname=first, middlename=middle))


def blanks(person, chance):
    """Too many of them: in one field, or in each of three."""
    names = name_of(person)
    if chance() < 0.5:
        return {"name": misspell.blanks(" ".join(filter(None, names.values())), chance)}
    return {part: misspell.blanks(name, chance) for part, name in names.items()}


# ---------------------------------------------------------------- who can have it


def anybody(person):
    return True


def woman(person):
    return person.gender == "female"


def spelled_with_yo(person):
    return any(name in pools.YO for name in name_of(person).values())


def as_is(person):
    return person


def double_surname(person):
    return person._replace(lastname=f"{person.other_lastname}-{person.lastname}")


def apostrophe(person):
    forms = pools.APOSTROPHES[person.ordinal % len(pools.APOSTROPHES)]
    return person._replace(lastname=forms[woman(person)])


# flaw: (who can have it, how the client is changed to have it, the spoiled name)
FLAWS = {
    "ё": (spelled_with_yo, as_is, yo),
    "case": (anybody, as_is, whole(misspell.case)),
    "hyphen": (woman, double_surname, surname(misspell.hyphen)),
    "double blanks": (anybody, as_is, blanks),
    "apostrophe": (anybody, apostrophe, surname(misspell.apostrophe)),
    "look-alikes": (anybody, as_is, whole(misspell.look_alikes)),
    "Latin of passports": (anybody, as_is, whole(misspell.latin)),
    "Latin by GOST": (anybody, as_is, whole(misspell.latin_gost)),
    "Latin by habit": (anybody, as_is, whole(misspell.latin_habit)),
    "keyboard layout": (anybody, as_is, whole(misspell.wrong_layout)),
    "swapped": (anybody, as_is, swapped),
    "initials": (anybody, as_is, initials),
}


def people(count, start, suits=anybody):
    """The first people from an ordinal on who suit.

    :param int count: how many
    :param int start: ordinal to begin with
    :param suits: function of a Human to bool
    :return: (list of Human, ordinal after the last)
    """
    found = []
    while len(found) < count:
        person = human(SEED, start)
        start += 1
        if suits(person):
            found.append(person)
    return found, start
