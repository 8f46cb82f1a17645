# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines of the first sheet of an XLSX workbook."""

import io
import warnings
import zipfile
from datetime import date, datetime, time
from itertools import islice

import openpyxl

from .person_file_limits import MAX_LINE, FileProblem, Line

# A full sheet of people (1 048 576 rows) unpacks to 1–2 GB and is read as it comes;
# the other parts are held in memory, the shared texts several times over.
_MAX_UNPACKED = 4 << 30
_MAX_TEXTS = 512 << 20
_MAX_OTHER_PART = 64 << 20
_MAX_ROWS = 1 << 20
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
)


def lines(content):
    """Rows of the first sheet as text, the headers among them.

    Dates come as ISO text, whole numbers without a decimal point, formulas as the
    value that was computed when the workbook was saved.

    :param bytes content: the workbook
    :return: iterator of :class:`Line`
    :raise FileProblem: ``not_xlsx``, ``damaged_xlsx`` or ``xlsx_too_large``, the
        second also while reading
    """
    _check_parts(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
        sheet = book.worksheets[0]
        # Programs that write workbooks often give a wrong extent.
        sheet.reset_dimensions()
    except Exception:
        # Anything may be wrong in a foreign archive; what it was helps nobody.
        raise FileProblem("not_xlsx") from None
    return _rows(book, sheet)


def _check_parts(content):
    """Refuse what is no workbook, or would unpack into more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileProblem("damaged_xlsx") from None
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise FileProblem("not_xlsx")
    for part in parts:
        limit = _MAX_OTHER_PART
        if part.filename.startswith("xl/worksheets/"):
            limit = _MAX_UNPACKED
        elif part.filename == "xl/sharedStrings.xml":
            limit = _MAX_TEXTS
        if part.file_size > limit:
            raise FileProblem("xlsx_too_large")
    if sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise FileProblem("xlsx_too_large")


def _rows(book, sheet):
    rows = sheet.iter_rows(max_row=_MAX_ROWS, values_only=True)
    number = 0
    while batch := _batch(rows):
        for row in batch:
            number += 1
            yield _line(number, [_text(value) for value in row])
    book.close()


def _batch(rows):
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and of dates out of range: nothing to log.
            warnings.simplefilter("ignore")
            return list(islice(rows, 1000))
    except Exception:
        # As of the whole workbook: a damaged row may fail in any way.
        raise FileProblem("damaged_xlsx") from None


def _line(number, cells):
    if sum(map(len, cells)) > MAX_LINE:
        return Line(number, [], "line_too_long")
    if any("\0" in cell for cell in cells):
        return Line(number, [c.replace("\0", "") for c in cells], "nul_character")
    return Line(number, cells)


def _text(value):
    """A cell as a person would type it into a text file.

    >>> _text(79161234567.0), _text(datetime(1950, 11, 8)), _text(None), _text("#N/A")
    ('79161234567', '1950-11-08', '', '')
    """
    if value is None or value in _ERRORS:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
