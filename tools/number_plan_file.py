# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Registers of the numbers that were given out, as files.

Two forms are read: the files of the Russian register (code, from, to, operator …, whose
headers change over the years), and files of any country with both ends in E.164.
"""

import csv
import io
import re
from collections import defaultdict
from os.path import commonprefix
from typing import NamedTuple

import phonenumbers

from .characters import TO_LATIN_LOWER
from .person_file_csv import detect_encoding

# Headers in normal form: the register's АВС/DEF mixes both alphabets.
_FIELDS = {
    "code": ("ABC/DEF", "ABC", "DEF", "Код"),
    "first": ("От", "From", "number_from"),
    "last": ("До", "To", "number_to"),
    "capacity": ("Емкость", "Ёмкость", "Capacity"),
    "operator": ("Оператор", "Operator"),
    "region": ("Регион", "Region"),
    "territory": ("Территория ГАР", "Территория", "Territory"),
}
_NEEDED = ({"first", "last"}, {"code", "first", "last"})
_RUSSIA = "+7"
_E164 = re.compile(r"\+[1-9]\d{6,14}")


class Span(NamedTuple):
    """Numbers of one line of the file, both ends in E.164."""

    line: int
    first: str
    last: str
    operator: str
    region: str
    territory: str


class Refusal(NamedTuple):
    """A line that is not understood; ``detail`` is what the reason speaks of."""

    line: int
    reason: str
    detail: str = ""


class Register(NamedTuple):
    """A file as it is understood."""

    spans: list
    refusals: list


def read(content):
    """All ranges of a file.

    :param bytes content: UTF-8 or an 8-bit Cyrillic code page, with headers
    :return: :class:`Register`, or ``None`` when the headers are of no register

    >>> file = "АВС/ DEF;От;До;Емкость;Оператор;Регион\\n900;0;61999;62000;«Т2»;-"
    >>> read(file.encode("cp1251")).spans
    ... # doctest: +NORMALIZE_WHITESPACE
    [Span(line=2, first='+79000000000', last='+79000061999', operator='«Т2»',
          region='', territory='')]
    >>> read(b"from,to,operator\\n+4366000000000,+4366009999999,A1").spans[0].last
    '+4366009999999'
    >>> read("Имя;Телефон".encode()) is None
    True
    """
    text = content.decode(detect_encoding(content), "replace").lstrip("\ufeff")
    header, _end, _rest = text.partition("\n")
    delimiter = max(";,\t|", key=header.count)
    columns = _columns(header.strip().split(delimiter))
    if not any(needed <= columns.keys() for needed in _NEEDED):
        return None
    # The register writes quotation marks of names as they are: ООО "Т2 МОБАЙЛ".
    quoting = csv.QUOTE_NONE if "code" in columns else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting)
    next(reader)
    spans, refusals = [], []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        line = reader.line_num
        if len(row) <= max(columns.values()):
            refusals.append(Refusal(line, "columns"))
            continue
        cells = {name: row[place].strip() for name, place in columns.items()}
        read_line = _read_local if "code" in cells else _read_e164
        first, last, refused = read_line(cells)
        if refused or (refused := _refused(first, last, cells.get("capacity"))):
            refusals.append(Refusal(line, refused))
        else:
            operator, region, territory = (
                _name(cells, name) for name in ("operator", "region", "territory")
            )
            # The register now and then knows one and not the other.
            region, territory = region or territory, territory or region
            spans.append(Span(line, first, last, operator, region, territory))
    spans, overlapping = _without_overlaps(spans)
    return Register(spans, sorted(refusals + overlapping))


def guess_prefixes(spans):
    """What the register of these ranges seems to cover.

    Never more than one digit after the country code tells: a file of Russian mobile
    numbers says nothing of Kazakhstan.

    :param spans: list of :class:`Span`
    :return: sorted list of beginnings of numbers

    >>> moscow = Span(2, "+74950000000", "+74959999999", "", "", "")
    >>> ural = Span(3, "+73430000000", "+73439999999", "", "", "")
    >>> guess_prefixes([moscow, ural])
    ['+7343', '+7495']
    >>> guess_prefixes([moscow, moscow._replace(first="+74990000000")])
    ['+749']
    """
    groups = defaultdict(list)
    for span in spans:
        group = span.first[: len(country_code(span.first)) + 2]
        groups[group] += span.first, span.last
    return sorted(map(commonprefix, groups.values()))


def country_code(number):
    """Digits of the country code of a number in E.164, the first one if unknown.

    >>> country_code("+79031355779"), country_code("+380501234567")
    ('7', '380')
    """
    for length in (1, 2, 3):
        code = number[1 : length + 1]
        if code.isdecimal() and int(code) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            return code
    return number[1:2]


def _normal(header):
    letters = header.strip().strip('"').lower().replace("ё", "е")
    return re.sub(r"[\W_]", "", letters.translate(TO_LATIN_LOWER))


_HEADERS = {
    _normal(header): name for name, headers in _FIELDS.items() for header in headers
}


def _columns(headers):
    """dict field -> place of its column; the first one of two."""
    columns = {}
    for place, header in enumerate(headers):
        if name := _HEADERS.get(_normal(header)):
            columns.setdefault(name, place)
    return columns


def _read_local(cells):
    """Ends of a line of the Russian register: a code, and numbers inside of it."""
    code, ends = cells["code"], (cells["first"], cells["last"])
    if not re.fullmatch(r"[3-9]\d\d", code):
        return "", "", "code"
    if not all(re.fullmatch(r"\d{1,7}", end) for end in ends):
        return "", "", "number"
    # Leading zeros are lost in spreadsheets.
    first, last = (f"{_RUSSIA}{code}{end.zfill(7)}" for end in ends)
    return first, last, ""


def _read_e164(cells):
    first, last = (re.sub(r"[\s()-]", "", cells[end]) for end in ("first", "last"))
    if not (_E164.fullmatch(first) and _E164.fullmatch(last)):
        return "", "", "number"
    return first, last, ""


def _refused(first, last, capacity):
    if len(first) != len(last) or first > last:
        return "order"
    if capacity and capacity != str(int(last[1:]) - int(first[1:]) + 1):
        return "capacity"
    return ""


def _name(cells, name):
    """A name; the register puts a dash where it knows none."""
    text = cells.get(name, "")
    if len(text) > 1 and text[0] == text[-1] == '"' and '""' in text:
        # Quoted by a spreadsheet after all
        text = text[1:-1].replace('""', '"')
    return "" if text == "-" else text


def _without_overlaps(spans):
    """The ranges in the order of the file, less those that overlap an earlier one."""
    kept, refusals, before = [], [], None
    for span in sorted(spans, key=lambda span: (len(span.first), span.first)):
        overlaps = (
            before
            and len(span.first) == len(before.first)
            and span.first <= before.last
        )
        if overlaps:
            refusals.append(Refusal(span.line, "overlap", str(before.line)))
        else:
            kept.append(span)
            before = span
    return sorted(kept), refusals
