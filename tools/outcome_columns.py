# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the columns of a file of outcomes hold, and the words for its codes."""

import re

# Keys of an event, and the two ways to name a person that other systems know.
_HEADERS = {
    "partner_id": "partner id",
    "prospect_id": "prospect id",
    "client_number": "client number, client id, client, номер клиента, код клиента, ид"
    " клиента, id клиента, клиент",
    "reference": "reference, source reference, number in the source, код в источнике,"
    " номер в источнике, источник и код, внешний код",
    "value": "value, contact, phone, phone number, e mail, email, контакт, телефон,"
    " номер, номер телефона, почта, эл почта, электронная почта, адрес",
    "outcome": "outcome, result, status, результат, исход, итог, результат звонка,"
    " результат контакта, статус",
    "date": "date, date and time, time, moment, дата, дата и время, время, дата звонка,"
    " когда",
    "channel": "channel, канал, канал связи, способ связи",
    "campaign": "campaign, кампания, рекламная кампания, код кампании",
}
_BY_HEADER = {
    header.strip(): key
    for key, headers in _HEADERS.items()
    for header in headers.split(",")
}
_WORDS = {
    "outcome": {
        "reached": "дозвонились, дозвон, успешно, разговор состоялся, ответил,"
        " answered, success",
        "no_answer": "нет ответа, не отвечает, недозвон, не дозвонились, не ответил,"
        " unanswered",
        "busy": "занято, занят",
        "wrong_person": "не тот человек, другой человек, ошиблись номером, чужой номер,"
        " wrong number",
        "not_in_service": "не обслуживается, номер не обслуживается, не существует,"
        " номер не существует, invalid number",
        "bounced": "не доставлено, возврат, вернулось, bounce",
        "opened": "открыто, прочитано, открыл, open",
        "clicked": "переход, перешел по ссылке, клик, click",
        "replied": "ответ, написал в ответ, ответил на письмо, reply",
        "opted_out": "отказ, отписался, отписка, отказ от связи, не звонить, не писать,"
        " unsubscribed, opt out, do not call",
    },
    "channel": {
        "call": "звонок, телефон, phone",
        "sms": "смс",
        "email": "почта, письмо, эл почта, электронная почта, mail",
        "messenger": "мессенджер",
        "other": "другое, другой",
    },
}
_CODES = {
    key: {
        word: code
        for code, words in codes.items()
        for word in (code.replace("_", " "), *map(str.strip, words.split(",")))
    }
    for key, codes in _WORDS.items()
}


def guess_all(headers):
    """Which key of an event each column holds; the first column that fits is taken.

    :param list headers: str, Russian or English
    :return: list of str or None

    >>> guess_all(["Телефон", "Результат", "Город", "E-mail"])
    ['value', 'outcome', None, None]
    """
    taken, keys = set(), []
    for header in headers:
        key = _BY_HEADER.get(_plain(header))
        keys.append(None if key in taken else key)
        taken.add(key)
    return keys


def to_code(key, text):
    """Code of an outcome or a channel; what is no known word stays as it is.

    :param str key: `outcome` or `channel`
    :param str text: code or word, Russian or English
    :rtype: str

    >>> to_code("outcome", "Нет ответа"), to_code("outcome", "no_answer")
    ('no_answer', 'no_answer')
    """
    return _CODES[key].get(_plain(text), text)


def _plain(text):
    """Small letters and digits with single blanks: «E-mail» is ``e mail``."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).split())
