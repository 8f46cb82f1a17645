# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables of `tests/data/` that a person has reviewed, and what the code says now."""

import csv
import io
import os
from difflib import unified_diff
from pathlib import Path

WRITE = "CRM_PROSPECT_WRITE_MATRIX"


def check_table(test, name, header, rows):
    """Fail with the lines that differ from the reviewed table.

    With `CRM_PROSPECT_WRITE_MATRIX=1` in the environment the file is written instead,
    and the difference is for a person to review.
    """
    path = Path(__file__).parent / "data" / name
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *sorted(rows)])
    if os.environ.get(WRITE):
        path.write_text(text.getvalue())
    reviewed = path.read_text().splitlines()
    diff = unified_diff(reviewed, text.getvalue().splitlines(), "reviewed", "now", n=0)
    if diff := "\n".join(diff):
        test.fail(f"tests/data/{name} differs:\n{diff}")
