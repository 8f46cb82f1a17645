# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prospects: people as partners, forms and a social network pass them on."""

from . import identifiers, misspell
from .cards import address, moment
from .draw import TABLE_SIZE, stream, table
from .people import STRANGERS, email, employer, human
from .pools import COMMENTS, DIMINUTIVES, FIRSTNAMES, YO
from .sources import SOURCES

WINDOW = 3000  # how far back the first record of a duplicate may be
OFFICES = 20
STOP_BIRTHDATE = "1900-01-01"
UNUSABLE_PHONES = ("5555555555", "+70000000000", "нет", "1234567890", "-")
UNUSABLE_EMAILS = ("test@test.ru", "нет", "no@no.ru", "-", "нет@почты")
UNUSABLE_PASSPORTS = ("0000 000000", "0000000000", "нет", "1111111111")
_SOURCES = table(SOURCES, [source["share"] for source in SOURCES])


def subject(seed, index, n_clients, known, noise):
    """The person behind a prospect, as the facts are.

    :return: a Human; its ordinal is below STRANGERS for a client only. Prospects
        of one person have equal ordinals.
    """
    draw = stream(f"subject {seed} {index}")
    while index and draw() < noise.duplicate:
        index -= 1 + int(draw() * min(index, WINDOW))
        draw = stream(f"subject {seed} {index}")
    is_known = draw() < known
    client = int(draw() * n_clients)
    if n_clients and is_known:
        return human(seed, client)
    kind = draw() if n_clients else 1.0
    if kind >= noise.relative + noise.twin + noise.namesake:
        return human(seed, STRANGERS + index)
    return _near(seed, human(seed, client), STRANGERS + index, kind, noise)


def _near(seed, client, ordinal, kind, noise):
    """Somebody easily taken for a client: relative, twin or namesake."""
    other = human(seed, ordinal)
    if kind < noise.relative:
        kin = client if other.gender == client.gender else other
        caller = client if kind < noise.relative / 2 else other
        return other._replace(
            lastname=kin.lastname,
            street=client.street,
            zip=client.zip,
            city=client.city,
            phone=caller.phone,
            home_phone=client.home_phone,
        )
    # a client who is a twin could get the very one who is a client, too
    kind -= noise.relative
    if kind < noise.twin and not client.twin:
        caller = client if kind < noise.twin / 2 else other
        return client._replace(
            ordinal=ordinal,
            firstname=_other_firstname(client, stream(f"twin {seed} {ordinal}")),
            phone=caller.phone,
        )
    return other._replace(
        gender=client.gender,
        lastname=client.lastname,
        firstname=client.firstname,
        middlename=client.middlename,
        birthdate=_other_birthdate(client, other),
    )


def _other_firstname(client, draw):
    firstname = client.firstname
    while firstname == client.firstname:
        firstname = FIRSTNAMES[client.gender][int(draw() * TABLE_SIZE)]
    return firstname


def _other_birthdate(client, other):
    """Born in another year, three at least from the client's."""
    year, rest = other.birthdate[:4], other.birthdate[4:]
    if abs(int(year) - int(client.birthdate[:4])) < 3:
        year = int(year) + (7 if int(year) < 1970 else -7)
    return f"{year}{rest}"


def prospect(seed, index, person, n_clients, noise):
    """What a source tells of a person.

    :param int index: which prospect
    :param Human person: who it is
    :rtype: dict
    """
    draw = stream(f"prospect {seed} {index}")
    source = _SOURCES[int(draw() * TABLE_SIZE)]
    code = source["code"]
    result = {
        "source": code,
        "ref": str(source["first_ref"] + index),
        "actual_date": moment(draw, 2016, 2025),
    }
    _names(result, person, code, draw, noise)
    if draw() < noise.gender:
        result["gender"] = person.gender
    if draw() < noise.birthdate:
        result["birthdate"] = _birthdate(person.birthdate, draw, noise)
    phones = _phones(seed, person, n_clients, draw, noise)
    if phones:
        result["phones"] = phones
    if draw() < noise.email:
        result["emails"] = [_email(person, draw, noise)]
    if code == "VK":
        if draw() < noise.messenger:
            account = identifiers.vk(person.ordinal)
            result["messengers"] = [{"network": "vk", "id": account}]
    else:
        documents = _documents(person.ordinal, draw, noise)
        if documents:
            result["documents"] = documents
    if draw() < noise.address:
        result |= address(person)
    if draw() < noise.employer:
        result["employer"] = employer(draw)
    if draw() < noise.comment:
        result["comment"] = COMMENTS[int(draw() * len(COMMENTS))]
    return result


