# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Match rules as plain values: all that the engine makes its SQL of. Pure: no Odoo.

They can be compared, so that what is made of them is a matter of their content: a
change that is rolled back leaves no trace.
"""

import json
from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL

from . import attributes, similar

# Comparisons that say nothing for a pair, only against it.
GUARDS = ("not_contradicting", "different")


class Condition(NamedTuple):
    """What a condition compares, and how; two alike have one bit."""

    bit: int
    attribute: str
    comparison: str
    codes: tuple
    threshold: int

    def fact(self):
        """SQL: whether the condition holds for two index rows, `a` and `b`.

        Of a similar text, what SQL alone can say, see :mod:`similar`.
        """
        if self.comparison == "same":
            return attributes.same(self.attribute, self.codes)
        if self.comparison == "similar":
            return similar.sure(self.attribute)
        if self.comparison not in GUARDS:
            return attributes.way(self.attribute, self.comparison)
        # Blank is neutral: it neither contradicts nor is different.
        agrees = SQL(
            "(coalesce(%s, FALSE) OR %s)",
            attributes.compatible(self.attribute, self.codes),
            attributes.blank(self.attribute, self.codes),
        )
        if self.comparison == "different":
            return SQL("NOT %s", agrees)
        return agrees

    def possible_fact(self):
        """SQL: whether Python has to tell if the condition holds, or None."""
        if self.comparison != "similar":
            return None
        return similar.possible(self.attribute, self.threshold)

    def tell(self, one, other):
        """Whether the condition holds for two :class:`tools.comparison.Names`."""
        return similar.tell(self.attribute, one, other, self.threshold)


class Rule(NamedTuple):
    """A rule with its conditions.

    :param company_id: id of the company whose people it is for; None: all
    :param cross_company: whether it is also for people of different companies
    :param group_ids: tuple of ids of the groups it is for; empty: all
    :param conditions: tuple of :class:`Condition`
    :param signatures: tuple of (id, parts) by which it is looked up
    """

    id: int
    mode: str
    target: str
    rare_name_limit: int
    company_id: int | None
    cross_company: bool
    group_ids: tuple
    conditions: tuple
    signatures: tuple

    @property
    def required_mask(self):
        """Bits of the conditions that have to hold, exceptions apart."""
        return _mask(c for c in self.conditions if c.comparison != "different")

    @property
    def exceptions_mask(self):
        """Bits of the exceptions: each makes a proposal of what would be a link."""
        return _mask(c for c in self.conditions if c.comparison == "different")


def _mask(conditions):
    return sum({1 << condition.bit for condition in conditions})


def parse(text):
    """Rules of the text of :data:`match_rule_content.CONTENT`.

    :return: dict id -> :class:`Rule`, and a tuple of those that the engine applies:
        in use, and all of their keys are there
    """
    rules, *parts = json.loads(text)
    conditions, codes, groups, signatures = map(_by_first, parts)
    found, usable = {}, []
    for rule_id, *columns, in_use in rules or ():
        keyed = signatures[rule_id]
        found[rule_id] = Rule(
            rule_id,
            *columns,
            tuple(group for [group] in groups[rule_id]),
            tuple(
                Condition(
                    bit, attribute, comparison, tuple(c for [c] in codes[key]), percent
                )
                for key, bit, attribute, comparison, percent in conditions[rule_id]
            ),
            tuple((number, keys) for number, keys, _state in keyed),
        )
        if in_use and {state for *_rest, state in keyed} == {"ready"}:
            usable.append(found[rule_id])
    return found, tuple(usable)


def _by_first(rows):
    """dict of the first column -> list of the rests of the rows."""
    found = defaultdict(list)
    for key, *rest in rows or ():
        found[key].append(rest)
    return found


def all_conditions(rules):
    """dict bit -> :class:`Condition` of all these rules."""
    return {condition.bit: condition for rule in rules for condition in rule.conditions}
