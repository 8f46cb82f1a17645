# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hand-made pairs and the verdicts the shipped rules must give, all in one base."""

from collections import Counter

from odoo.tests import tagged

from .common import ProspectCase
from .common_pairs import CROWD, read_pairs

# What a pair may be expected to be: the verdicts that are right.
RIGHT = {
    "link": {"link"},
    "proposed": {"proposed"},
    "none": {"none"},
    # Somebody else, whom a clerk may be asked about.
    "apart": {"proposed", "none"},
}
LEAST_PAIRS = 140


@tagged("post_install", "-at_install")
class TestMatchTable(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pairs = read_pairs()
        cards = [{**pair.client, "ref": f"pair {pair.line}"} for pair in cls.pairs]
        first = [
            {**card, "lastname": pair.former or card["lastname"]}
            for card, pair in zip(cards, cls.pairs, strict=True)
        ]
        cls.clients = cls.load_clients(first)
        cls.load_clients(cards)
        cls.load_clients(
            {**pair.client, "phones": [], "birthdate": f"19{60 + number}-01-31"}
            for pair in cls.pairs
            if pair.crowd
            for number in range(CROWD)
        )

    def assertVerdicts(self, prospects):
        """Each prospect has the verdict of its line, and nothing with anybody else."""
        wrong = []
        for pair, client, prospect in zip(
            self.pairs, self.clients, prospects, strict=True
        ):
            others = prospect.match_ids.partner_id - client
            verdict = self.verdict(prospect, client)
            if verdict not in RIGHT[pair.expected]:
                rules = prospect.match_ids.rule_id.mapped("name")
                wrong.append(f"{pair}: {verdict}, not {pair.expected} {rules}")
            if others:
                rules = prospect.match_ids.rule_id.mapped("name")
                wrong.append(f"{pair}: hits {others.mapped('name')}, too {rules}")
        self.assertFalse(wrong, "\n".join(["", *wrong]))

    def verdict(self, prospect, client):
        if prospect.partner_id:
            return "link" if prospect.partner_id == client else "wrong link"
        return "proposed" if client in prospect.match_ids.partner_id else "none"

    def test_table(self):
        """It is long enough, and has something of each kind."""
        expected = Counter(pair.expected for pair in self.pairs)
        self.assertGreaterEqual(len(self.pairs), LEAST_PAIRS)
        self.assertEqual(set(expected), set(RIGHT))
        self.assertGreater(expected["none"] + expected["apart"], LEAST_PAIRS // 3)

    def test_full_pass(self):
        prospects = self.load_prospects([pair.prospect for pair in self.pairs])
        self.match_all()
        self.assertVerdicts(prospects)

    def test_on_line(self):
        """Each prospect typed in by hand is matched before the call returns."""
        prospects = [self.make_prospect(**pair.prospect) for pair in self.pairs]
        self.assertVerdicts(self.env["crm.prospect"].concat(*prospects))
