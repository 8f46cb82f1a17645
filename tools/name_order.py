# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts of a name typed into the wrong fields."""

from . import name_layout
from .name_data import given_name
from .name_form import normalize
from .name_odds import GIVEN, given_odds
from .name_patterns import (
    is_patronymic_of_known,
    patronymic_gender,
    surname_gender,
)

# Decibans between the two fields from which they were swapped: of people who fill in
# forms one in a hundred swaps (20), and a wrong repair is 100 times worse than none.
_SWAPPED = 40


def repair(lastname, firstname, middlename=""):
    """Raw parts of a name, typed in the right layout and each in its own field.

    Parts are moved on strong evidence only: a surname that is a given name as well
    (Роман Абрам) stays where it was typed.

    :param lastname: str, ``None`` or ``False``, as typed
    :param firstname: the same
    :param middlename: the same
    :return: tuple of 3 str: last, first and middle name, "" for a missing one

    >>> repair("Иван", "Иванов", "Петрович"), repair("Bdfy", "Bdfyjd")
    (('Иванов', 'Иван', 'Петрович'), ('Иванов', 'Иван', ''))
    >>> repair("Иванов", "Петрович", "Иван"), repair("Анна", "Ивановна", "Ким")
    (('Иванов', 'Иван', 'Петрович'), ('Ким', 'Анна', 'Ивановна'))
    >>> repair("Роман", "Абрам", None), repair(False, "Иванов", "")
    (('Роман', 'Абрам', ''), ('', 'Иванов', ''))
    """
    parts = (lastname or "", firstname or "", middlename or "")
    lastname, firstname, middlename = parts
    if (
        (lastname and lastname.isascii())
        or (firstname and firstname.isascii())
        or (middlename and middlename.isascii())
    ):
        parts = lastname, firstname, middlename = name_layout.repair(parts)
    if not lastname or not firstname:
        return parts
    in_place = given_odds(firstname) >= GIVEN
    if in_place and not given_name(normalize(lastname)):
        # Nearly everybody
        return parts
    return _in_order(*parts)


def _in_order(lastname, firstname, middlename):
    gender = _patronymic(firstname)
    of_middle = _patronymic(middlename)
    if gender and gender != of_middle:
        moved = _with_patronymic_first(lastname, firstname, middlename, gender)
        if moved:
            return moved
    odds = given_odds(lastname)
    if (
        odds >= GIVEN
        and odds - given_odds(firstname) >= _SWAPPED
        and _is_couple(firstname, lastname, of_middle)
    ):
        return firstname, lastname, middlename
    return lastname, firstname, middlename


def _with_patronymic_first(lastname, patronymic, middlename, gender):
    """Parts in order where the patronymic is in the first-name field, or ``None``."""
    last, middle = given_odds(lastname), given_odds(middlename)
    if middle >= GIVEN > last and _may_be(middlename, gender):
        return lastname, middlename, patronymic
    if last < GIVEN or not _may_be(lastname, gender):
        return None
    if not middlename and gender == "male":
        # «Иван Абрамович»: nobody knows whether that is his surname.
        return lastname, patronymic, middlename
    if not middlename or middle < 0:
        return middlename, lastname, patronymic
    return None


def _patronymic(word):
    """Gender of a word that is rather a patronymic than a surname, else ``None``."""
    form = normalize(word)
    gender = patronymic_gender(form)
    if gender == "male" and not is_patronymic_of_known(form):
        return None
    return gender


def _may_be(given, gender):
    known = given_name(normalize(given))
    return not known or known.gender in ("", gender)


def _is_couple(surname, given, gender):
    """The words fit each other, and the patronymic, as a surname and a given name."""
    form = normalize(surname)
    by_surname, sure = surname_gender(form)
    if form.isascii() and not sure:
        # Western surnames are given names too often: Norman Martin.
        return False
    genders = {gender, by_surname, _gender_of(given)} - {None, ""}
    return len(genders) < 2


def _gender_of(given):
    known = given_name(normalize(given))
    return known and known.gender
