# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the generator says of who is who is true."""

import re
from collections import defaultdict
from dataclasses import fields, replace

from odoo.tests import BaseCase

from odoo.addons.crm_prospect.demo import generator
from odoo.addons.crm_prospect.demo.people import STRANGERS, human, role

N = 4000
# Every field filled, every flaw off.
FILLED = "gender birthdate phone email messenger passport inn snils".split()
CLEAN = replace(
    generator.Noise(**{field.name: 0.0 for field in fields(generator.Noise)}),
    **dict.fromkeys(FILLED, 1.0),
)


def _digits(text):
    return re.sub(r"\D", "", text)


def identifiers_of(person):
    """Comparable identifiers of a person as (kind, value)."""
    for phone in person.get("phones", ()):
        value = phone["value"] if isinstance(phone, dict) else phone
        yield "phone", _digits(value)[-10:]
    for value in person.get("emails", ()):
        yield "email", value
    for account in person.get("messengers", ()):
        yield account["network"], account["id"]
    for document in person.get("documents", ()):
        yield document["type"], _digits(document["number"])


class TestGeneratorTruth(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = list(generator.clients(N))
        cls.prospects = list(generator.prospects(N, N))

    def test_truth_of_clients(self):
        """Without noise a prospect contradicts the client in nothing."""
        truth = list(generator.prospects(500, N, known=1.0, noise=CLEAN))
        compared = 0
        for person, index in truth:
            client = self.clients[index]
            for key in ("lastname", "firstname", "middlename", "gender", "birthdate"):
                self.assertEqual(person.get(key), client.get(key))
            known = defaultdict(set)
            for kind, value in identifiers_of(client):
                known[kind].add(value)
            for kind, value in identifiers_of(person):
                if kind in known:
                    self.assertIn(value, known[kind])
                    compared += 1
        self.assertGreater(compared, 1000)

    def test_truth_of_strangers(self):
        """Without noise a stranger shares no identifier with any client."""
        known = {item for person in self.clients for item in identifiers_of(person)}
        for person, client in generator.prospects(500, N, known=0.0, noise=CLEAN):
            self.assertIsNone(client)
            self.assertFalse(known.intersection(identifiers_of(person)))

    def test_hard_strangers(self):
        """Twins and namesakes of clients differ in just what tells them apart."""
        full = defaultdict(set)
        born = defaultdict(set)
        for person in self.clients:
            names = person["lastname"], person.get("middlename")
            full[(*names, person["firstname"])].add(person["birthdate"])
            born[(*names, person["birthdate"])].add(person["firstname"])
        twins = namesakes = 0
        for kind in ("twin", "namesake"):
            noise = replace(CLEAN, **{kind: 1.0})
            for person, _c in generator.prospects(300, N, known=0.0, noise=noise):
                names = person["lastname"], person.get("middlename")
                dates = full[(*names, person["firstname"])]
                first_names = born[(*names, person["birthdate"])]
                self.assertNotIn(person["birthdate"], dates)
                twins += kind == "twin" and bool(first_names)
                namesakes += kind == "namesake" and bool(dates)
        self.assertEqual(namesakes, 300)
        self.assertGreater(twins, 280)  # the others replace twins of clients

    def test_relatives_live_with_clients(self):
        homes = {(p.street, p.zip) for p in (human(1, n) for n in range(N))}
        noise = replace(CLEAN, relative=1.0, address=1.0)
        for person, _c in generator.prospects(300, N, known=0.0, noise=noise):
            self.assertIn((person["street"], person["zip"]), homes)

    def test_identities_tell_duplicates(self):
        found = list(generator.identities(N, N))
        for ordinal, (_person, client) in zip(found, self.prospects, strict=True):
            self.assertEqual(client, ordinal if ordinal < STRANGERS else None)
        strangers = [ordinal for ordinal in found if ordinal >= STRANGERS]
        repeated = len(strangers) - len(set(strangers))
        self.assertAlmostEqual(repeated / len(strangers), 0.08, delta=0.03)

    def test_families(self):
        people = [human(1, ordinal) for ordinal in range(N)]
        twins = sons = couples = 0
        for one, other in zip(people, people[1:], strict=False):
            roles = role(one.ordinal) + role(other.ordinal)
            if roles == "TT":
                twins += 1
                self.assertEqual(one.birthdate, other.birthdate)
                self.assertNotEqual(one.firstname, other.firstname)
            if roles == "HW":
                couples += 1
                self.assertEqual(one.street, other.street)
                self.assertEqual((one.gender, other.gender), ("male", "female"))
            if roles == "WJ":
                father = people[one.ordinal - 1]
                self.assertEqual(father[2:4], other[2:4])
                self.assertLess(father.birthdate, other.birthdate)
                sons += father.middlename == other.middlename
        self.assertGreater(twins, 30)
        self.assertGreater(couples, 300)
        self.assertGreater(sons, 30)
