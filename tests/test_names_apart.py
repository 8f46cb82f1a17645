# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""However a name is written, twins, parent and child, namesakes are not linked."""

from collections import Counter
from itertools import count, islice

from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import draw, identifiers
from odoo.addons.crm_prospect.demo.draw import TABLE_SIZE
from odoo.addons.crm_prospect.demo.people import STRANGERS, human
from odoo.addons.crm_prospect.demo.pools import FIRSTNAMES, PATRONYMICS
from odoo.addons.crm_prospect.tools import names

from .common import ProspectCase
from .common_names import FLAWS, SEED, anybody, as_is, card, name_of

PAIRS = 500  # for each flaw
FIRST_ORDINAL = 100_000


def clean(person, chance):
    return name_of(person)


def twin(person):
    """Born with the client, called otherwise; one home, mailbox and often phone."""
    chance = draw.stream(f"twin {person.ordinal}")
    firstname = person.firstname
    # Nobody calls twins Таисия and Таися.
    while names.latin_key(firstname) == names.latin_key(person.firstname):
        firstname = FIRSTNAMES[person.gender][int(chance() * TABLE_SIZE)]
    shared = home(person)
    if person.ordinal % 2:
        shared["phones"] = shared["phones"][1:]
    return person._replace(firstname=firstname), shared


def child(person):
    """Named as the client, half of them with the same patronymic, too; one home."""
    middlename = person.middlename
    if person.gender == "male" and person.ordinal % 2:
        middlename = PATRONYMICS[person.firstname]["male"]
    year = int(person.birthdate[:4]) + 20 + person.ordinal % 16
    month_day = f"{1 + person.ordinal % 12:02}-{1 + person.ordinal % 28:02}"
    other = person._replace(middlename=middlename, birthdate=f"{year}-{month_day}")
    return other, home(person)


def namesake(person):
    """One full name and one town; another birth date, phone and mailbox."""
    year = int(person.birthdate[:4]) + 3 + person.ordinal % 9
    other = person._replace(
        ordinal=STRANGERS + person.ordinal,
        birthdate=f"{year}{person.birthdate[4:]}",
        phone=identifiers.mobile(STRANGERS + person.ordinal),
    )
    known = card(other)
    return other, {
        "phones": known["phones"],
        "emails": known["emails"],
        "city": person.city,
    }


KINDS = (twin, child, namesake)


def home(person):
    """What a family has in common."""
    return {
        "phones": [
            "+7" + person.phone,
            f"+7{4822_200_000 + person.ordinal % 700_000}",
        ],
        "emails": card(person)["emails"],
        "street": person.street,
        "city": person.city,
        "zip": person.zip,
    }


@tagged("post_install", "-at_install")
class TestNamesApart(ProspectCase):
    """500 pairs for each flaw; only the names of the prospects are spoiled."""

    def pairs_of(self, flaw, suits, make, spoil, ordinals):
        """(flaw, kind, client, prospect), without end."""
        chance = draw.stream(f"apart {flaw}")
        for ordinal in ordinals:
            person = human(SEED, ordinal)
            # The twin of a twin might be the very one whom the generator has.
            if person.twin or not suits(person):
                continue
            person = make(person)
            kind = KINDS[ordinal % len(KINDS)]
            other, shared = kind(person)
            spoiled = spoil(other, chance)
            letter = spoiled.get("firstname", "").removesuffix(".")
            if kind is twin and letter == person.firstname[:1]:
                continue  # by an initial nobody could tell twins apart
            stranger = card(other._replace(ordinal=STRANGERS + ordinal))
            facts = {key: stranger[key] for key in ("gender", "birthdate", "documents")}
            yield (
                flaw,
                kind.__name__,
                {**card(person), **home(person)},
                {**spoiled, **facts, **shared, "ref": f"not {ordinal}"},
            )

    def test_apart(self):
        """No prospect is linked with anybody, though the clients' own copies are."""
        ordinals = count(FIRST_ORDINAL)
        pairs = []
        for flaw, ways in {"none": (anybody, as_is, clean), **FLAWS}.items():
            pairs += islice(self.pairs_of(flaw, *ways, ordinals), PAIRS)
        cards = [client for _flaw, _kind, client, _other in pairs]
        clients = self.load_clients(cards)
        prospects = self.load_prospects([other for *_rest, other in pairs])
        copies = self.load_prospects([{**c, "ref": f"is {c['ref']}"} for c in cards])
        self.match_all()
        counted, linked = Counter(), Counter()
        examples = []
        for (flaw, kind, client, other), prospect in zip(pairs, prospects, strict=True):
            counted[flaw, kind] += 1
            if prospect.partner_id:
                linked[flaw, kind] += 1
                examples.append(
                    (flaw, kind, prospect.match_rule_id.name, client, other)
                )
        self.assertGreater(min(counted.values()), PAIRS // 5)
        self.assertEqual(len(counted), (len(FLAWS) + 1) * len(KINDS))
        self.assertFalse(linked, examples[:5])
        found = sum(
            copy.partner_id == client
            for copy, client in zip(copies, clients, strict=True)
        )
        self.assertGreater(found, 0.99 * len(cards))
