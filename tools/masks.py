# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is left of a value for those who may not see it."""

import re

HIDDEN = "*"


def mask(kind, value):
    """A value of a person as it is shown masked.

    :param str kind: `phone`, `email`, `document` or `birthdate`; others: all of it
    :param value: text as it is stored, or anything empty
    :rtype: str; empty values stay what they are

    >>> mask("phone", "+79161234533"), mask("phone", "8 (916) 123-45-33")
    ('+7 916 ***-**-33', '8 916 ***-**-33')
    >>> mask("phone", "+4930123456"), mask("phone", "12345"), mask("phone", "@anna")
    ('+49 *** **56', '***', '***')
    >>> mask("email", "anna.s@mail.ru"), mask("email", "Anna <anna@mail.ru>")
    ('a***@mail.ru', 'a***@mail.ru')
    >>> mask("email", "no address"), mask("document", "4509 123456")
    ('***', '*******456')
    >>> mask("birthdate", "1985-03-01"), mask("phone", False), mask("email", "")
    ('***', False, '')

    A mask stays what it is: what one door has masked may pass another.

    >>> mask("phone", "+7 916 ***-**-33 (Work)"), mask("email", "a***@mail.ru")
    ('+7 916 ***-**-33 (Work)', 'a***@mail.ru')
    >>> mask("phone", "+7 916 123-45-33 **"), mask("document", "Passport *******456")
    ('+7 916 ***-**-33', 'Passport *******456')
    """
    if not value or kind in _FORMS and _FORMS[kind].fullmatch(str(value)):
        return value
    masked = _MASKS.get(kind, lambda text: None)(str(value).strip())
    return masked or HIDDEN * 3


def is_masked(value):
    """Whether a text is one that :func:`mask` makes: such a text is no value.

    >>> is_masked("+7 916 ***-**-33"), is_masked("+79161234533"), is_masked(False)
    (True, False, False)
    """
    return isinstance(value, str) and HIDDEN * 2 in value


def _mask_phone(text):
    digits = re.sub(r"\D", "", text)
    plus = "+" if text.startswith("+") else ""
    if len(digits) == 11 and digits[0] in "78":
        return f"{plus}{digits[0]} {digits[1:4]} ***-**-{digits[-2:]}"
    if len(digits) >= 9:
        return f"{plus}{digits[:2]} *** **{digits[-2:]}"
    return None


def _mask_email(text):
    local, at, domain = text.rpartition("<")[2].rstrip("> ").rpartition("@")
    return f"{local[0]}***@{domain}" if at and local and domain else None


def _mask_document(text):
    packed = re.sub(r"\s", "", text)
    return HIDDEN * (len(packed) - 3) + packed[-3:] if len(packed) >= 8 else None


# What masks look like, with what may stand beside a value.
_FORMS = {
    "phone": re.compile(r"\+?\d{1,2} (\d{3} \*{3}-\*\*-\d\d|\*\* \*\*\d\d)( \(\D*\))?"),
    "email": re.compile(r"[^@]\*{3}@[^@\s]+( \(\D*\))?"),
    "document": re.compile(r"\D*\*{5,}\S{3}"),
}
_MASKS = {"phone": _mask_phone, "email": _mask_email, "document": _mask_document}
