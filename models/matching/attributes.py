# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The attributes that rules compare, as SQL over rows of the person index.

Each attribute says in which ways two rows, aliased `a` and `b`, can be compared, when
one of them is blank, and by which indexed parts a person having it can be looked up.
"""

from typing import NamedTuple

from odoo.tools import SQL


class Attribute(NamedTuple):
    """How one attribute is compared and looked up.

    :param same: SQL condition, true only when both are filled and equal
    :param blank: SQL condition, true when one of the two is blank
    :param parts: parts of a blocking key that equality implies
    :param ways: dict comparison -> (SQL condition, parts of a key that it implies)
    :param compatible: SQL condition, true when the two do not contradict each other
        although they are filled; equality where nothing else is said
    """

    same: str
    blank: str
    parts: tuple = ()
    ways: dict = {}  # noqa: RUF012 read only
    compatible: str | None = None


def _scalar(column, parts=(), ways=None, compatible=None):
    return Attribute(
        f"a.{column} = b.{column}",
        f"(a.{column} IS NULL OR b.{column} IS NULL)",
        parts,
        ways or {},
        compatible,
    )


def _array(column, parts):
    return Attribute(
        f"a.{column} && b.{column}",
        f"(a.{column} IS NULL OR b.{column} IS NULL)",
        parts,
    )


def _equal(column):
    return f"a.{column} = b.{column}"


def _initial(part):
    """One of the two is an initial, of the other."""
    return (
        f"(least(length(a.{part}), length(b.{part})) = 1"
        f" AND left(a.{part}_latin, 1) = left(b.{part}_latin, 1))"
    )


# A former last name counts as much as the present one.
_LASTNAME = (
    "(a.lastname = b.lastname OR a.lastname = ANY(b.former_lastnames)"
    " OR b.lastname = ANY(a.former_lastnames)"
    " OR a.former_lastnames && b.former_lastnames)"
)
_LASTNAME_LATIN = "a.lastname_latins && b.lastname_latins"
# An initial may be anybody's: Иванов И. is neither Иван nor Игорь Иванов.
_FIRSTNAME = "(a.firstname = b.firstname AND length(a.firstname) > 1)"
_VARIANT = "a.firstname_codes && b.firstname_codes"
_DAY = "to_char({}.birthdate_date, 'YYYYMMDD')"
_ONE_DIGIT = " OR ".join(
    f"overlay({_DAY.format('a')} placing '_' from {place})"
    f" = overlay({_DAY.format('b')} placing '_' from {place})"
    for place in range(1, 9)
)
_SWAPPED_DAY = (
    "(extract(day FROM a.birthdate_date) = extract(month FROM b.birthdate_date)"
    " AND extract(month FROM a.birthdate_date) = extract(day FROM b.birthdate_date)"
    " AND extract(year FROM a.birthdate_date) = extract(year FROM b.birthdate_date))"
)

ATTRIBUTES = {
    # Full name: all the parts there are; with a patronymic on one side only it is
    # not the same full name.
    "name": Attribute(
        f"({_LASTNAME} AND {_FIRSTNAME}"
        " AND a.middlename IS NOT DISTINCT FROM b.middlename)",
        "(a.lastname IS NULL OR b.lastname IS NULL"
        " OR a.firstname IS NULL OR b.firstname IS NULL)",
        ("lastname_latins", "firstname_codes"),
    ),
    "lastname": Attribute(
        _LASTNAME,
        "(a.lastname IS NULL OR b.lastname IS NULL)",
        ("lastname_latins",),
        {
            "sounds": (_equal("lastname_sound"), ("lastname_sound",)),
            "latin": (_LASTNAME_LATIN, ("lastname_latins",)),
        },
        f"({_LASTNAME} OR {_LASTNAME_LATIN})",
    ),
    "firstname": Attribute(
        _FIRSTNAME,
        "(a.firstname IS NULL OR b.firstname IS NULL)",
        ("firstname_codes",),
        {
            "sounds": (
                f"({_equal('firstname_sound')} AND length(a.firstname) > 1)",
                ("firstname_sound",),
            ),
            "latin": (
                f"({_equal('firstname_latin')} AND length(a.firstname) > 1)",
                ("firstname_latin",),
            ),
            "variant": (_VARIANT, ("firstname_codes",)),
            "initial": (f"({_FIRSTNAME} OR {_initial('firstname')})", ()),
        },
        f"({_FIRSTNAME} OR {_VARIANT} OR {_initial('firstname')})",
    ),
    "middlename": _scalar(
        "middlename",
        ways={
            "latin": (_equal("middlename_latin"), ()),
            "initial": (f"({_equal('middlename')} OR {_initial('middlename')})", ()),
        },
        compatible=f"({_equal('middlename_latin')} OR {_initial('middlename')})",
    ),
    "birthdate_date": _scalar(
        "birthdate_date",
        ("birthdate_date",),
        {
            "close": (
                f"({_equal('birthdate_date')} OR {_SWAPPED_DAY} OR {_ONE_DIGIT})",
                (),
            )
        },
    ),
    "gender": _scalar("gender"),
    "female": Attribute(
        "(a.gender = 'female' AND b.gender = 'female')",
        "(a.gender IS NULL OR b.gender IS NULL)",
    ),
    "city": _scalar("city"),
    "address": _scalar("address_key", ("address_key",)),
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
    "lastname_latins": (
        "unnest(i.lastname_latins) AS lastname_latins(v)",
        "lastname_latins.v",
    ),
    # One of these beside a first name and a birth date keeps most of the people apart
    # who were born on one day and have one first name.
    "lastname_initials": (
        "(SELECT DISTINCT left(l, 1) FROM unnest(i.lastname_latins) AS l)"
        " AS lastname_initials(v)",
        "lastname_initials.v",
    ),
    "firstname_codes": (
        "unnest(i.firstname_codes) AS firstname_codes(v)",
        "firstname_codes.v",
    ),
    "firstname_latin": (None, "i.firstname_latin"),
    "lastname_sound": (None, "i.lastname_sound"),
    "firstname_sound": (None, "i.firstname_sound"),
    # A number of days does not depend on how the session writes dates.
    "birthdate_date": (None, "(i.birthdate_date - DATE '1900-01-01')::text"),
    "address_key": (None, "i.address_key"),
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
    ("birthdate_date", "lastname_latins"),
    ("birthdate_date", "firstname_codes", "lastname_initials"),
    ("birthdate_date", "firstname_codes"),
    ("address_key", "lastname_latins"),
)
# Of a similar full name, one part at least has to meet the other by its code, the last
# name at least by its first letter: where people look when they type.
NAME_ALTERNATIVES = (("lastname_latins",), ("firstname_codes", "lastname_initials"))


def is_possible(attribute, comparison):
    """Whether an attribute can be compared in this way."""
    if comparison in ("same", "not_contradicting", "different"):
        return attribute != "female" or comparison == "same"
    if comparison == "similar":
        return attribute in NAME_ATTRIBUTES | {"city"}
    return comparison in ATTRIBUTES[attribute].ways


def same(attribute, document_codes=()):
    """SQL: both rows have the attribute and it is equal.

    :param document_codes: of a document, the types that count; empty for any
    """
    if attribute == "document" and document_codes:
        # The overlap is cheap and hardly ever true; CASE, for a blank overlap would
        # not keep AND from looking at the other side.
        return SQL(
            """CASE WHEN a.documents && b.documents THEN EXISTS (
                SELECT FROM unnest(a.documents) AS d
                WHERE d = ANY(b.documents) AND split_part(d, ':', 1) = ANY(%s)) END""",
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


def compatible(attribute, document_codes=()):
    """SQL: the two, both filled, may be one and the same; NULL or false: they are not.

    A spelling in Latin letters, a known variant or an initial contradicts nobody.
    """
    way = ATTRIBUTES[attribute].compatible
    if way is None:
        return same(attribute, document_codes)
    return SQL(way)  # pylint: disable=sql-injection


def way(attribute, comparison):
    """SQL: the two rows meet by a code of the attribute."""
    return SQL(ATTRIBUTES[attribute].ways[comparison][0])  # pylint: disable=sql-injection


def covering_signatures(parts, alternatives=()):
    """The smallest covering sets for a rule.

    :param set parts: key parts that its conditions imply
    :param alternatives: tuples of key parts of which one holds, or nearly always does
    :return: list of tuples of parts; each pair shares a key of one of them

    >>> covering_signatures({"lastname_latins", "firstname_codes", "phones"})
    [('phones',)]
    >>> covering_signatures({"birthdate_date"}, [("lastname_latins",), ("phones",)])
    [('birthdate_date', 'lastname_latins'), ('phones',)]
    >>> covering_signatures({"lastname_sound", "birthdate_date"})
    [('birthdate_date', 'lastname_sound')]
    """
    for preferred in PREFERRED_SIGNATURES:
        if parts.issuperset(preferred):
            return [preferred]
    if alternatives:
        return [covering_signatures(parts.union(more))[0] for more in alternatives]
    return [tuple(sorted(parts))]
