# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Blocks that the engine leaves out are told in words, with numbers on both sides."""

from unittest.mock import patch

from odoo.tests import tagged

from .common import BIRTH, NAME, PASSPORT, PHONE
from .common_run import MATCHING
from .test_base_health import HealthCase


@tagged("post_install", "-at_install")
class TestBaseHealthBlock(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for module in ("match_engine", "match_candidate"):
            limit = patch(f"{MATCHING}.{module}.MAX_BLOCK", 3)
            limit.start()
            cls.addClassCleanup(limit.stop)
        cls.deactivate_rules()
        cls.make_rule("phone", "name", target="both", sequence=1)
        cls.make_rule("lastname", "birthdate_date", "city", sequence=2)
        cls.clients = cls.load_clients(
            [
                {**NAME, **PHONE, **BIRTH, "firstname": name}
                for name in ("Ада", "Ева", "Зоя", "Ия")
            ]
            + [{**NAME, **PHONE, **PASSPORT}]
        )
        cls.prospects = cls.load_prospects(
            [{**NAME, **PHONE}, {**NAME, **PHONE}, {**NAME, **BIRTH}]
        )
        cls.run_ = cls.match_all()

    def test_blocks(self):
        """Each block is there once for the side with too many, the largest first."""
        health = self.measure()
        phone, birth = health.block_line_ids
        self.assertEqual(phone.text, "Phone: +79161234567")
        self.assertEqual((phone.side, phone.count, phone.other_count), ("client", 5, 2))
        self.assertEqual(
            birth.text, "Birth date: 05/17/1980, last name in Latin letters: sokolova"
        )
        self.assertEqual((birth.side, birth.count, birth.other_count), ("client", 4, 1))
        self.assertEqual(health.client_block_count, 2)
        self.assertEqual(health.prospect_block_count, 0)
        self.assertEqual(self.opened(phone.action_open()), self.clients)
        self.assertEqual(self.opened(phone.action_open_other()), self.prospects[:2])
        self.assertEqual(self.opened(birth.action_open_other()), self.prospects[2])

    def test_same_as_the_engine(self):
        """The blocks are those that a run counts as left out."""
        self.load_prospects([{**NAME, **PHONE}] * 3)
        run = self.match_all()
        health = self.measure()
        self.assertEqual(health.prospect_block_count, 1)
        self.assertEqual(run.skipped_block_count, 3)
        self.assertEqual(len(health.block_line_ids), run.skipped_block_count)
        [block] = health.block_line_ids.filtered(lambda line: line.side == "prospect")
        self.assertEqual((block.count, block.other_count), (5, 5))
        self.assertEqual(self.opened(block.action_open_other()), self.clients)

    def test_all_are_counted(self):
        """The largest blocks are listed; all of them are counted."""
        with patch(f"{MATCHING}.base_health_block.LISTED_BLOCKS", 1):
            health = self.measure()
        self.assertEqual(health.client_block_count, 2)
        self.assertEqual(health.block_line_ids.text, "Phone: +79161234567")

    def test_from_a_run(self):
        """A run leads to its blocks; they are measured unless that was after it."""
        self.assertEqual(self.run_.skipped_block_count, 2)
        action = self.run_.action_view_skipped_blocks()
        health = self.env["crm.base.health"].browse(action["res_id"])
        self.assertEqual(health.state, "waiting")
        self.assertEqual(self.run_.action_view_skipped_blocks(), action)
        self.finish_run(health)
        action = self.run_.action_view_skipped_blocks()
        lines = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(lines, health.block_line_ids)
        later = self.match_all()
        later.date_start = "2999-01-01"
        action = later.action_view_skipped_blocks()
        self.assertNotEqual(action.get("res_id", health.id), health.id)

    def test_vanished_person(self):
        """A block whose persons are gone has no words, and does no harm."""
        self.env.cr.execute(
            "DELETE FROM crm_person_index WHERE partner_id = ANY(%s)",
            [self.clients.ids],
        )
        texts = self.measure().block_line_ids.mapped("text")
        self.assertEqual(texts, ["Blocks left out"] * 2)
