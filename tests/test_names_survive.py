# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""However a name is written, one more identifier finds the client – and no other."""

import logging
from collections import defaultdict
from typing import NamedTuple

from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import draw

from .common import ProspectCase
from .common_names import (
    FLAWS,
    IDENTIFIERS,
    card,
    name_of,
    people,
    woman,
)

_logger = logging.getLogger(__name__)
PAIRS = 500
LEAST = 495
SHOWN = 5


class Pair(NamedTuple):
    group: tuple  # flaw, identifier
    client_ref: str
    prospect: dict


@tagged("post_install", "-at_install")
class TestNamesSurvive(ProspectCase):
    """500 people for each flaw, each of them a prospect by one identifier each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cards, cls.pairs, cls.next_ordinal = [], [], 0
        for flaw, (suits, make, spoil) in FLAWS.items():
            chance = draw.stream(f"flaw {flaw}")
            for person in map(make, cls.draw_people(suits)):
                cls.cards.append(card(person))
                for identifier in IDENTIFIERS:
                    cls.add(flaw, person, spoil(person, chance), identifier)
        married = cls.add_married()
        clients = cls.load_clients(cls.cards)
        # The core system sends these women again under the new surname.
        cls.load_clients(married)
        refs = [person["ref"] for person in cls.cards]
        cls.client_of = dict(zip(refs, clients.ids, strict=True))
        cls.prospects = cls.load_prospects([pair.prospect for pair in cls.pairs])
        cls.match_all()
        matches = cls.env["crm.match"].search([("partner_id", "!=", False)])
        cls.found = {(match.prospect_id.id, match.partner_id.id) for match in matches}

    @classmethod
    def draw_people(cls, suits):
        found, cls.next_ordinal = people(PAIRS, cls.next_ordinal, suits)
        return found

    @classmethod
    def add(cls, flaw, person, names, *identifiers):
        """A prospect: a name and what identifies the person beside it."""
        keys = [key for name in identifiers for key in IDENTIFIERS[name]]
        known = card(person)
        prospect = {**names, **{key: known[key] for key in keys}}
        group = (flaw, " + ".join(identifiers))
        cls.pairs.append(Pair(group, known["ref"], prospect))

    @classmethod
    def add_married(cls):
        """Women whose surname has changed; the cards of those of whom it is known."""
        for person in cls.draw_people(woman):
            cls.cards.append(card(person))
            names = name_of(person._replace(lastname=person.other_lastname))
            cls.add("new surname", person, names, "phone", "birthdate")
        known = cls.draw_people(woman)
        for person in known:
            cls.cards.append(card(person))
            for identifier in IDENTIFIERS:
                cls.add("former surname", person, name_of(person), identifier)
        return [card(p._replace(lastname=p.other_lastname)) for p in known]

    def test_found(self):
        """Each flaw, each identifier: 495 of 500 are linked or proposed."""
        found, missed = defaultdict(int), defaultdict(list)
        for pair, prospect in zip(self.pairs, self.prospects, strict=True):
            if (prospect.id, self.client_of[pair.client_ref]) in self.found:
                found[pair.group] += 1
            else:
                missed[pair.group].append(pair)
        groups = dict.fromkeys(pair.group for pair in self.pairs)
        cards = {person["ref"]: person for person in self.cards}
        for group in groups:
            _logger.info("%s, by %s: %s of %s", *group, found[group], PAIRS)
            with self.subTest(flaw=group[0], identifier=group[1]):
                examples = [
                    (cards[pair.client_ref], pair.prospect)
                    for pair in missed[group][:SHOWN]
                ]
                self.assertEqual(found[group] + len(missed[group]), PAIRS)
                self.assertGreaterEqual(found[group], LEAST, examples)

    def test_no_wrong_link(self):
        cards = {self.client_of[person["ref"]]: person for person in self.cards}
        wrong = [
            (pair.group, pair.prospect, cards[prospect.partner_id.id])
            for pair, prospect in zip(self.pairs, self.prospects, strict=True)
            if prospect.partner_id
            and prospect.partner_id.id != self.client_of[pair.client_ref]
        ]
        self.assertFalse(wrong)
        self.assertGreater(len(self.prospects.filtered("partner_id")), PAIRS)
