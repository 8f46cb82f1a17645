# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the pairs of one prospect to a decision. Pure: no Odoo, no database."""

from typing import NamedTuple


class Hit(NamedTuple):
    """A pair that at least one rule holds for.

    :param other: id of the client
    :param automatic: id of the strictest automatic rule that holds, or None
    :param proposing: id of the strictest proposing rule that holds, or None
    :param evidence: mask of the conditions that hold
    """

    other: int
    automatic: int | None
    proposing: int | None
    evidence: int

    @property
    def rule(self):
        return self.automatic or self.proposing


class Known(NamedTuple):
    """What is recorded of a pair already."""

    verdict: str
    ground_gone: bool = False


class Row(NamedTuple):
    """What should be recorded of a pair; without rule: leave the rule as it is."""

    verdict: str
    rule: int | None
    evidence: int
    ground_gone: bool = False


class Decision(NamedTuple):
    """The verdict on one prospect.

    :param state: linked, ambiguous, proposed, none – or final, by a person
    :param client: id of the client to link, or None
    :param rows: other -> Row that machine matches should be; others are dropped
    """

    state: str
    client: int | None
    rows: dict


def decide(hits, known):
    """Decide on one prospect.

    A verdict of a person is final. Automatic rules of any priority that hit two
    different clients link nothing. An automatic link that no automatic rule holds for
    any more is neither kept nor dropped silently: it goes to review, and stands
    against other links.

    :param hits: list of :class:`Hit`, at most one per client
    :param known: dict client -> :class:`Known`
    :return: :class:`Decision`

    >>> decide([Hit(7, 1, None, 3)], {}).client
    7
    >>> decide([Hit(7, 1, None, 3), Hit(8, 2, None, 1)], {}).state
    'ambiguous'
    >>> decide([Hit(7, 1, None, 3)], {7: Known("rejected")}).state
    'none'
    """
    if any(pair.verdict == "confirmed" for pair in known.values()):
        return Decision("final", None, {})
    hits = [hit for hit in hits if hit.other not in _rejected(known)]
    automatic = [hit for hit in hits if hit.automatic]
    proposed = {hit.other: _row("proposed", hit) for hit in hits if not hit.automatic}
    grounded = {hit.other for hit in automatic}
    gone = {
        other: proposed.get(other, Row("proposed", None, 0))._replace(ground_gone=True)
        for other, pair in known.items()
        if other not in grounded and (pair.verdict == "automatic" or pair.ground_gone)
    }
    if len(automatic) == 1 and not gone:
        hit = automatic[0]
        return Decision("linked", hit.other, {hit.other: _row("automatic", hit)})
    if automatic:
        rows = {hit.other: _row("proposed", hit) for hit in automatic}
        return Decision("ambiguous", None, rows | gone)
    rows = proposed | gone
    return Decision("proposed" if rows else "none", None, rows)


def decide_pair(hit, known):
    """Decide on a pair of prospects: nothing is linked, so each pair stands alone.

    :return: the :class:`Row` to record, or None
    """
    if known and known.verdict in ("confirmed", "rejected"):
        return None
    return _row("automatic" if hit.automatic else "proposed", hit)


def _row(verdict, hit):
    return Row(verdict, hit.rule, hit.evidence)


def _rejected(known):
    return {other for other, pair in known.items() if pair.verdict == "rejected"}
