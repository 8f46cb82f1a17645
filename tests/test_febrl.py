# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""FEBRL 4: 5 000 people as clients, their corrupted copies as prospects."""

import csv
import logging
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.crm_prospect.tools import dates

from .common import ProspectCase

_logger = logging.getLogger(__name__)
DATA = Path(__file__).parent / "data"
PEOPLE = 5000


def read_people(name):
    """Rows of one file, without the blanks that pad the fields."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def to_person(row, source):
    """A row as the API takes it; impossible dates are left out."""
    birthdate = row["date_of_birth"]
    _date, reason = dates.parse(birthdate)
    number = row["soc_sec_id"]
    return {
        "source": source,
        "ref": row["rec_id"],
        "firstname": row["given_name"],
        "lastname": row["surname"],
        "birthdate": None if reason else birthdate,
        "documents": [{"type": "soc_sec_id", "number": number}] if number else [],
        "street": f"{row['street_number']} {row['address_1']}".strip(),
        "city": row["suburb"],
        "zip": row["postcode"],
    }


def truth(row):
    """`rec-N-org` and `rec-N-dup-0` are one person."""
    return row["rec_id"].split("-")[1]


@tagged("post_install", "-at_install")
class TestFebrl(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.person.document.type"].create(
            {"name": "Social security", "label": "SSN", "code": "soc_sec_id"}
        )
        # What one would add for such data: its identifier, and proposals for names
        # spoiled beyond likeness, as in a country where few are born on one day.
        cls.make_rule("document:same:soc_sec_id", sequence=5)
        for name_or_home in ("lastname", "city"):
            cls.make_rule(
                "birthdate_date", name_or_home, sequence=900, mode="proposing"
            )
        originals = read_people("febrl_dataset4a.csv")
        copies = read_people("febrl_dataset4b.csv")
        clients = cls.load_clients([to_person(row, "ABS") for row in originals])
        cls.prospects = cls.load_prospects([to_person(row, "AL") for row in copies])
        cls.matching = cls.match_all()
        client_of = dict(zip(map(truth, originals), clients.ids, strict=True))
        cls.right_pairs = {
            (prospect, client_of[truth(row)])
            for row, prospect in zip(copies, cls.prospects.ids, strict=True)
        }

    def quality(self, what, pairs):
        """Recall and precision of pairs, which are logged as well."""
        right = len(pairs & self.right_pairs)
        recall, precision = right / PEOPLE, right / len(pairs)
        _logger.info("FEBRL 4 %s: recall %.4f, precision %.4f", what, recall, precision)
        return recall, precision

    def test_links(self):
        """Recall ≥ 0.95 at precision ≥ 0.999."""
        pairs = {(p.id, p.partner_id.id) for p in self.prospects if p.partner_id}
        self.assertEqual(len(self.right_pairs), PEOPLE)
        self.assertEqual(len(pairs), self.matching.link_count)
        recall, precision = self.quality("links", pairs)
        self.assertGreaterEqual(recall, 0.95)
        self.assertGreaterEqual(precision, 0.999)

    def test_links_and_proposals(self):
        """Recall ≥ 0.99 at precision ≥ 0.999."""
        matches = self.env["crm.match"].search([("partner_id", "!=", False)])
        pairs = {(match.prospect_id.id, match.partner_id.id) for match in matches}
        recall, precision = self.quality("links and proposals", pairs)
        self.assertGreaterEqual(recall, 0.99)
        self.assertGreaterEqual(precision, 0.999)
