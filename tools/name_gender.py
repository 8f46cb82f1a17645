# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Gender by name."""

from .name_data import given_name
from .name_form import normalize
from .name_patterns import patronymic_gender, surname_gender

# Votes: a given name with one gender outweighs an unsure surname ending (Дубина,
# Берлин); against a sure one (Иванова) the sum stays below what is needed.
_GIVEN_VOTE = 3
_SURE_VOTE = 2
_UNSURE_VOTE = 1


def gender(lastname="", firstname="", middlename=""):
    """Gender by patronymic, else by given name and surname together.

    :param lastname: str or ``None``, as typed, in either alphabet
    :param firstname: the same
    :param middlename: the same
    :return: "male", "female" or ``None`` when the name does not tell

    >>> gender("Коваленко", "Микита"), gender("Петрова", "Саша")
    ('male', 'female')
    >>> gender("Черных", "Саша") is None
    True
    """
    known = patronymic_gender(normalize(middlename))
    if known:
        return known
    first = normalize(firstname)
    given = given_name(first) or given_name(first.partition(" ")[0])
    by_surname, sure = surname_gender(normalize(lastname))
    votes = 0
    if given and given.gender:
        votes += _GIVEN_VOTE if given.gender == "male" else -_GIVEN_VOTE
    if by_surname:
        vote = _SURE_VOTE if sure else _UNSURE_VOTE
        votes += vote if by_surname == "male" else -vote
    if abs(votes) < (2 if given and given.gender else 1):
        return None
    return "male" if votes > 0 else "female"
