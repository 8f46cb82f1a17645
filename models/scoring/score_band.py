# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bands of a hundred scores, by which distributions are shown."""

from ..lean_fields import ExpressionSelection

WIDTH = 100
HIGHEST = 900
# The best band takes the full thousand too.
BANDS = [
    *((f"{low:03}", f"{low}–{low + 99}") for low in range(0, HIGHEST, WIDTH)),
    (str(HIGHEST), f"{HIGHEST}–1000"),
]


def get_band(score):
    """Key of the band of a score; the twin of what :class:`ScoreBand` has in SQL."""
    return f"{min(score // WIDTH * WIDTH, HIGHEST):03}"


class ScoreBand(ExpressionSelection):
    """The band of the column `score` of the same row."""

    expression = "lpad((least(%s, 999) / 100 * 100)::text, 3, '0')"
    expression_field = "score"

    def __init__(self, string, **kwargs):
        super().__init__(BANDS, string, readonly=True, **kwargs)
