# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why a value cannot be used for matching.

A bad value never raises: it comes back with one of these codes.

>>> REASONS["wrong_checksum"]
'The check digits do not fit'
"""

REASONS: dict[str, str] = {
    "empty": "Empty",
    "too_short": "Too short",
    "too_long": "Too long",
    "bad_syntax": "Not written as such a value is",
    "bad_characters": "Characters that do not belong here",
    "repeated_digit": "One digit repeated",
    "sequence": "Digits in a row",
    "not_a_number": "No number in it",
    "impossible_number": "No such number can exist",
    "wrong_checksum": "The check digits do not fit",
    "company_number": "Number of a company, not of a person",
    "stop_value": "Placeholder typed instead of a value",
    "not_a_date": "Not a date",
    "impossible_date": "No such day in the calendar",
    "ambiguous_date": "Century of the year is unknown",
    "out_of_range": "Date out of range",
    "unknown_network": "Unknown messenger or network",
}
