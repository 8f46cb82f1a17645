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
    """What is recorded of a pair already.

    :param verdict: proposed, automatic, confirmed or rejected
    :param ground_gone: it was linked by a rule that does not hold any more
    :param asked_again: it was rejected, and is proposed once more
    :param changed: of a rejected pair: the data of a side are not what they were
    """

    verdict: str
    ground_gone: bool = False
    asked_again: bool = False
    changed: bool = False

    @property
    def is_final(self):
        """Rejected, and not to be asked again: that is done once, after a change."""
        return self.verdict == "rejected" and (self.asked_again or not self.changed)

    @property
    def needs_person(self):
        """Once rejected: no rule may link it, however well it fits."""
        return self.verdict == "rejected" or self.asked_again


class Row(NamedTuple):
    """What should be recorded of a pair; without rule: leave the rule as it is."""

    verdict: str
    rule: int | None
    evidence: int
    ground_gone: bool = False
    asked_again: bool = False


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

    A verdict of a person is final; a rejected pair is proposed once more, and once
    only, when the data of a side changed. Automatic rules of any priority that hit two
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
        return Decision("final", None, _with_rejected({}, known))
    hits = [hit for hit in hits if not _is_final(known, hit.other)]
    automatic = [hit for hit in hits if hit.automatic]
    proposed = {
        hit.other: _row("proposed", hit, known) for hit in hits if not hit.automatic
    }
    grounded = {hit.other for hit in automatic}
    gone = {
        other: proposed.get(other, Row("proposed", None, 0))._replace(
            ground_gone=True, asked_again=_needs_person(known, other)
        )
        for other, pair in known.items()
        if other not in grounded and (pair.verdict == "automatic" or pair.ground_gone)
    }
    if automatic:
        rows = {hit.other: _row("proposed", hit, known) for hit in automatic} | gone
        if len(rows) > 1:
            return Decision("ambiguous", None, _with_rejected(rows, known))
        [hit] = automatic
        if not _needs_person(known, hit.other):
            rows = {hit.other: _row("automatic", hit, known)}
            return Decision("linked", hit.other, _with_rejected(rows, known))
    else:
        rows = {}
    rows = proposed | gone | rows
    state = "proposed" if rows else "none"
    return Decision(state, None, _with_rejected(rows, known))


def decide_pair(hit, known):
    """Decide on a pair of prospects: nothing is linked, so each pair stands alone.

    :return: the :class:`Row` to record, or None
    """
    if known and (known.verdict == "confirmed" or known.is_final):
        return None
    pairs = {hit.other: known} if known else {}
    linking = hit.automatic and not _needs_person(pairs, hit.other)
    return _row("automatic" if linking else "proposed", hit, pairs)


def _row(verdict, hit, known):
    again = _needs_person(known, hit.other)
    return Row(verdict, hit.rule, hit.evidence, asked_again=again)


def _with_rejected(rows, known):
    """A pair asked again that nothing speaks for any more is rejected as before."""
    back = {
        other: Row("rejected", None, 0, asked_again=True)
        for other, pair in known.items()
        if pair.verdict == "proposed" and pair.asked_again and other not in rows
    }
    return rows | back


def _is_final(known, other):
    return other in known and known[other].is_final


def _needs_person(known, other):
    return other in known and known[other].needs_person
