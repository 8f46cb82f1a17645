# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Similar texts: what SQL can say at once, and whom Python has to look at.

PostgreSQL has no optimal string alignment, so that only pairs go to Python for which
a rule depends on it and whose texts are close enough by their lengths and ends.
"""

from odoo.tools import SQL

from ...tools import comparison

# Columns of the index from which tools.comparison.Names is made.
NAME_COLUMNS = (
    "lastname",
    "firstname",
    "middlename",
    "former_lastnames",
    "firstname_codes",
    "city",
)

_SURE = {
    "name": """(
        (a.lastname = b.lastname OR a.lastname_sound = b.lastname_sound
            OR a.lastname_latins && b.lastname_latins)
        AND (a.firstname = b.firstname AND length(a.firstname) > 1
            OR a.firstname_codes && b.firstname_codes)
        AND (a.middlename IS NULL OR b.middlename IS NULL
            OR a.middlename = b.middlename
            OR a.middlename_latin = b.middlename_latin))""",
    "lastname": "a.lastname = b.lastname",
    "firstname": "a.firstname = b.firstname",
    "middlename": "a.middlename = b.middlename",
    "city": "a.city = b.city",
}


def sure(attribute):
    """SQL: the rows are similar, whatever their letters."""
    return SQL(_SURE[attribute])  # pylint: disable=sql-injection


def possible(attribute, threshold):
    """SQL: the rows may be similar, and Python has to tell.

    Rows are similar when :func:`sure`, or when both this and :func:`tell` say so.
    """
    if attribute != "name":
        text = _close(f"a.{attribute}", f"b.{attribute}", threshold)
        if attribute == "lastname":
            text = f"({text} OR {_SEVERAL})"
        return SQL(text)  # pylint: disable=sql-injection
    lastname = f"""(a.lastname_latins && b.lastname_latins OR {_SEVERAL}
        OR a.lastname_sound = b.lastname_sound
        OR {_close("a.lastname", "b.lastname", threshold)})"""
    firstname = f"""(a.firstname_codes && b.firstname_codes
        OR a.firstname_sound = b.firstname_sound
        OR least(length(a.firstname), length(b.firstname)) = 1
        OR {_close("a.firstname", "b.firstname", threshold)})"""
    swapped = f"""({_crossed("lastname", "firstname", threshold)}
        AND {_crossed("firstname", "lastname", threshold)})"""
    middlename = f"""(a.middlename IS NULL OR b.middlename IS NULL
        OR a.middlename_latin = b.middlename_latin
        OR least(length(a.middlename), length(b.middlename)) = 1
        OR left(a.middlename_latin, 2) = left(b.middlename_latin, 2)
        OR {_close("a.middlename", "b.middlename", threshold)})"""
    return SQL(f"({lastname} AND {firstname} OR {swapped}) AND {middlename}")  # pylint: disable=sql-injection


# Several last names, of which any one may be the similar one.
_SEVERAL = """(a.former_lastnames IS NOT NULL OR b.former_lastnames IS NOT NULL
    OR strpos(a.lastname, ' ') > 0 OR strpos(b.lastname, ' ') > 0)"""


def _crossed(one, other, threshold):
    return f"""(a.{one} = b.{other}
        OR {_close(f"a.{one}", f"b.{other}", threshold)})"""


def _close(one, other, threshold):
    """SQL text: by lengths and ends the two may be `threshold` percent alike.

    One edit leaves the beginning or the end of a text as it is; where two are
    allowed, only the lengths are looked at.
    """
    longer = f"greatest(length({one}), length({other}))"
    # Rounded half up, as the percentage is.
    edits = f"floor({longer} * {(100.5 - threshold) / 100:.3f})"
    kept = f"(({longer} - 1) / 2)"
    return f"""(abs(length({one}) - length({other})) <= {edits}
        AND CASE {edits} WHEN 0 THEN FALSE WHEN 1 THEN
            left({one}, {kept}) = left({other}, {kept})
                OR right({one}, {kept}) = right({other}, {kept})
            ELSE TRUE END)"""


_TELL = {
    "name": comparison.is_similar_name,
    "lastname": comparison.is_similar_lastname,
}


def tell(attribute, one, other, threshold):
    """Whether two persons are similar in an attribute.

    :param one: :class:`tools.comparison.Names` of a person
    :param other: of the other person
    :param int threshold: in percent
    """
    if compare := _TELL.get(attribute):
        return compare(one, other, threshold)
    return comparison.is_similar(
        getattr(one, attribute), getattr(other, attribute), threshold
    )
