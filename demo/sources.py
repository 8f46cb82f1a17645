# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where the invented people come from."""

GROUPS = ("Партнёры", "Сайт", "ВКонтакте")

# weight: how far the source is believed, 0-100; share: of all prospects;
# first_ref: above the numbers of `web_example`
SOURCES = [
    {
        "code": "AL",
        "name": "Автосалоны «Ладья»",
        "group": "Партнёры",
        "weight": 60,
        "share": 0.35,
        "first_ref": 5_000_000,
    },
    {
        "code": "BT",
        "name": "Бюро путешествий «Тропа»",
        "group": "Партнёры",
        "weight": 50,
        "share": 0.25,
        "first_ref": 100_000,
    },
    {
        "code": "GM",
        "name": "Заявки главного сайта",
        "group": "Сайт",
        "weight": 40,
        "share": 0.20,
        "first_ref": 100_000,
    },
    {
        "code": "VK",
        "name": "Сообщество «ВКонтакте»",
        "group": "ВКонтакте",
        "weight": 20,
        "share": 0.20,
        "first_ref": 1_000_000,
    },
]

# The core system of the client base.
CLIENT_SOURCE = {"code": "ABS", "name": "Учётная система", "weight": 100}
CLIENT_FIRST_REF = 1_000_001
