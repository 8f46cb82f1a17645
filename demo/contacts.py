# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A client with five phones, one of each kind that a call centre meets."""

from datetime import datetime, timedelta

from .sources import CLIENT_SOURCE

# In the order of their ranks: «Личный номер», «Номер жены», «Не отвечает», «Телефон
# агента», «Не существует». All of them are given out in the real numbering plan.
PERSONAL = "+79031355779"
WIFES = "+79161355702"
UNANSWERED = "+79261355703"
AGENTS = "+79051355704"
GONE = "+79651355705"
PHONES = (PERSONAL, WIFES, UNANSWERED, AGENTS, GONE)
STATUSES = ("personal", "relative", "no_answer", "shared", "not_exist")

HOME = {"street": "ул. Лесная, д. 5, кв. 12", "city": "Тверь", "country": "RU"}
TRAVIN = {
    "lastname": "Травин",
    "firstname": "Игорь",
    "middlename": "Сергеевич",
    "gender": "male",
    "birthdate": "1979-04-12",
}
WIFE = {
    "lastname": "Травина",
    "firstname": "Ольга",
    "middlename": "Николаевна",
    "gender": "female",
    "birthdate": "1981-09-30",
    "ref": "9000002",
    **HOME,
}
# Whose insurance the same agent has sold.
CUSTOMERS = (
    ("Курочкина", "Инна", "Павловна", "1990-02-11"),
    ("Соловьёв", "Пётр", "Ильич", "1968-07-01"),
    ("Галкина", "Вера", "Олеговна", "1975-12-24"),
    ("Чижов", "Антон", "Романович", "1988-03-08"),
    ("Воробьёва", "Анна", "Юрьевна", "1993-10-19"),
    ("Грачёв", "Лев", "Маркович", "1957-01-30"),
)
# When a phone of the client was said first, days ago, and how often nobody answered.
AGES = dict(zip(PHONES, (400, 300, 700, 900, 1500), strict=True))
# Contact, whose, outcome, days ago
EVENTS = (
    (PERSONAL, "client", "reached", 12),
    (PERSONAL, "client", "reached", 80),
    (WIFES, "wife", "reached", 20),
    (WIFES, "wife", "reached", 5),
    (UNANSWERED, "client", "no_answer", 40),
    (UNANSWERED, "client", "no_answer", 25),
    (UNANSWERED, "client", "busy", 10),
    (UNANSWERED, "client", "no_answer", 9),
    (GONE, "client", "not_in_service", 15),
)


def days_ago(days):
    return f"{datetime.now() - timedelta(days=days):%Y-%m-%d %H:%M:%S}"


def make_contacts(env):
    """Make the client, his wife, whose phone he gave too, and the agent's customers.

    The sources of :mod:`demo.sources` are there. Scores come with the next run.

    :return: the client
    :rtype: res.partner
    """
    card = {**TRAVIN, **HOME, "ref": "9000001", "actual_date": days_ago(2000)}
    card["phones"] = [
        {"value": phone, "actual_date": days_ago(AGES[phone])[:10]} for phone in PHONES
    ]
    wife = {**WIFE, "phones": [WIFES], "actual_date": days_ago(700)}
    customers = [
        {
            **dict(zip(("lastname", "firstname", "middlename"), name, strict=True)),
            "birthdate": birthdate,
            "phones": [AGENTS],
            "ref": f"90000{10 + number}",
        }
        for number, (*name, birthdate) in enumerate(CUSTOMERS)
    ]
    people = [
        {"source": CLIENT_SOURCE["code"], **person}
        for person in (card, wife, *customers)
    ]
    client_id, wife_id, *_customers = env["res.partner"].load_clients(people)["ids"]
    env["crm.prospect"].load(
        [
            {**TRAVIN, "phones": [PERSONAL], **says("AL", 120)},
            {**TRAVIN, "phones": [PERSONAL], **says("BT", 20)},
            {**WIFE, "phones": [WIFES], **says("AL", 150)},
            {**WIFE, "phones": [WIFES], **says("GM", 8)},
        ]
    )
    owners = {"client": client_id, "wife": wife_id}
    env["crm.contact.event"].record(
        [
            {
                "partner_id": owners[owner],
                "value": value,
                "outcome": outcome,
                "date": days_ago(days),
                "channel": "call",
            }
            for value, owner, outcome, days in EVENTS
        ]
    )
    return env["res.partner"].browse(client_id)


def says(source, days):
    """What a source that named somebody some days ago adds to the person."""
    return {"source": source, "ref": f"90{days:05}", "actual_date": days_ago(days)}
