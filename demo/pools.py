# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people are made of: the lists of `demo/data` as frequency tables.

Tables have `draw.TABLE_SIZE` entries, the others are plain sequences.
"""

import csv
from pathlib import Path

from .draw import table

GENDERS = ("male", "female")


def _rows(name):
    path = Path(__file__).parent / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def _weights(rows):
    return [int(row["count"]) for row in rows]


def _with_yo(plain, yo):
    """The feminine form gets its ё at the place of the masculine one."""
    place = yo.index("ё")
    return plain[:place] + "ё" + plain[place + 1 :]


_with_apostrophe = _rows("surnames_apostrophe")
_surnames = _rows("surnames") + _with_apostrophe
_firstnames = _rows("firstnames")
_patronymics = _rows("patronymics")
_cities = _rows("cities")
_domains = _rows("email_domains")

# (male form, female form)
SURNAMES = table([(r["male"], r["female"]) for r in _surnames], _weights(_surnames))

# pairs of those forms, for whoever wants to see many of them
APOSTROPHES = tuple((r["male"], r["female"]) for r in _with_apostrophe)

# by gender of the person
FIRSTNAMES = {
    gender: table([r["name"] for r in rows], _weights(rows))
    for gender, rows in (
        (gender, [r for r in _firstnames if r["gender"] == gender[0]])
        for gender in GENDERS
    )
}

# first names of fathers, by frequency of the patronymics made of them
FATHERS = table([r["father"] for r in _patronymics], _weights(_patronymics))
PATRONYMICS = {r["father"]: {g: r[g] for g in GENDERS} for r in _patronymics}

# е -> ё, for whole names in both genders
YO = {
    plain: _with_yo(plain, row["yo"])
    for row in _surnames
    if row.get("yo")
    for plain in (row["male"], row["female"])
} | {row["name"]: row["yo"] for row in _firstnames if row["yo"]}

DIMINUTIVES = {r["name"]: r["forms"].split() for r in _rows("diminutives")}

# (city, first three digits of the postcode, area code)
CITIES = table(
    [(r["city"], r["zip"], r["area_code"]) for r in _cities], _weights(_cities)
)
STREETS = tuple(r["street"] for r in _rows("streets"))
DOMAINS = table([r["domain"] for r in _domains], _weights(_domains))
MOBILE_RANGES = tuple((int(r["first"]), int(r["last"])) for r in _rows("mobile_ranges"))

EMPLOYERS = tuple(
    f"{form} «{name}»"
    for name in (
        "Ромашка Север Вектор Горизонт Прогресс Альянс Стройдом Рассвет Меридиан"
        " Кедр Гранит Орбита Маяк Радуга Исток Фаворит Спутник Авангард Эталон Лидер"
    ).split()
    for form in ("ООО", "АО")
) + ("ИП", "Городская больница № 2", "Средняя школа № 14", "пенсионер")

COMMENTS = (
    "перезвонить после 18:00",
    "просил не звонить до обеда",
    "интересовался рассрочкой",
    "оставил заявку на выставке",
    "звонит супруга, договор на мужа",
    "нужен расчёт на почту",
)
