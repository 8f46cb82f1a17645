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
    def test_recall_and_precision(self):
        """With a rule for its identifier: recall ≥ 0.95 at precision ≥ 0.999."""
        self.env["crm.person.document.type"].create(
            {"name": "Social security", "label": "SSN", "code": "soc_sec_id"}
        )
        self.make_rule("document:same:soc_sec_id", sequence=5)
        originals = read_people("febrl_dataset4a.csv")
        copies = read_people("febrl_dataset4b.csv")
        self.assertEqual((len(originals), len(copies)), (PEOPLE, PEOPLE))
        clients = self.load_clients([to_person(row, "ABS") for row in originals])
        prospects = self.load_prospects([to_person(row, "AL") for row in copies])
        run = self.match_all()
        self.assertEqual(run.state, "done")
        client_of = dict(zip(map(truth, originals), clients, strict=True))
        right = wrong = 0
        for row, prospect in zip(copies, prospects, strict=True):
            if prospect.partner_id == client_of[truth(row)]:
                right += 1
            elif prospect.partner_id:
                wrong += 1
        recall, precision = right / PEOPLE, right / (right + wrong)
        _logger.info("FEBRL 4: recall %.4f, precision %.4f", recall, precision)
        self.assertEqual(right + wrong, run.link_count)
        self.assertGreaterEqual(recall, 0.95)
        self.assertGreaterEqual(precision, 0.999)
