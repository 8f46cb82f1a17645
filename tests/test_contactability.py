# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.models.scoring.contact_score import STATUSES, USELESS

from .common_score import ScoreCase

KINDS = {"phone": 60, "email": 30, "messenger": 10}
ORDER = [100, 50, 25, 10, 10, 10, 10]
OWNER = {"relative": 50, "shared": 25}


@tagged("post_install", "-at_install")
class TestContactability(ScoreCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.use_model()
        cls.clients = cls.load_clients(
            [
                {
                    "ref": str(number),
                    "lastname": "Петров",
                    "firstname": "Пётр",
                    "phones": [f"+7916{number:04}{i:03}" for i in range(5)],
                    "emails": [f"a{number}.{i}@example.org" for i in range(3)],
                    "messengers": [{"network": "vk", "id": f"5812{number:02}"}],
                }
                for number in range(1, 21)
            ]
        )
        cls.scorer = cls.env["crm.contact.scorer"]
        cls.scorer._score("partner_id", cls.clients.ids)
        cls.everybody = SQL("person = ANY(%s)", cls.clients.ids)

    def by_hand(self, client):
        """The documented formula, in whole numbers."""
        total, usable = 0, 0
        best = {"phone": self.env["crm.contact.point"], "email": self.points_of(client)}
        best["email"] = best["email"][:0]
        for kind, kind_share in KINDS.items():
            rows = self.points_of(client).score_ids.filtered(
                lambda row, kind=kind: (
                    row.point_id.kind == kind and row.status not in USELESS
                )
            )
            for order, row in zip(ORDER, rows.sorted("kind_rank"), strict=False):
                share = kind_share * order * OWNER.get(row.status, 100)
                # Half up
                total += (2 * row.score * share + 10**6) // (2 * 10**6)
                usable += 1
            best[kind] = rows.sorted("kind_rank")[:1].point_id
        return min(1000, total), usable, best["phone"], best["email"]

    def points_of(self, client):
        return client.contact_point_ids

    def test_by_hand(self):
        """Random scores, ranks and statuses: anybody can add them up."""
        dice = random.Random(3)
        for client in self.clients:
            for kind in KINDS:
                rows = self.points_of(client).score_ids.filtered(
                    lambda row, kind=kind: row.point_id.kind == kind
                )
                ranks = dice.sample(range(1, len(rows) + 1), len(rows))
                for row, rank in zip(rows, ranks, strict=True):
                    row.write(
                        {
                            "score": dice.randint(0, 1000),
                            "kind_rank": rank,
                            "status": dice.choice(STATUSES)[0],
                        }
                    )
        self.env.flush_all()
        self.scorer._write_contactability(self.everybody)
        seen = set()
        for client in self.clients:
            row = client.contactability_ids
            self.assertEqual(
                (row.score, row.usable_count, row.phone_point_id, row.email_point_id),
                self.by_hand(client),
            )
            seen.add(row.score)
        self.assertGreater(len(seen), 10)

    def test_limit(self):
        self.use_model(
            {"factor": "kind", "value": "mobile", "points": 700},
            {"factor": "kind", "value": "email", "points": 700},
        )
        self.scorer._score("partner_id", self.clients.ids)
        self.scorer._write_contactability(self.everybody)
        # 1000 × 60 % × (1 + 0.5 + 0.25 + 0.1 + 0.1) alone is more than a thousand.
        self.assertEqual(set(self.clients.mapped("contactability_score")), {1000})

    def test_half_up(self):
        """Each addend is rounded by itself: 2.5 and 1.25 are 3 and 1."""
        client = self.clients[0]
        rows = self.points_of(client).score_ids
        rows.write({"status": "opted_out"})
        phones = rows.filtered(lambda row: row.point_id.kind == "phone")
        first, second = phones.sorted("kind_rank")[:2]
        (first | second).write({"status": "personal"})
        first.score, second.score = 4, 4
        self.env.flush_all()
        self.scorer._write_contactability(SQL("person = %s", client.id))
        # 2.4 and 1.2
        self.assertEqual(client.contactability_score, 3)
        first.score, second.score = 5, 5
        self.env.flush_all()
        self.scorer._write_contactability(SQL("person = %s", client.id))
        # 3.0 and 1.5
        self.assertEqual(client.contactability_score, 5)

    def test_none_usable(self):
        """A row comes with the first usable contact, and stays as 0."""
        one, other = self.clients[:2]
        self.points_of(one).score_ids.write({"status": "not_exist"})
        self.env.flush_all()
        self.scorer._write_contactability(self.everybody)
        self.assertFalse(one.contactability_ids)
        self.assertGreater(other.contactability_score, 0)
        self.points_of(other).score_ids.write({"status": "opted_out"})
        self.env.flush_all()
        self.scorer._write_contactability(self.everybody)
        row = other.contactability_ids
        self.assertEqual((row.score, row.usable_count), (0, 0))
        self.assertFalse(row.phone_point_id or row.email_point_id)

    def test_no_contact_left(self):
        client = self.clients[0]
        self.scorer._write_contactability(self.everybody)
        self.assertGreater(client.contactability_score, 0)
        # What the card says would come back.
        client.write({"phone": False, "email": False})
        client.contact_point_ids.unlink()
        self.env.cr.flush()
        self.assertEqual(client.contactability_ids.usable_count, 0)
        self.assertEqual(client.contactability_score, 0)

    def test_clients_only(self):
        partner = self.env["res.partner"].create({"name": "Контора"})
        self.env["crm.contact.point"].create(
            {"partner_id": partner.id, "value": "+79161234567"}
        )
        self.env.cr.flush()
        self.assertTrue(partner.contact_point_ids.score)
        self.assertFalse(partner.contactability_ids)
        partner.is_client = True
        self.env.cr.flush()
        self.assertGreater(partner.contactability_score, 0)
        partner.is_client = False
        self.env.cr.flush()
        self.assertFalse(partner.contactability_ids)

    def test_places(self):
        """Equals share a place, also by day; it is looked up, in one query."""
        self.scorer._write_contactability(self.everybody)
        score = self.clients[0].contactability_score
        places = self.env["crm.contactability.place"]
        places.search([]).unlink()
        places.create(
            [
                {"score": score, "clients": 20, "place": 3, "percentile": 40.5},
                {"score": 0, "clients": 1, "place": 4, "percentile": 0},
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.clients.contactability_ids
        self.assertEqual(set(rows.mapped("score")), {score})
        with self.assertQueryCount(2):
            self.assertEqual(set(rows.mapped("place")), {3})
        self.assertEqual(set(self.clients.mapped("contactability_place")), {3})
        self.assertEqual(set(rows.mapped("percentile")), {40.5})
        partners = self.env["res.partner"]
        for domain, found in (
            ([("contactability_place", "<=", 3)], self.clients),
            ([("contactability_place", ">", 3)], partners),
            ([("contactability_percentile", ">=", 40)], self.clients),
            ([("contactability_score", "=", score)], self.clients),
        ):
            domain += [("id", "in", self.clients.ids)]
            self.assertEqual(partners.search(domain), found, domain)
