# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arguments of methods that other systems call, read page by page."""

from datetime import datetime

from odoo.exceptions import ValidationError


def refuse(env, argument, expected):
    """:raise ValidationError: naming the argument, and what was expected"""
    raise ValidationError(
        env._(
            "%(argument)s: expected %(expected)s.",
            argument=argument,
            expected=expected,
        )
    )


def parse_cursor(env, cursor):
    """Where a page begins: date, kind and id of the last entry that was shown.

    :param cursor: `more` of the page before, as it was sent
    :raise ValidationError: it is none
    """
    try:
        date, kind, record_id = cursor
        date = datetime.fromisoformat(date)
        if date.tzinfo or type(kind) is not str or type(record_id) is not int:
            raise ValueError
    except (TypeError, ValueError):
        refuse(env, "before", env._("the cursor of a page"))
    return date, kind, record_id
