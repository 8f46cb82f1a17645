# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a file of people may hold, and how it says that it does not."""

from typing import NamedTuple

# Characters of one line. Real lines of people have some hundreds.
MAX_LINE = 100_000
MAX_COLUMNS = 500
# Lines of text that one quoted value may go over, before its quote counts as lost.
MAX_QUOTED_LINES = 50


class Line(NamedTuple):
    """One line: its number in the file from 1, its values, a code of what is wrong.

    Problems: ``line_too_long`` and ``lost_quote``, both without values, so that nobody
    takes half of a line for the whole; ``nul_character`` (they are left out),
    ``wrong_encoding``, ``too_many_cells``.
    """

    number: int
    cells: list
    problem: str | None = None


class FileProblem(ValueError):
    """The file as a whole cannot be read.

    Codes: ``empty_file``, ``old_excel``, ``not_xlsx``, ``damaged_xlsx``,
    ``xlsx_too_large``, ``not_text``, ``unknown_encoding``, ``bad_header``,
    ``too_many_columns``.

    >>> FileProblem("empty_file").code
    'empty_file'
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code
