# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbering plans for tests."""

from datetime import date

RANGE = ("ООО «Т2»", "Тула", "Тульская область")


def make_plan(env, prefix, *ends, file_date=None, operator=RANGE[0]):
    """A numbering plan with some ranges, in the place of the one of its numbers.

    :param str prefix: as in the plan
    :param ends: (first, last) of its ranges
    :param file_date: today if not given
    :param operator: of all ranges
    """
    values = {
        "prefix": prefix,
        "name": f"Plan {prefix}",
        "country_id": env.ref("base.ru").id,
        "file_date": file_date or date.today(),
    }
    return env["crm.number.plan"]._replace(
        [values], [(prefix, *pair, operator, *RANGE[1:]) for pair in ends]
    )
