# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What two sets of rules make of the same pairs. Pure: no Odoo, no database."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """What would be recorded of a pair; without verdict: nothing."""

    verdict: str | None = None
    rule: int | None = None


NOTHING = Outcome()


def planned(recorded, drop, write):
    """What is recorded of pairs once a plan is carried out.

    :param recorded: dict (prospect, other) -> (match id, :class:`Outcome`)
    :param drop: list of (prospect, match id)
    :param write: list of (prospect, other, :class:`decide.Row`)
    :return: dict (prospect, other) -> :class:`Outcome`

    >>> from odoo.addons.crm_prospect.models.matching.decide import Row
    >>> recorded = {(1, 7): (70, Outcome("automatic", 5))}
    >>> planned(recorded, [(1, 70)], [(1, 8, Row("proposed", 6, 3))])
    {(1, 8): Outcome(verdict='proposed', rule=6)}
    """
    dropped = {match_id for _prospect, match_id in drop}
    outcomes = {
        pair: outcome
        for pair, (match_id, outcome) in recorded.items()
        if match_id not in dropped
    }
    for prospect, other, row in write:
        pair = (prospect, other)
        _id, known = recorded.get(pair, (None, NOTHING))
        # A row without rule leaves the rule as it is.
        outcomes[pair] = Outcome(row.verdict, row.rule or known.rule)
    return outcomes


def kind_of(before, after, replaced=None):
    """How two outcomes of a pair differ, or None.

    :param replaced: dict of a rule on trial -> the one it is to replace; to be found
        by the one instead of the other is no difference

    >>> kind_of(NOTHING, Outcome("automatic", 5))
    'gained_link'
    >>> kind_of(Outcome("automatic", 5), Outcome("automatic", 6), {6: 5})
    >>> kind_of(Outcome("automatic", 5), Outcome("automatic", 6))
    'other_rule'
    """
    replaced = replaced or {}
    if after._replace(rule=replaced.get(after.rule, after.rule)) == before:
        return None
    if before.verdict == after.verdict:
        return "other_rule"
    if after.verdict == "automatic":
        return "gained_link"
    if before.verdict == "automatic":
        return "lost_link"
    return "gained_proposal" if after.verdict else "lost_proposal"
