# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One line of a file as a person dictionary, once it is known what the columns hold."""

from typing import NamedTuple

# Where a column goes -> the key of the person dictionary it ends in.
KEYS = {
    **dict.fromkeys(("document", "document_series"), "documents"),
    "phone": "phones",
    "email": "emails",
    "messenger": "messengers",
    **{
        field: field
        for field in (
            *("lastname", "firstname", "middlename", "name", "gender", "birthdate"),
            *("street", "zip", "city", "country", "employer", "comment", "ref"),
            *("actual_date", "source", "client_since", "client_until"),
        )
    },
}
# Texts of several columns that make one value together.
_JOINED = {"street": ", ", "comment": "\n"}
_GENDERS = {
    **dict.fromkeys(("м", "муж", "мужской", "мужчина", "m", "male", "man"), "male"),
    **dict.fromkeys(
        ("ж", "жен", "женский", "женщина", "f", "w", "female", "woman"), "female"
    ),
    **dict.fromkeys(("-", "н", "нет", "н/д", "не указан", "u", "unknown"), ""),
}


class Column(NamedTuple):
    """A column that is taken in: its place from 0, a key of ``KEYS``, the code of the
    document type, the network or the usage."""

    position: int
    field: str
    detail: str | None = None


def to_person(cells, columns, convert=None):
    """The person dictionary of one line.

    Values are handed on as they stand, for the loader to judge: only the gender is
    put into its two words.

    :param list cells: str, the values of the line
    :param columns: list of :class:`Column`
    :param convert: dict field -> function str -> str, for values that need a look-up
    :return: dict as ``crm.prospect.load`` takes it

    >>> columns = [Column(0, "lastname"), Column(1, "gender"),
    ...     Column(2, "document_series", "passport_ru"),
    ...     Column(3, "document", "passport_ru"), Column(4, "phone", "work")]
    >>> to_person(["Иванов", "Муж.", "4520", "731946", "2-12-85"], columns) == {
    ...     "lastname": "Иванов", "gender": "male",
    ...     "documents": [{"type": "passport_ru", "number": "4520 731946"}],
    ...     "phones": [{"value": "2-12-85", "usage": "work"}]}
    True
    """
    person, series = {}, {}
    for position, field, detail in columns:
        text = cells[position]
        if not text:
            continue
        if convert and field in convert:
            text = convert[field](text)
        if field in ("phone", "email"):
            value = {"value": text, "usage": detail} if detail else text
            person.setdefault(KEYS[field], []).append(value)
        elif field == "messenger":
            value = {"network": detail, "id": text}
            person.setdefault("messengers", []).append(value)
        elif field == "document":
            value = {"type": detail, "number": text}
            person.setdefault("documents", []).append(value)
        elif field == "document_series":
            series[detail] = text
        elif field == "gender":
            if gender := _GENDERS.get(text.lower().rstrip("."), text):
                person["gender"] = gender
        elif field in person:
            person[field] += _JOINED[field] + text
        else:
            person[field] = text
    if series:
        _add_series(person, series)
    return person


def _add_series(person, series):
    """Put the series, which came in columns of their own, before the numbers."""
    documents = person.setdefault("documents", [])
    for document in documents:
        if first := series.pop(document["type"], None):
            document["number"] = f"{first} {document['number']}"
    # A series without a number is kept too; it is marked as unusable.
    documents += [{"type": kind, "number": text} for kind, text in series.items()]
