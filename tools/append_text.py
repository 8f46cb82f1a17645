# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two texts of one person in one field."""


def append_text(target, source):
    """`source` under `target`, unless it stands there already.

    >>> append_text("Calls after six", "Has a dog")
    'Calls after six\\nHas a dog'
    >>> append_text("Calls after six\\nHas a dog", "Has a dog")
    'Calls after six\\nHas a dog'
    """
    target, source = (target or "").strip(), (source or "").strip()
    if not source or f"\n{source}\n" in f"\n{target}\n":
        return target
    return f"{target}\n{source}" if target else source
