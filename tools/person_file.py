# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A file of people, CSV or XLSX, as headers and lines of text.

Nothing is interpreted here: a formula is text, a date is text. A line that cannot be
read is handed on with a code of what is wrong, and the rest of the file goes on.
"""

import csv
import io
import re
from typing import NamedTuple

from . import person_file_csv, person_file_xlsx
from .person_file_limits import MAX_COLUMNS, FileProblem, Line

__all__ = ["FileProblem", "Line", "LineFile", "Table", "read", "safe_cell"]

_ZIP = b"PK\x03\x04"
# Excel 97–2003 and encrypted workbooks: the container of both is the same.
_OLE = b"\xd0\xcf\x11\xe0"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Table(NamedTuple):
    """``lines`` is read once; ``encoding`` and ``delimiter`` are blank for XLSX."""

    headers: list
    lines: object
    encoding: str
    delimiter: str


def read(content, filename="", encoding=None, delimiter=None):
    """Open a file of people; lines are read as they are asked for.

    The first line that is not blank holds the headers. Shorter lines are filled with
    blanks; a line with more values than headers is handed on with a problem.

    :param bytes content: the file
    :param str filename: tells a workbook that is none from a text file
    :param str encoding: codec of a CSV file, found out when empty
    :param str delimiter: one character, found out when empty
    :rtype: Table
    :raise FileProblem: nothing can be read at all, see its ``code``

    >>> table = read("Фамилия;Имя\\nИванов;=1+1".encode("cp1251"))
    >>> table.headers, table.encoding, table.delimiter
    (['Фамилия', 'Имя'], 'cp1251', ';')
    >>> list(table.lines)
    [Line(number=2, cells=['Иванов', '=1+1'], problem=None)]
    """
    if not re.search(rb"\S", content):
        raise FileProblem("empty_file")
    if content.startswith(_OLE):
        raise FileProblem("old_excel")
    if content.startswith(_ZIP):
        encoding = delimiter = ""
        lines = person_file_xlsx.lines(content)
    elif filename.lower().endswith((".xlsx", ".xlsm")):
        raise FileProblem("not_xlsx")
    else:
        encoding = encoding or person_file_csv.detect_encoding(content)
        delimiter, lines = person_file_csv.lines(content, encoding, delimiter)
    lines = _not_blank(lines)
    header = next(lines, None)
    if header is None:
        raise FileProblem("empty_file")
    if header.problem:
        raise FileProblem("bad_header")
    headers = [cell.strip() for cell in header.cells]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > MAX_COLUMNS:
        raise FileProblem("too_many_columns")
    return Table(headers, _fit(lines, len(headers)), encoding, delimiter)


def _not_blank(lines):
    return (line for line in lines if line.problem or any(map(str.strip, line.cells)))


def _fit(lines, width):
    """Lines with as many cells as there are headers, stripped of blanks."""
    for line in lines:
        cells = [_unquoted(cell.strip()) for cell in line.cells]
        problem = line.problem
        if not problem and any(cells[width:]):
            # What stands where is not sure any more: better asked than guessed.
            problem = "too_many_cells"
        elif len(cells) < width:
            cells += [""] * (width - len(cells))
        yield Line(line.number, cells if problem else cells[:width], problem)


def safe_cell(text):
    """A value that no spreadsheet takes for a formula; :func:`read` takes it back.

    :param str text: value of a cell
    :rtype: str

    >>> safe_cell("=1+1"), safe_cell("+7916"), safe_cell("Иванов")
    ("'=1+1", "'+7916", 'Иванов')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _unquoted(cell):
    if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell


class LineFile:
    """A CSV file that Russian spreadsheets open as it is: UTF-8 with BOM, semicolons.

    >>> file = LineFile()
    >>> file.add(["Иванов", "=1+1"])
    >>> file.content().decode("utf-8-sig")
    "Иванов;'=1+1\\r\\n"
    """

    def __init__(self):
        self._stream = io.TextIOWrapper(
            io.BytesIO(), "utf-8-sig", errors="replace", newline=""
        )
        self._writer = csv.writer(self._stream, delimiter=";")

    def add(self, cells):
        """Add one line.

        :param cells: iterable of str
        """
        self._writer.writerow(map(safe_cell, cells))

    def content(self):
        """The file so far, as bytes."""
        self._stream.flush()
        return self._stream.buffer.getvalue()
