# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pure functions that make personal data comparable: no Odoo, database or clock."""

from . import (
    addresses,
    comparison,
    dates,
    differences,
    documents,
    emails,
    masks,
    messengers,
    name_variants,
    names,
    person_compare,
    phones,
    reasons,
)

# Stored beside every normalised value: raise it when any normal form changes, so
# that values made by an older version are made again.
NORMALIZER_VERSION = 2

__all__ = [
    "NORMALIZER_VERSION",
    "addresses",
    "comparison",
    "dates",
    "differences",
    "documents",
    "emails",
    "masks",
    "messengers",
    "name_variants",
    "names",
    "person_compare",
    "phones",
    "reasons",
]