def _names(result, person, code, draw, noise):
    """Put the name as the source has it: three fields or one."""
    names = [person.lastname, person.firstname, person.middlename]
    if person.gender == "female" and draw() < noise.changed_lastname:
        names[0] = person.other_lastname
    if draw() < (noise.no_middlename_vk if code == "VK" else noise.no_middlename):
        names[2] = ""
    if draw() < (noise.diminutive_vk if code == "VK" else noise.diminutive):
        forms = DIMINUTIVES.get(person.firstname)
        if forms:
            names[1] = forms[int(draw() * len(forms))]
    if "-" in names[0] and draw() < noise.hyphen:
        names[0] = misspell.hyphen(names[0], draw)
    if "'" in names[0] and draw() < noise.apostrophe:
        names[0] = misspell.apostrophe(names[0], draw)
    if draw() < noise.yo:
        names = [YO.get(name, name) for name in names]
    # one slip hits one of the names, surnames most
    if draw() < noise.typo:
        place = int(draw() * draw() * 3)
        names[place] = misspell.typo(names[place], draw)
    if draw() < noise.by_ear:
        place = int(draw() * draw() * 3)
        names[place] = misspell.by_ear(names[place], draw)
    if draw() < noise.initials:
        names[1:] = misspell.initials(*names[1:], draw)
    _spell(names, code, draw, noise)
    swapped = draw() < noise.swapped_names
    blanks = draw() < noise.blanks
    if code == "GM" and draw() < noise.one_field:
        if swapped:
            names = [*names[1:], names[0]]
        name = " ".join(filter(None, names))
        result["name"] = misspell.blanks(name, draw) if blanks else name
        return
    if swapped:
        names[:2] = names[1::-1]
    if blanks:
        names[0] = misspell.blanks(names[0], draw)
    result["lastname"], result["firstname"] = names[0], names[1]
    if names[2]:
        result["middlename"] = names[2]


def _spell(names, code, draw, noise):
    """Write all names in another script or case; one way at most."""
    latin = noise.latin_vk if code == "VK" else noise.latin
    chance = draw()
    if chance < latin:
        _rewrite(names, _latin(chance / latin, noise), draw)
        return
    chance -= latin
    ways = (
        (misspell.look_alikes, noise.look_alikes),
        (misspell.wrong_layout, noise.wrong_layout),
        (misspell.case, noise.case),
    )
    for way, probability in ways:
        if chance < probability:
            _rewrite(names, way, draw)
            return
        chance -= probability


def _latin(chance, noise):
    """One of the schemes, by their shares of the Latin names."""
    if chance < noise.latin_gost:
        return misspell.latin_gost
    if chance < noise.latin_gost + noise.latin_habit:
        return misspell.latin_habit
    return misspell.latin


def _rewrite(names, way, draw):
    # together, so that all are in capitals or none is
    names[:] = way("\n".join(names), draw).split("\n")


def _birthdate(birthdate, draw, noise):
    chance = draw()
    if chance < noise.birthdate_stop:
        return STOP_BIRTHDATE
    chance -= noise.birthdate_stop
    if chance < noise.birthdate_swapped:
        return misspell.swapped_birthdate(birthdate, draw)
    if chance < noise.birthdate_swapped + noise.birthdate_digit:
        return misspell.birthdate_digit(birthdate, draw)
    return birthdate


def _phones(seed, person, n_clients, draw, noise):
    phones = []
    if draw() < noise.phone:
        number = _phone(seed, person, n_clients, draw, noise)
        phones.append(
            misspell.phone_form(number, draw) if len(number) == 10 else number
        )
    if draw() < noise.second_phone:
        number = person.home_phone or identifiers.mobile(person.ordinal, 2)
        value = misspell.phone_form(number, draw)
        phones.append({"value": value, "usage": "home"})
    return phones


def _phone(seed, person, n_clients, draw, noise):
    chance = draw()
    if chance < noise.phone_unusable:
        return UNUSABLE_PHONES[int(draw() * len(UNUSABLE_PHONES))]
    chance -= noise.phone_unusable
    if chance < noise.office_phone:
        return identifiers.landline("495", int(draw() * OFFICES) / OFFICES)
    chance -= noise.office_phone
    if chance < noise.recycled_phone:
        return (
            identifiers.mobile(int(draw() * n_clients)) if n_clients else person.phone
        )
    chance -= noise.recycled_phone
    if chance < noise.other_phone:
        return identifiers.mobile(person.ordinal, 1)
    chance -= noise.other_phone
    if chance < noise.phone_digit:
        return person.phone[:3] + misspell.digit(person.phone[3:], draw)
    return person.phone


def _email(person, draw, noise):
    if draw() < noise.email_unusable:
        return UNUSABLE_EMAILS[int(draw() * len(UNUSABLE_EMAILS))]
    address = email(person, int(draw() < noise.other_email))
    return misspell.email_form(address, draw) if draw() < noise.email_form else address


def _documents(ordinal, draw, noise):
    documents = []
    if draw() < noise.passport:
        if draw() < noise.document_unusable:
            number = UNUSABLE_PASSPORTS[int(draw() * len(UNUSABLE_PASSPORTS))]
        else:
            number = identifiers.passport(ordinal, int(draw() < noise.old_passport))
            number = _slip(number, draw, noise)
            number = misspell.passport_form(number, draw)
        documents.append({"type": "passport_ru", "number": number})
    if draw() < noise.inn:
        number = _slip(identifiers.inn(ordinal), draw, noise)
        documents.append({"type": "inn", "number": number})
    if draw() < noise.snils:
        number = _slip(identifiers.snils(ordinal), draw, noise)
        if draw() < 0.5:
            number = misspell.snils_form(number)
        documents.append({"type": "snils", "number": number})
    if draw() < noise.other_document:
        kind = "driving_licence" if draw() < 0.6 else "passport_foreign"
        number = getattr(identifiers, kind)(ordinal)
        documents.append({"type": kind, "number": number})
    return documents


def _slip(number, draw, noise):
    return misspell.digit(number, draw) if draw() < noise.document_digit else number
