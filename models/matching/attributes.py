# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The attributes that rules compare, as SQL over rows of the person index.

Each attribute says how two rows, aliased `a` and `b`, are equal, when one of them
is blank, and by which indexed parts a person having it can be looked up.
"""

from typing import NamedTuple

from odoo.tools import SQL


class Attribute(NamedTuple):
    """How one attribute is compared and looked up.

    :param same: SQL condition, true only when both are filled and equal
    :param blank: SQL condition, true when one of the two is blank
    :param parts: parts of a blocking key that equality implies
    :param sound: column with the sound code, where there is one
    :param sound_part: part of a blocking key implied by sounding alike
    """

    same: str
    blank: str
    parts: tuple = ()
    sound: str | None = None


def _scalar(column, parts=(), sound=None):
    return Attribute(
        f"a.{column} = b.{column}",
        f"(a.{column} IS NULL OR b.{column} IS NULL)",
        parts,
        sound,
    )


def _array(column, parts):
    return Attribute(
        f"a.{column} && b.{column}",
        f"(a.{column} IS NULL OR b.{column} IS NULL)",
        parts,
    )


# A former last name counts as much as the present one.
_LASTNAME = (
    "(a.lastname = b.lastname OR a.lastname = ANY(b.former_lastnames)"
    " OR b.lastname = ANY(a.former_lastnames)"
    " OR a.former_lastnames && b.former_lastnames)"
)

# An initial may be anybody's: Иванов И. is neither Иван nor Игорь Иванов.
_FIRSTNAME = "(a.firstname = b.firstname AND length(a.firstname) > 1)"

ATTRIBUTES = {
    # Full name: all the parts there are; with a patronymic on one side only it is
    # not the same full name.
    "name": Attribute(
        f"({_LASTNAME} AND {_FIRSTNAME}"
        " AND a.middlename IS NOT DISTINCT FROM b.middlename)",
        "(a.lastname IS NULL OR b.lastname IS NULL"
        " OR a.firstname IS NULL OR b.firstname IS NULL)",
        ("lastname", "firstname"),
    ),
    "lastname": Attribute(
        _LASTNAME,
        "(a.lastname IS NULL OR b.lastname IS NULL)",
        ("lastname",),
        "lastname_sound",
    ),
    "firstname": Attribute(
        _FIRSTNAME,
        "(a.firstname IS NULL OR b.firstname IS NULL)",
        ("firstname",),
        "firstname_sound",
    ),
    "middlename": _scalar("middlename"),
    "birthdate_date": _scalar("birthdate_date", ("birthdate_date",)),
    "gender": _scalar("gender"),
    "female": Attribute(
        "(a.gender = 'female' AND b.gender = 'female')",
        "(a.gender IS NULL OR b.gender IS NULL)",
    ),
    "city": _scalar("city"),
    "phone": _array("phones", ("phones",)),
    # A mobile in common is a phone in common, so it is looked up as one.
    "mobile": _array("mobiles", ("phones",)),
    "email": _array("emails", ("emails",)),
    "messenger": _array("messengers", ("messengers",)),
    "document": _array("documents", ("documents",)),
}

NAME_ATTRIBUTES = {"name", "lastname", "firstname", "middlename"}
# Equal values of these say nothing about one person: many people share them.
SHARED_ATTRIBUTES = NAME_ATTRIBUTES | {"gender", "female", "city"}

# Parts of blocking keys: (set-returning expression or None, text expression).
KEY_PARTS = {
    "lastname": (
        "unnest(array_prepend(i.lastname::text, i.former_lastnames)) AS lastname(v)",
        "lastname.v",
    ),
    "firstname": (None, "i.firstname"),
    "lastname_sound": (None, "i.lastname_sound"),
    "firstname_sound": (None, "i.firstname_sound"),
    # A number of days does not depend on how the session writes dates.
    "birthdate_date": (None, "(i.birthdate_date - DATE '1900-01-01')::text"),
    "phones": ("unnest(i.phones) AS phones(v)", "phones.v"),
    "emails": ("unnest(i.emails) AS emails(v)", "emails.v"),
    "messengers": ("unnest(i.messengers) AS messengers(v)", "messengers.v"),
    "documents": ("unnest(i.documents) AS documents(v)", "documents.v"),
}

# Smallest covering sets first: a person has hardly more than one such key, so a rule
# is looked up by the first of these that its equality conditions contain.
PREFERRED_SIGNATURES = (
    ("documents",),
    ("emails",),
    ("phones",),
    ("messengers",),
    ("birthdate_date", "lastname"),
    ("birthdate_date", "firstname"),
)


def same(attribute, document_codes=()):
    """SQL: both rows have the attribute and it is equal.

    :param document_codes: of a document, the types that count; empty for any
    """
    if attribute == "document" and document_codes:
        # The overlap is tested first: it is cheap and hardly ever true.
        return SQL(
            """(a.documents && b.documents AND EXISTS (
                SELECT FROM unnest(a.documents) AS d
                WHERE d = ANY(b.documents) AND split_part(d, ':', 1) = ANY(%s)))""",
            sorted(document_codes),
        )
    return SQL(ATTRIBUTES[attribute].same)  # pylint: disable=sql-injection


def blank(attribute, document_codes=()):
    """SQL: at least one of the rows lacks the attribute."""
    if attribute == "document" and document_codes:
        return SQL(
            """NOT (EXISTS (SELECT FROM unnest(a.documents) AS d
                    WHERE split_part(d, ':', 1) = ANY(%(codes)s))
                AND EXISTS (SELECT FROM unnest(b.documents) AS d
                    WHERE split_part(d, ':', 1) = ANY(%(codes)s)))""",
            codes=sorted(document_codes),
        )
    return SQL(ATTRIBUTES[attribute].blank)  # pylint: disable=sql-injection


def sounds(attribute):
    """SQL: both rows have the attribute and it sounds alike."""
    column = ATTRIBUTES[attribute].sound
    return SQL("%s = %s", SQL.identifier("a", column), SQL.identifier("b", column))


def signature_parts(parts):
    """The smallest covering set for a rule whose equality conditions imply `parts`.

    >>> signature_parts({"lastname", "firstname", "phones"})
    ('phones',)
    >>> signature_parts({"lastname_sound", "birthdate_date"})
    ('birthdate_date', 'lastname_sound')
    """
    for preferred in PREFERRED_SIGNATURES:
        if parts.issuperset(preferred):
            return preferred
    return tuple(sorted(parts))
