# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a text typed into a search may be."""

import re

# Part of a phone: that many digits, and nothing but what stands between them.
MIN_PHONE_DIGITS = 4
_PHONE = re.compile(r"\+?[\d\s().–/-]+")


def phone_digits(text):
    """Digits of a text that may be a phone or a part of one, else "".

    >>> phone_digits("8 (916) 12"), phone_digits("123"), phone_digits("кв. 1234")
    ('891612', '', '')
    """
    digits = re.sub(r"\D", "", text)
    is_phone = len(digits) >= MIN_PHONE_DIGITS and _PHONE.fullmatch(text.strip())
    return digits if is_phone else ""


def tell_kind(text):
    """What was typed where a name is expected: "name", "phone" or "email".

    >>> tell_kind("Анна"), tell_kind("+7 916 123"), tell_kind("anna@example.org")
    ('name', 'phone', 'email')
    """
    if "@" in text:
        return "email"
    return "phone" if phone_digits(text) else "name"


def literal(text):
    """A text as the pattern of LIKE that only this text fits.

    >>> literal("100%_")
    '100\\\\%\\\\_'
    """
    return re.sub(r"([\\%_])", r"\\\1", text)
