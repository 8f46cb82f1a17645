# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How likely each flaw of real life is: the knobs of the generator."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Noise:
    """Probabilities, 0-1, of what happens to one prospect.

    A knob of 0 switches its flaw off; a flaw that finds nothing to spoil (no ё, no
    hyphen, no patronymic) leaves the name as it is. Of the ways to write a whole name
    – Latin, wrong keyboard layout, look-alikes, case – a prospect gets one at most;
    the other flaws add up. Adding a knob must not draw when others are off: the people
    of a seed stay the same.

    The figures are the project's estimate of partner files and web forms, where no
    other source is named; they are knobs, not findings.
    """

    # Who the prospect is
    duplicate: float = 0.08  # a person who is among the last `WINDOW` prospects
    relative: float = 0.06  # of the strangers: lives with a client
    twin: float = 0.01  # of the strangers: born with a client
    namesake: float = 0.03  # of the strangers: full name of a client
    recycled_phone: float = 0.01  # has the phone that was a client's once

    # Which fields are there
    gender: float = 0.60
    birthdate: float = 0.75
    phone: float = 0.80
    second_phone: float = 0.08
    email: float = 0.50
    messenger: float = 0.97  # of source VK, which has no documents
    passport: float = 0.44  # of the other sources: about 35 % of all
    inn: float = 0.08
    snils: float = 0.08
    other_document: float = 0.03
    address: float = 0.40
    employer: float = 0.20
    comment: float = 0.05
    no_middlename: float = 0.15
    no_middlename_vk: float = 0.60

    # Names
    changed_lastname: float = 0.06  # of the women
    diminutive: float = 0.04
    diminutive_vk: float = 0.20
    yo: float = 0.30  # of the names with ё in them, which clients' cards never have
    hyphen: float = 0.50  # of the double surnames: blank, dash or one half
    apostrophe: float = 0.60  # of the names with one: another sign, none or ь
    typo: float = 0.04
    by_ear: float = 0.03
    latin: float = 0.02
    latin_vk: float = 0.08
    latin_gost: float = 0.10  # of the Latin ones: GOST 7.79 B; the rest ICAO 9303
    latin_habit: float = 0.35  # of the Latin ones: as people type, yo, h, sch
    wrong_layout: float = 0.005
    look_alikes: float = 0.02
    case: float = 0.08
    swapped_names: float = 0.03  # in one field: the surname comes last
    initials: float = 0.02  # of both names, or of the patronymic only
    one_field: float = 0.25  # of source GM: the whole name in one field
    blanks: float = 0.03  # before, after, or double ones inside

    # Dates and numbers
    birthdate_swapped: float = 0.015
    birthdate_digit: float = 0.02
    birthdate_stop: float = 0.005  # 01.01.1900
    old_passport: float = 0.08
    document_digit: float = 0.02
    document_unusable: float = 0.005
    other_phone: float = 0.15
    office_phone: float = 0.015  # one of `OFFICES` numbers
    phone_digit: float = 0.01
    phone_unusable: float = 0.01
    other_email: float = 0.15
    email_form: float = 0.08
    email_unusable: float = 0.01
