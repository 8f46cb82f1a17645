# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The clean card which the core system keeps of a client."""

from . import identifiers
from .draw import stream
from .misspell import snils_form
from .people import email, employer, human
from .sources import CLIENT_FIRST_REF, CLIENT_SOURCE

# Shares of the cards which have the field.
PHONE = 0.90
SECOND_PHONE = 0.15
EMAIL = 0.60
PASSPORT = 0.85
INN = 0.40
SNILS = 0.60
OTHER_DOCUMENT = 0.05
MESSENGER = 0.15
ADDRESS = 0.85
EMPLOYER = 0.30
CLOSED = 0.06
FIRST_YEAR, LAST_YEAR = 2004, 2024


def moment(draw, first_year, last_year):
    """Some second of the years, `YYYY-MM-DD HH:MM:SS`."""
    day = int(draw() * 336)
    second = int(draw() * 86400)
    year = first_year + int(draw() * (last_year - first_year + 1))
    return (
        f"{year}-{1 + day // 28:02}-{1 + day % 28:02}"
        f" {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    )


def client(seed, index):
    """Card of one client: a person dictionary as `load_clients` takes it.

    :param int seed: which world
    :param int index: which client, from 0
    :rtype: dict
    """
    person = human(seed, index)
    draw = stream(f"card {seed} {index}")
    card = {
        "lastname": person.lastname,
        "firstname": person.firstname,
        "gender": person.gender,
        "birthdate": person.birthdate,
        "source": CLIENT_SOURCE["code"],
        "ref": str(CLIENT_FIRST_REF + index),
        "actual_date": moment(draw, 2022, 2024),
    }
    if person.middlename:
        card["middlename"] = person.middlename
    phones = _phones(person, draw)
    if phones:
        card["phones"] = phones
    if draw() < EMAIL:
        card["emails"] = [email(person)]
    if draw() < MESSENGER:
        card["messengers"] = [{"network": "vk", "id": identifiers.vk(index)}]
    documents = _documents(index, draw)
    if documents:
        card["documents"] = documents
    if draw() < ADDRESS:
        card |= address(person)
    if draw() < EMPLOYER:
        card["employer"] = employer(draw)
    since = max(FIRST_YEAR, int(person.birthdate[:4]) + 18)
    card["client_since"] = moment(draw, since, LAST_YEAR)[:10]
    if draw() < CLOSED:
        year = int(card["client_since"][:4]) + 1
        card["client_until"] = moment(draw, year, LAST_YEAR + 1)[:10]
    return card


def address(person):
    """The address keys of a person dictionary."""
    return {
        "street": person.street,
        "zip": person.zip,
        "city": person.city,
        "country": "RU",
    }


def _phones(person, draw):
    phones = []
    if draw() < PHONE:
        phones.append("+7" + person.phone)
        if person.home_phone:
            phones.append({"value": "+7" + person.home_phone, "usage": "home"})
        if draw() < SECOND_PHONE:
            number = identifiers.mobile(person.ordinal, 1)
            phones.append({"value": "+7" + number, "usage": "work"})
    return phones


def _documents(index, draw):
    documents = []
    if draw() < PASSPORT:
        documents.append({"type": "passport_ru", "number": identifiers.passport(index)})
    if draw() < INN:
        documents.append({"type": "inn", "number": identifiers.inn(index)})
    if draw() < SNILS:
        number = snils_form(identifiers.snils(index))
        documents.append({"type": "snils", "number": number})
    if draw() < OTHER_DOCUMENT:
        kind = "driving_licence" if draw() < 0.6 else "passport_foreign"
        documents.append({"type": kind, "number": getattr(identifiers, kind)(index)})
    return documents
