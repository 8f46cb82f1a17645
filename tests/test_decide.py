# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The decision on one prospect, case by case, without a database."""

import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.models.matching import attributes, decide
from odoo.addons.crm_prospect.models.matching.decide import Hit, Known, Row
from odoo.addons.crm_prospect.models.person import public_number

# Two clients, and rules: 1 and 2 are automatic, 5 and 6 proposing.
A, B, C = 70, 80, 90
A1, A2, A5 = Hit(A, 1, None, 3), Hit(A, 2, None, 1), Hit(A, None, 5, 4)
A15 = Hit(A, 1, 5, 7)
B1, B2, B5, B6 = (
    Hit(B, 1, None, 3),
    Hit(B, 2, None, 1),
    Hit(B, None, 5, 4),
    Hit(B, None, 6, 8),
)
C1, C5 = Hit(C, 1, None, 3), Hit(C, None, 5, 4)
PROPOSED, AUTOMATIC = Known("proposed"), Known("automatic")
GONE, REJECTED = Known("proposed", True), Known("rejected")
CONFIRMED = Known("confirmed")
# Rejected, and the data changed since; asked again; rejected once more.
CHANGED = Known("rejected", changed=True)
ASKED = Known("proposed", asked_again=True)
TWICE = Known("rejected", asked_again=True, changed=True)
# Rows that are expected.
LINK_A, LINK_B = Row("automatic", 1, 3), Row("automatic", 1, 3)
SHOW_A, SHOW_B = Row("proposed", 1, 3), Row("proposed", 1, 3)
FADED = Row("proposed", None, 0, True)
AGAIN_A = Row("proposed", 1, 3, asked_again=True)
BACK = Row("rejected", None, 0, asked_again=True)

# hits, known, state, client, rows
TABLE = [
    # Nobody, one, two.
    ((), {}, "none", None, {}),
    ((A1,), {}, "linked", A, {A: LINK_A}),
    ((A5,), {}, "proposed", None, {A: Row("proposed", 5, 4)}),
    ((A15,), {}, "linked", A, {A: Row("automatic", 1, 7)}),
    ((A1, B1), {}, "ambiguous", None, {A: SHOW_A, B: SHOW_B}),
    ((A1, B2), {}, "ambiguous", None, {A: SHOW_A, B: Row("proposed", 2, 1)}),
    ((B2, A1), {}, "ambiguous", None, {A: SHOW_A, B: Row("proposed", 2, 1)}),
    (
        (A1, B1, C1),
        {},
        "ambiguous",
        None,
        {A: SHOW_A, B: SHOW_B, C: Row("proposed", 1, 3)},
    ),
    (
        (A5, B6),
        {},
        "proposed",
        None,
        {A: Row("proposed", 5, 4), B: Row("proposed", 6, 8)},
    ),
    # An automatic rule outweighs proposals of others.
    ((A1, B5), {}, "linked", A, {A: LINK_A}),
    ((A1, B2, C5), {}, "ambiguous", None, {A: SHOW_A, B: Row("proposed", 2, 1)}),
    # A rejected pair is asked again once, after a change, and never linked by a rule.
    ((A1,), {A: REJECTED}, "none", None, {}),
    ((A1,), {A: CHANGED}, "proposed", None, {A: AGAIN_A}),
    ((A1,), {A: ASKED}, "proposed", None, {A: AGAIN_A}),
    ((A1,), {A: TWICE}, "none", None, {}),
    ((A5,), {A: CHANGED}, "proposed", None, {A: Row("proposed", 5, 4, False, True)}),
    ((A1, B1), {A: CHANGED}, "ambiguous", None, {A: AGAIN_A, B: SHOW_B}),
    ((A5, B1), {A: ASKED}, "linked", B, {B: LINK_B, A: BACK}),
    ((), {A: ASKED}, "none", None, {A: BACK}),
    ((), {A: CHANGED}, "none", None, {}),
    # What was recorded before changes nothing when the ground is the same.
    ((A1,), {A: AUTOMATIC}, "linked", A, {A: LINK_A}),
    ((A1,), {A: PROPOSED}, "linked", A, {A: LINK_A}),
    ((A5,), {A: PROPOSED}, "proposed", None, {A: Row("proposed", 5, 4)}),
    ((A2,), {A: AUTOMATIC}, "linked", A, {A: Row("automatic", 2, 1)}),
    # A proposal without ground goes, without a word.
    ((), {A: PROPOSED}, "none", None, {}),
    ((B5,), {A: PROPOSED}, "proposed", None, {B: Row("proposed", 5, 4)}),
    ((B1,), {A: PROPOSED}, "linked", B, {B: LINK_B}),
    # A second client demotes an automatic link.
    ((A1, B1), {A: AUTOMATIC}, "ambiguous", None, {A: SHOW_A, B: SHOW_B}),
    # … but a mere proposal does not.
    ((A1, B5), {A: AUTOMATIC}, "linked", A, {A: LINK_A}),
    # A link whose ground is gone goes to review, and stays there.
    ((), {A: AUTOMATIC}, "proposed", None, {A: FADED}),
    ((), {A: GONE}, "proposed", None, {A: FADED}),
    ((B1,), {A: AUTOMATIC}, "ambiguous", None, {A: FADED, B: SHOW_B}),
    ((B1,), {A: GONE}, "ambiguous", None, {A: FADED, B: SHOW_B}),
    (
        (B5,),
        {A: AUTOMATIC},
        "proposed",
        None,
        {A: FADED, B: Row("proposed", 5, 4)},
    ),
    # The ground came back, in full or in part.
    ((A1,), {A: GONE}, "linked", A, {A: LINK_A}),
    ((A5,), {A: GONE}, "proposed", None, {A: Row("proposed", 5, 4, True)}),
    ((A5,), {A: AUTOMATIC}, "proposed", None, {A: Row("proposed", 5, 4, True)}),
    (
        (A5, B1),
        {A: AUTOMATIC},
        "ambiguous",
        None,
        {A: Row("proposed", 5, 4, True), B: SHOW_B},
    ),
    # Rejected by a person: never again, and in nobody's way.
    ((A1,), {A: REJECTED}, "none", None, {}),
    ((A5,), {A: REJECTED}, "none", None, {}),
    ((), {A: REJECTED}, "none", None, {}),
    ((A1, B1), {A: REJECTED}, "linked", B, {B: LINK_B}),
    ((A1, B5), {A: REJECTED}, "proposed", None, {B: Row("proposed", 5, 4)}),
    ((A1, B1), {A: REJECTED, B: REJECTED}, "none", None, {}),
    ((A1, B1, C1), {C: REJECTED}, "ambiguous", None, {A: SHOW_A, B: SHOW_B}),
    ((B1,), {A: REJECTED, B: GONE}, "linked", B, {B: LINK_B}),
    # Confirmed by a person: the machine is silent, whatever fits.
    ((), {A: CONFIRMED}, "final", None, {}),
    ((B1,), {A: CONFIRMED}, "final", None, {}),
    ((A1, B1), {A: CONFIRMED, B: PROPOSED}, "final", None, {}),
    ((B1,), {A: CONFIRMED, B: REJECTED}, "final", None, {}),
]


