# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Identifiers of a person as pure functions of the person's ordinal.

Each kind is a permutation of its number space: two persons never get the same
value, so that a shared one is always made on purpose. `slot` tells the person's
current value (0) from others: the old passport, the second phone.
"""

from bisect import bisect_right
from itertools import accumulate
from operator import mul

from .pools import MOBILE_RANGES

SLOTS = 3
# A prime larger than the factors of the spaces below, hence coprime to them.
STEP = 7_368_787
_STARTS = [0, *accumulate(last - first + 1 for first, last in MOBILE_RANGES)]
# OKATO codes of regions, the first two digits of a passport
_REGIONS = (1, 3, 4, 5, 7, 8, 11, 14, 15, 17, 18, 19, 20, 22, 24, 25, 27, 28, 29, 32)
_REGIONS += (33, 34, 36, 37, 38, 40, 41, 45, 46, 47, 50, 52, 53, 56, 57, 60, 61, 63)
_REGIONS += (65, 66, 67, 68, 69, 70, 71, 73, 75, 76, 78, 80, 82, 92, 94, 96, 97)
_FORM_YEARS = 24  # the third and fourth digit: 00-23
_PASSPORT_NUMBERS = 999_000  # from 000101 up
_SNILS_FIRST = 2_000_000  # numbers up to 001-001-998 have no checksum


def _permuted(ordinal, slot, size):
    # the offset spares the first persons numbers full of zeros
    return (ordinal * SLOTS + slot + 1000) * STEP % size


def mobile(ordinal, slot=0):
    """Russian mobile number of a range in use, 10 digits without +7."""
    place = _permuted(ordinal, slot, _STARTS[-1])
    index = bisect_right(_STARTS, place) - 1
    return str(MOBILE_RANGES[index][0] + place - _STARTS[index])


def passport(ordinal, slot=0):
    """Series (region, year of the form) and number: 10 digits."""
    size = len(_REGIONS) * _FORM_YEARS * _PASSPORT_NUMBERS
    series, number = divmod(_permuted(ordinal, slot, size), _PASSPORT_NUMBERS)
    region, year = divmod(series, _FORM_YEARS)
    return f"{_REGIONS[region]:02}{year:02}{number + 101:06}"


def inn(ordinal):
    """Taxpayer number of a person: 10 digits and 2 check digits.

    Weights: order of the Federal Tax Service of 29.06.2012 N MMV-7-6/435@.
    """
    digits = f"{1_000_000_000 + _permuted(ordinal, 0, 8_200_000_000):010}"
    digits += _inn_check(digits, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
    return digits + _inn_check(digits, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def _inn_check(digits, weights):
    return str(_weighted_sum(digits, weights) % 11 % 10)


def _weighted_sum(digits, weights):
    return sum(map(mul, map(int, digits), weights))


def snils(ordinal):
    """Pension insurance number: 9 digits and 2 check digits.

    The sum of the digits by weights 9 … 1, modulo 101, where 100 is written 00.
    """
    number = _SNILS_FIRST + _permuted(ordinal, 0, 10**9 - _SNILS_FIRST)
    digits = f"{number:09}"
    check = _weighted_sum(digits, (9, 8, 7, 6, 5, 4, 3, 2, 1))
    return f"{digits}{check % 101 % 100:02}"


def passport_foreign(ordinal):
    """Passport for travelling abroad: series 70-79, 7 digits."""
    return str(700_000_000 + _permuted(ordinal, 0, 100_000_000))


def driving_licence(ordinal):
    """Driving licence of the all-digit form: 10 digits."""
    return str(7_700_000_000 + _permuted(ordinal, 0, 2_200_000_000))


def vk(ordinal):
    """Account of the social network VK, as in its address."""
    return f"id{10_000_000 + _permuted(ordinal, 0, 800_000_000)}"


def landline(area_code, place):
    """Fixed phone of a town: the rest of the 10 digits from `place` (0 <= x < 1).

    Unlike the others not unique: a family shares it, and small towns are small.
    """
    length = 10 - len(area_code)
    return area_code + str(2 * 10 ** (length - 1) + int(place * 5 * 10 ** (length - 1)))
