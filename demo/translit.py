# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Schemes by which Russian names are written in Latin letters."""

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _table(latin):
    """Translation of both cases; `-` stands for a letter left out."""
    pairs = zip(_RUSSIAN, latin.split(), strict=True)
    lower = {cyrillic: text.strip("-") for cyrillic, text in pairs}
    return str.maketrans(lower | {k.upper(): v.title() for k, v in lower.items()})


# ICAO 9303, the scheme of Russian passports since 2013; it has no apostrophe
PASSPORT = _table(
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia"
) | {ord("'"): ""}
# GOST 7.79-2000, system B: reversible, hence the accents
GOST = _table(
    "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh `` y` ` e` yu ya"
)
# What people type of themselves
HABIT = _table(
    "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya"
)
