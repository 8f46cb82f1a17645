# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Persons as the file a Russian office would send: CSV for the import dialog."""

import csv

HEADERS = (
    "Код в источнике",
    "Дата актуальности",
    "ФИО",
    "Фамилия",
    "Имя",
    "Отчество",
    "Пол",
    "Дата рождения",
    "Паспорт",
    "ИНН",
    "СНИЛС",
    "Загранпаспорт",
    "Водительское удостоверение",
    "Телефон",
    "Телефон 2",
    "E-mail",
    "VK",
    "Индекс",
    "Город",
    "Улица",
    "Работодатель",
    "Комментарий",
    "Источник",
)
_GENDERS = {"male": "М", "female": "Ж"}


def write_csv(path, persons):
    """Write persons into a CSV file: UTF-8 with BOM, semicolons, Russian headers.

    A person keeps two phones, one e-mail and one document of a type: those that come
    first. «ФИО» is for those whose source has the whole name in one field.

    :param path: where to write
    :param persons: iterable of person dictionaries
    :return: number of lines written without the header
    :rtype: int
    """
    lines = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADERS)
        for person in persons:
            writer.writerow(_row(person))
            lines += 1
    return lines


def _row(person):
    documents = {}
    for document in person.get("documents", ()):
        documents.setdefault(document["type"], document["number"])
    phones = [*map(_value, person.get("phones", ())), "", ""]
    emails = [*map(_value, person.get("emails", ())), ""]
    accounts = {m["network"]: m["id"] for m in person.get("messengers", ())}
    date, _blank, time = person.get("actual_date", "").partition(" ")
    return (
        person.get("ref", ""),
        f"{_date(date)} {time}".strip(),
        person.get("name", ""),
        person.get("lastname", ""),
        person.get("firstname", ""),
        person.get("middlename", ""),
        _GENDERS.get(person.get("gender"), ""),
        _date(person.get("birthdate", "")),
        documents.get("passport_ru", ""),
        documents.get("inn", ""),
        documents.get("snils", ""),
        documents.get("passport_foreign", ""),
        documents.get("driving_licence", ""),
        phones[0],
        phones[1],
        emails[0],
        accounts.get("vk", ""),
        person.get("zip", ""),
        person.get("city", ""),
        person.get("street", ""),
        person.get("employer", ""),
        person.get("comment", ""),
        person.get("source", ""),
    )


def _value(contact):
    return contact["value"] if isinstance(contact, dict) else contact


def _date(text):
    """YYYY-MM-DD as DD.MM.YYYY."""
    return ".".join(reversed(text.split("-")))