@tagged("post_install", "-at_install")
class TestDecide(BaseCase):
    def test_table(self):
        """Each case gives the state, the client and the rows it should."""
        self.assertGreaterEqual(len(TABLE), 40)
        for hits, known, state, client, rows in TABLE:
            with self.subTest(hits=hits, known=known):
                decision = decide.decide(list(hits), known)
                self.assertEqual(decision, (state, client, rows))

    def test_order_of_hits(self):
        """Pairs come from the database in any order: it must not matter."""
        for hits, known, *_rest in TABLE:
            forward = decide.decide(list(hits), known)
            backward = decide.decide(list(reversed(hits)), known)
            self.assertEqual(forward, backward)

    def test_stable(self):
        """Deciding on what a decision recorded gives the same decision again."""
        for hits, known, *_rest in TABLE:
            first = decide.decide(list(hits), known)
            if first.state == "final":
                continue
            recorded = {
                other: pair
                for other, pair in known.items()
                if pair.verdict == "rejected"
            } | {
                other: Known(row.verdict, row.ground_gone, row.asked_again)
                for other, row in first.rows.items()
            }
            with self.subTest(hits=hits, known=known):
                # What is rejected by now is final.
                rows = {o: r for o, r in first.rows.items() if r.verdict != "rejected"}
                self.assertEqual(
                    decide.decide(list(hits), recorded), first._replace(rows=rows)
                )

    def test_at_most_one_link(self):
        """No decision links two clients, or links beside the client it names."""
        for hits, known, *_rest in TABLE:
            decision = decide.decide(list(hits), known)
            linked = [
                other
                for other, row in decision.rows.items()
                if row.verdict == "automatic"
            ]
            self.assertEqual(linked, [decision.client] if decision.client else [])

    def test_pair_of_prospects(self):
        """Pairs of prospects stand alone; a verdict of a person is final."""
        automatic, proposing = Hit(A, 1, None, 3), Hit(A, None, 5, 4)
        for hit, recorded, expected in (
            (automatic, None, LINK_A),
            (proposing, None, Row("proposed", 5, 4)),
            (automatic, PROPOSED, LINK_A),
            (automatic, CONFIRMED, None),
            (automatic, REJECTED, None),
            (automatic, CHANGED, Row("proposed", 1, 3, asked_again=True)),
            (automatic, ASKED, Row("proposed", 1, 3, asked_again=True)),
            (automatic, TWICE, None),
            (proposing, AUTOMATIC, Row("proposed", 5, 4)),
        ):
            with self.subTest(hit=hit, recorded=recorded):
                self.assertEqual(decide.decide_pair(hit, recorded), expected)

    def test_doctests(self):
        """The examples in the docstrings are true."""
        for module in (attributes, decide, public_number):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)
