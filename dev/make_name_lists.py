# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rebuild tools/data/given_names.csv and tests/data/names_sample.csv.

Run by hand, in an environment with the PyPI packages russiannames (BSD-3, the
frequencies) and duckdb (reads them), phonenumbers, python-stdnum and idna:
``python dev/make_name_lists.py``.
"""

import csv
import math
import random
import re
import sys
from collections import Counter
from pathlib import Path

import duckdb
import russiannames

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tools.name_form import normalize  # noqa: E402

SOURCE = Path(russiannames.__file__).parent / "data"
# Cyrillic words that are no patronymics put into the wrong column.
NAME = re.compile(r"(?!.*(?:ович|евич|овна|евна)$)[а-яіїєґ ]{2,}")
WRITTEN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
# Rarer entries are mostly slips of the pen.
MIN_COUNT = 5
GENDERS = {"m": "male", "f": "female"}
SAMPLE_SEED = 20260
SAMPLE_SIZE = 2400


def table(name, columns):
    path = SOURCE / f"{name}.parquet"
    query = f"SELECT {columns} FROM '{path}' ORDER BY count DESC, text, gender"
    return duckdb.sql(query).fetchall()


def write_given_names(names, surnames):
    """Names with their gender and the odds, in decibans, of being no surname."""
    as_surname = Counter()
    for text, _gender, count in surnames:
        as_surname[normalize(text)] += count
    as_name = Counter()
    genders = {}
    for text, gender, count in names:
        form = normalize(text)
        as_name[form] += count
        genders.setdefault(form, Counter())[GENDERS.get(gender)] += count
    path = ROOT / "tools" / "data" / "given_names.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(["name", "gender", "odds"])
        for form in sorted(as_name):
            if as_name[form] < MIN_COUNT or not NAME.fullmatch(form):
                continue
            share = as_name[form] / as_name.total()
            rival = (as_surname[form] + 0.5) / as_surname.total()
            odds = round(10 * math.log10(share / rival))
            writer.writerow([form, main_gender(genders[form]), odds])


def main_gender(counts):
    """The gender of nineteen bearers in twenty, else ""."""
    known = counts["male"] + counts["female"]
    for gender in GENDERS.values():
        if counts[gender] > 0.95 * known:
            return gender
    return ""


def write_sample(names, surnames, patronymics, seed, path):
    """Full names of both genders.

    Given names and patronymics are drawn in proportion to their counts, as they are
    met; surnames in proportion to the root of the counts, to give the rare ones, of
    which nothing is known, their say. Surnames of no gender (Коваленко) are in.
    """
    draw = random.Random(seed)
    lists = {}
    for gender in GENDERS:
        for rows, genders, power in (
            (surnames, (gender, "u", None), 0.5),
            (names, (gender,), 1),
            (patronymics, (gender,), 1),
        ):
            rows = [
                row for row in rows if row[1] in genders and WRITTEN.fullmatch(row[0])
            ]
            columns = [row[0] for row in rows], [row[2] ** power for row in rows]
            lists.setdefault(gender, []).append(columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(["lastname", "firstname", "middlename", "gender"])
        for number in range(SAMPLE_SIZE):
            gender = "mf"[number % 2]
            parts = [draw.choices(*column)[0] for column in lists[gender]]
            writer.writerow([*parts, GENDERS[gender]])


def main():
    columns = "text, gender, count"
    names = table("names", columns)
    surnames = table("surnames", columns)
    patronymics = table("midnames", columns)
    write_given_names(names, surnames)
    target = ROOT / "tests" / "data" / "names_sample.csv"
    write_sample(names, surnames, patronymics, SAMPLE_SEED, target)


if __name__ == "__main__":
    main()
