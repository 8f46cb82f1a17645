# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The fixed persons whom the documentation and the screenshots show."""

_KROSSOVY = {
    "lastname": "Кроссовый",
    "firstname": "Михаил",
    "middlename": "Потапович",
    "gender": "male",
    "birthdate": "2000-08-11",
}
_PASSPORT = {"type": "passport_ru", "number": "4520 731946"}


def web_example():
    """Three prospects and one client; the second prospect is the client.

    They share name, birth date and passport and nothing else, so that the rule
    «ФИО + ДР + паспорт» is the one that links them.

    :return: dict of `prospects`: [(public number, person dictionary)] and
        `clients`: [(client number, person dictionary)]
    """
    return {
        "prospects": [
            (985360868, _stelkin()),
            (12541264, _krossovy_prospect()),
            (7784, _risovaya()),
        ],
        "clients": [(356918, _krossovy_client())],
    }


def _stelkin():
    return {
        "lastname": "Стелькин",
        "firstname": "Владимир",
        "middlename": "Николаевич",
        "gender": "male",
        "birthdate": "1950-11-08",
        "phones": ["+79161200851"],
        "city": "Тверь",
        "country": "RU",
        "source": "AL",
        "ref": "4944650",
        "actual_date": "2024-09-17 14:32:08",
    }


def _krossovy_prospect():
    return _KROSSOVY | {
        "documents": [dict(_PASSPORT)],
        "phones": ["8 (926) 700-11-08"],
        "emails": ["m.krossovy@mail.ru"],
        "source": "BT",
        "ref": "79503",
        "actual_date": "2024-11-05 09:47:53",
    }


def _krossovy_client():
    return _KROSSOVY | {
        "documents": [dict(_PASSPORT)],
        "phones": ["+79857000811"],
        "street": "ул. Набережная, д. 7, кв. 20",
        "zip": "150014",
        "city": "Ярославль",
        "country": "RU",
        "source": "ABS",
        "ref": "356918",
        "actual_date": "2024-10-02 11:20:16",
        "client_since": "2021-03-15",
    }


def _risovaya():
    return {
        "lastname": "Рисовая",
        "firstname": "Инна",
        "middlename": "Сергеевна",
        "gender": "female",
        "birthdate": "1955-12-19",
        "phones": ["+79037000744"],
        "emails": ["risovaya55@yandex.ru"],
        "city": "Санкт-Петербург",
        "country": "RU",
        "source": "GM",
        "ref": "79822",
        "actual_date": "2025-01-29 18:05:41",
    }
