# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the applications of one person tell about the risk."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

# How an application was found, the nearest first.
WAYS = ("prospect", "client", "document", "contact")
LEVELS = ("none", "medium", "high")


class Application(NamedTuple):
    """One application of a person; the values of its prospect in normal form."""

    lead_id: int
    # None where nothing but its contact tells whose it is.
    prospect_id: int | None
    way: str
    created: datetime
    won_status: str | None = None
    lost_reason_id: int | None = None
    decision: str | None = None
    # Where the person was found (prospect source), and by which channel he came (utm).
    source_id: int | None = None
    channel_id: int | None = None
    # Last, first, middle name.
    name: tuple = (None, None, None)
    phones: tuple = ()
    # Each `type code:number`.
    documents: tuple = ()


class Figures(NamedTuple):
    """What is counted, and what limits are set for."""

    applications: int = 0
    names: int = 0
    phones: int = 0
    documents: int = 0


def figures(applications):
    """Count some applications.

    :param applications: iterable of :class:`Application`
    :rtype: Figures

    >>> day = datetime(2026, 1, 1)
    >>> figures([
    ...     Application(1, 1, "prospect", day, phones=("+79161234567",)),
    ...     Application(2, 2, "contact", day, phones=("+79161234567", "+79160000001")),
    ... ])
    Figures(applications=2, names=0, phones=2, documents=0)
    """
    applications = list(applications)
    return Figures(
        len(applications),
        _count_names({application.name for application in applications}),
        len({phone for a in applications for phone in a.phones}),
        _count_documents({number for a in applications for number in a.documents}),
    )


def level(counted, medium, high):
    """How high the risk is: a limit is reached from its number on, 0 is no limit.

    :param counted: :class:`Figures`, or some of them
    :param medium: as many limits
    :param high: as many limits
    :return: one of :data:`LEVELS`

    >>> level(Figures(3, 1, 1, 1), (3, 2, 0, 0), (6, 0, 0, 0))
    'medium'
    >>> level([6], [3], [6]), level([6], [0], [0]), level([6], [0], [7])
    ('high', 'none', 'none')
    """
    for name, limits in (("high", high), ("medium", medium)):
        if any(
            limit and count >= limit
            for count, limit in zip(counted, limits, strict=True)
        ):
            return name
    return "none"


def _count_names(names):
    """Different full names; without a middle name it is no other name.

    >>> _count_names({("петров", "иван", None), ("петров", "иван", "ильич")})
    1
    >>> _count_names({("петров", "иван", "львович"), ("петров", "иван", "ильич")})
    2
    """
    middles = defaultdict(set)
    for last, first, middle in names:
        if last or first:
            middles[last, first].add(middle)
    return sum(len(found - {None}) or 1 for found in middles.values())


def _count_documents(numbers):
    """Different numbers of the type of document that has most of them.

    A passport and an INN are what one person has; two passports are not.

    >>> _count_documents({"passport_ru:4509123456", "inn:500100732259"})
    1
    """
    types = defaultdict(set)
    for value in numbers:
        types[value.partition(":")[0]].add(value)
    return max(map(len, types.values()), default=0)
