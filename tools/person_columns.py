# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a column of a partner's file holds, guessed from its header."""

import re
from typing import NamedTuple


class Guess(NamedTuple):
    """``field``: where the column goes, ``None`` when nobody knows.

    ``detail``: code of the document type, network, usage of a contact, or ``part``
    for a further piece of a street address.
    """

    field: str | None = None
    detail: str | None = None


# Headers as :func:`_plain` leaves them; (field, detail): headers, in both languages.
_HEADERS = {
    ("lastname", None): "фамилия, surname, last name, lastname, family name, lname",
    ("firstname", None): "имя, first name, firstname, given name, forename, fname",
    ("middlename", None): "отчество, middle name, middlename, patronymic, second name",
    ("name", None): "фио, ф и о, фамилия имя отчество, имя отчество фамилия, имя"
    " фамилия, фамилия имя, полное имя, name, full name, fullname",
    ("gender", None): "пол, gender, sex",
    ("birthdate", None): "дата рождения, др, д р, дата рожд, день рождения, рожден,"
    " birth date, birthdate, date of birth, dob, birthday, birthdate date",
    ("phone", None): "телефон, тел, мобильный, мобильный телефон, сотовый, сотовый"
    " телефон, моб, моб тел, моб телефон, номер телефона, phone, telephone, tel,"
    " mobile, mobile phone, cell, cell phone, phone number",
    ("phone", "work"): "рабочий телефон, телефон рабочий, раб тел, раб телефон,"
    " work phone, phone work, office phone",
    ("phone", "home"): "домашний телефон, телефон домашний, дом тел, дом телефон,"
    " home phone, phone home",
    ("email", None): "e mail, email, mail, почта, эл почта, электронная почта, адрес"
    " электронной почты, электронный адрес, мейл, имейл, email address, e mail address",
    ("email", "work"): "рабочая почта, рабочий e mail, рабочий email, work email,"
    " work e mail",
    ("document", "passport_ru"): "паспорт, паспорт рф, номер паспорта, паспорт номер,"
    " серия и номер паспорта, серия номер паспорта, паспорт серия и номер, паспорт"
    " серия номер, паспортные данные, паспорт гражданина рф, passport, passport number,"
    " passport no",
    ("document_series", "passport_ru"): "серия, серия паспорта, паспорт серия, passport"
    " series",
    ("document", "inn"): "инн, инн физлица, inn, tin",
    ("document", "snils"): "снилс, страховой номер, snils",
    ("document", "passport_foreign"): "загранпаспорт, заграничный паспорт, загран"
    " паспорт, номер загранпаспорта, foreign passport",
    ("document", "driving_licence"): "водительское удостоверение, вод удостоверение,"
    " ву, водительские права, права, driving licence, driving license, driver license,"
    " drivers license",
    ("document", "rntrc_ua"): "рнокпп, инн украина, rntrc",
    ("document", None): "документ, номер документа, document, document number, soc sec"
    " id, ssn, national id",
    ("zip", None): "индекс, почтовый индекс, zip, zip code, postcode, postal code",
    ("city", None): "город, населенный пункт, нас пункт, city, town, suburb",
    ("street", None): "улица, адрес, почтовый адрес, домашний адрес, адрес проживания,"
    " адрес регистрации, street, address, street address",
    ("street", "part"): "дом, номер дома, корпус, строение, квартира, кв, house, flat,"
    " apartment, street number, address line, street2",
    ("country", None): "страна, country, country code",
    ("employer", None): "работодатель, место работы, компания, организация, фирма,"
    " employer, company, company name, organization, organisation",
    ("comment", None): "комментарий, комментарии, примечание, примечания, заметка,"
    " заметки, comment, comments, note, notes, remark, remarks",
    ("ref", None): "код в источнике, номер в источнике, ид в источнике, код, ид, id,"
    " номер, код клиента, номер клиента, ид клиента, id клиента, внешний код, внешний"
    " id, reference, ref, source reference, client id, client number, client code,"
    " customer id, customer number, external id, rec id, record id, person id",
    ("actual_date", None): "дата актуальности, актуально на, актуальность, дата"
    " обновления, дата изменения, actual date, actual on, updated at, updated on,"
    " last updated, as of",
    ("source", None): "источник, код источника, источник данных, source, source code",
    ("client_since", None): "клиент с, дата начала обслуживания, client since, customer"
    " since",
    ("client_until", None): "клиент до, клиент по, дата окончания обслуживания, client"
    " until, customer until",
    ("messenger", "vk"): "vk, вк, вконтакте, vkontakte, vk id, id vk",
    ("messenger", "telegram"): "telegram, телеграм, телеграмм, тг, tg",
    ("messenger", "whatsapp"): "whatsapp, whats app, вотсап, ватсап",
    ("messenger", "viber"): "viber, вайбер",
    ("messenger", "ok"): "ok, ок, одноклассники, odnoklassniki",
    ("messenger", "facebook"): "facebook, фейсбук, fb",
    ("messenger", "instagram"): "instagram, инстаграм, инстаграмм",
    ("messenger", "max"): "max, макс",
}
_BY_HEADER = {
    header.strip(): Guess(*target)
    for target, headers in _HEADERS.items()
    for header in headers.split(",")
}
# Words that say whose value it is, which all columns of such a file share.
_WHOSE = re.compile(
    r"\b(?:клиента|заемщика|покупателя|абонента|пользователя|заявителя|физлица|контакта"
    r"|контактный|основной|дополнительный|доп|лица|customers?|clients?|persons?|contact"
    r"|main|primary|secondary|other)\b"
)
_SEVERAL = {"phone", "email", "messenger", "document"}


def guess(header):
    """Where one column goes, by its header alone.

    :param str header: as it stands in the file, Russian or English
    :rtype: Guess

    >>> guess("Раб. тел."), guess("Паспорт (серия и номер)")[1]
    (Guess(field='phone', detail='work'), 'passport_ru')
    >>> [guess(header).field for header in ("Ф.И.О.", "FirstName", "Баланс")]
    ['name', 'firstname', None]
    """
    plain = _plain(header)
    without_digits = _joined(re.sub(r"\d+", " ", plain))
    without_owner = _joined(_WHOSE.sub(" ", without_digits))
    for text in (plain, without_digits, without_owner):
        if text in _BY_HEADER:
            found = _BY_HEADER[text]
            # address_2 goes on where address_1 ended.
            further = found == ("street", None) and re.search(r"[2-9]$", plain)
            return Guess("street", "part") if further else found
    return Guess()


def guess_all(headers):
    """Where each column of a file goes, in the order of the headers.

    A field that holds one value takes the first column that fits it; a number beside
    a series is the number of the passport.

    :param list headers: str
    :return: list of :class:`Guess`

    >>> [found.field for found in guess_all(["Код", "Имя", "Имя", "Серия", "Номер"])]
    ['ref', 'firstname', None, 'document_series', 'document']
    """
    guesses = [guess(header) for header in headers]
    fields = {found.field for found in guesses}
    if "document_series" in fields:
        guesses = [
            Guess("document", "passport_ru") if _plain(header) == "номер" else found
            for header, found in zip(headers, guesses, strict=True)
        ]
    taken, result = set(), []
    for found in guesses:
        single = found.field not in _SEVERAL and found.detail != "part"
        if single and found.field in taken:
            found = Guess()
        if single:
            taken.add(found.field)
        result.append(found)
    return result


def _plain(header):
    """Small letters and digits with single blanks: «E-mail» is ``e mail``."""
    text = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", header)
    return _joined(re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")))


def _joined(text):
    return " ".join(text.split())
