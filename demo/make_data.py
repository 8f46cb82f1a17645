# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rebuild the frequency lists of `demo/data`; run by hand, needs `russiannames`.

    pip install russiannames
    python demo/make_data.py DEF-9xx.csv

The argument is the register of Russian mobile numbers (columns: code; from; to;
capacity; operator; …). The other files of the folder are typed by hand.
"""

import csv
import sys
from pathlib import Path

import duckdb
import russiannames

SOURCE = Path(russiannames.__file__).parent / "data"
TARGET = Path(__file__).parent / "data"
SURNAMES = 8000
FIRSTNAMES = 160  # of each gender
RANGES = 40
# 94x is telemetry, 978/979 are numbered by other operators than registered
EXCLUDED_CODES = ("94", "978", "979")


TABLES = {
    name: f"'{SOURCE / name}.parquet'" for name in ("surnames", "names", "midnames")
}


def fetch(query, **parts):
    """Rows of a query; `{surnames}`, `{names}`, `{midnames}` are the tables."""
    return duckdb.sql(query.format(**TABLES, **parts)).fetchall()


def write(name, header, rows):
    with (TARGET / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def spelled_with_yo(table):
    """Map the spelling without ё to the one with ё, where both are in use."""
    rows = fetch(
        "select text from {table} where text like '%ё%' and count >= 2 order by count",
        table=TABLES[table],
    )
    return {text.replace("ё", "е"): text for (text,) in rows}


def feminine(surname, gender, form):
    if gender == "u":
        return surname
    if form or surname[-2:] not in ("ый", "ий", "ой"):
        return form
    return surname[:-2] + "ая"


def surnames():
    """The most frequent surnames; forms shared by both genders count half."""
    yo = spelled_with_yo("surnames")
    rows = fetch(
        "select text, gender, f_form,"
        " case gender when 'u' then count // 2 else count end as frequency"
        " from {surnames}"
        " where gender in ('m', 'u') and length(text) > 2 and text not like '%ё%'"
        " order by frequency desc, text limit {limit}",
        limit=SURNAMES * 2,
    )
    forms = [(m, feminine(m, g, f), count, yo.get(m, "")) for m, g, f, count in rows]
    return [row for row in forms if row[1]][:SURNAMES]


def patronymics():
    rows = fetch(
        "select m.fname, arg_max(m.text, m.count), arg_max(f.text, f.count),"
        " max(m.count) from {midnames} m join {midnames} f"
        " on m.fname = f.fname and m.gender = 'm' and f.gender = 'f'"
        " join {names} n on n.text = m.fname and n.gender = 'm'"
        " where m.fname not like '%ё%'"
        " group by 1 having max(m.count) >= 50 order by 4 desc, 1 limit {limit}",
        limit=FIRSTNAMES,
    )
    return rows


def firstnames(fathers):
    """The most frequent names; male ones only when a patronymic is made of them."""
    yo = spelled_with_yo("names")
    rows = fetch(
        "select text, gender, count from {names} where gender in ('m', 'f')"
        " and text not like '%ё%' order by count desc, text"
    )
    male = [row for row in rows if row[1] == "m" and row[0] in fathers]
    female = [row for row in rows if row[1] == "f"]
    chosen = male[:FIRSTNAMES] + female[:FIRSTNAMES]
    return [(*row, yo.get(row[0], "")) for row in chosen]


def mobile_ranges(path):
    """The largest ranges, two of a code at most."""
    with open(path, encoding="utf-8-sig", newline="") as stream:
        rows = [row[:4] for row in csv.reader(stream, delimiter=";")][1:]
    rows.sort(key=lambda row: (-int(row[3]), row[0], row[1]))
    taken = {}
    for code, first, last, _capacity in rows:
        if code.startswith(EXCLUDED_CODES) or len(taken.get(code, ())) == 2:
            continue
        taken.setdefault(code, []).append((code + first, code + last))
        if sum(map(len, taken.values())) == RANGES:
            break
    return sorted(item for items in taken.values() for item in items)


def main(register):
    fathers = patronymics()
    write("surnames.csv", ("male", "female", "count", "yo"), surnames())
    write("patronymics.csv", ("father", "male", "female", "count"), fathers)
    names = firstnames({row[0] for row in fathers})
    write("firstnames.csv", ("name", "gender", "count", "yo"), names)
    write("mobile_ranges.csv", ("first", "last"), mobile_ranges(register))


if __name__ == "__main__":
    main(sys.argv[1])
