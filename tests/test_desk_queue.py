# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the review desk gives, in which order, and to whom (M10)."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.models.desk import desk as desk_module

from .common_desk import DeskCase


@tagged("post_install", "-at_install")
class TestDeskQueue(DeskCase):
    def test_order(self):
        """Ambiguous ones first, then the most uncertain, ageing counted in days."""
        likely = self.make_likely("Лисина")
        uncertain = self.make_pair("Белкина")
        ambiguous = self.make_ambiguous("Волкова")
        ids = [ambiguous.id, uncertain.id, likely.id]
        self.assertEqual(self.next_ids(), ids)
        # 35 points between 95 % and 60 %: caught up after so many days.
        self.age(likely, 34)
        self.assertEqual(self.next_ids(), ids)
        self.age(likely, 36)
        self.assertEqual(self.next_ids(), [ambiguous.id, likely.id, uncertain.id])

    def test_lost_ground_first(self):
        """A link whose ground went is more urgent than a new proposal."""
        uncertain = self.make_pair("Белкина")
        groundless = self.make_groundless("Зайцева")
        self.assertEqual(self.next_ids(), [groundless.id, uncertain.id])
        [unit] = self.desk.next_pairs(limit=1)["units"]
        self.assertTrue(unit["pairs"][0]["ground_gone"])

    def test_priority_can_be_overridden(self):
        """Another addon changes the order, and what is outside the window stays."""
        first, second = self.make_pair("Белкина"), self.make_pair("Лисина")
        self.assertEqual(self.next_ids(), [first.id, second.id])
        self.patch(
            self.registry["crm.match.desk"],
            "_get_desk_priority",
            lambda desk: SQL("m.prospect_id"),
        )
        self.assertEqual(self.next_ids(), [second.id, first.id])

    def test_ambiguous_set_together(self):
        """All candidates of a prospect come in one unit."""
        prospect = self.make_ambiguous("Волкова")
        [unit] = self.desk.next_pairs(limit=2)["units"]
        self.assertEqual(unit["kind"], "ambiguous")
        self.assertEqual(
            {pair["id"] for pair in unit["pairs"]}, set(prospect.match_ids.ids)
        )
        self.assertEqual(len(unit["pairs"]), 2)

    def test_pairs_of_prospects(self):
        """A pair of two prospects is reviewed too."""
        rule = self.likely.copy({"target": "prospect"})
        rule.action_activate()
        person = {"lastname": "Лисина", "emails": ["l@example.org"]}
        older = self.make_prospect(firstname="Анна", **person)
        younger = self.make_prospect(firstname="Инна", **person)
        [unit] = self.desk.next_pairs()["units"]
        self.assertEqual(unit["id"], older.id)
        [pair] = unit["pairs"]
        self.assertEqual(
            (pair["person"]["model"], pair["person"]["id"]),
            ("crm.prospect", younger.id),
        )

    def test_claimed_by_one(self):
        """What one reviewer has is not given to another, until it expires."""
        first, second = self.make_pair("Белкина"), self.make_pair("Лисина")
        self.assertEqual(self.next_ids(limit=1), [first.id])
        self.assertEqual(self.next_ids(self.colleague), [second.id])
        self.assertEqual(self.next_ids(), [first.id])
        self.set_claims(minutes=0)
        self.assertEqual(self.next_ids(self.colleague), [first.id, second.id])
        self.assertEqual(self.next_ids(), [])

    def test_renewed(self):
        """Asking for the next pair renews the claim on the present one."""
        prospect = self.make_pair("Белкина")
        self.assertEqual(self.next_ids(), [prospect.id])
        self.set_claims(minutes=1)
        self.assertEqual(self.next_ids(seen=prospect.ids), [])
        claim = self.env["crm.match.claim"].search([("prospect_id", "=", prospect.id)])
        self.assertGreater(claim.until, fields.Datetime.now() + timedelta(minutes=10))

    def test_released(self):
        """Who leaves the desk or skips lets others have it."""
        prospect = self.make_pair("Белкина")
        self.next_ids()
        self.assertEqual(self.next_ids(self.colleague), [])
        self.desk.release()
        self.assertEqual(self.next_ids(self.colleague), [prospect.id])
        self.desk_of(self.colleague).decide(prospect.match_ids.id, "skip")
        self.assertEqual(self.next_ids(), [prospect.id])

    def test_expired_claims_are_collected(self):
        """Claims that nobody renews do not pile up; valid ones stay."""
        first, second = self.make_pair("Белкина"), self.make_pair("Лисина")
        self.next_ids()
        claims = self.env["crm.match.claim"]
        self.assertEqual(claims.search([]).prospect_id, first | second)
        claims.search([("prospect_id", "=", first.id)]).until = fields.Datetime.now()
        self.assertEqual(claims._gc_expired(), (1, False))
        self.assertEqual(claims.search([]).prospect_id, second)

    def test_not_given(self):
        """Archived prospects, decided pairs, and what the caller has seen."""
        archived, decided, seen, waiting = (
            self.make_pair(name) for name in ("Белкина", "Лисина", "Волкова", "Зайцева")
        )
        archived.active = False
        decided.match_ids.action_confirm()
        self.assertEqual(self.next_ids(seen=seen.ids), [waiting.id])
        answer = self.desk.next_pairs()
        self.assertEqual(answer["waiting"], 2)

    def test_companies(self):
        """No prospect and no client of a company that the reviewer is not in."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        hidden, hidden_client, seen = (
            self.make_pair(name) for name in ("Белкина", "Лисина", "Волкова")
        )
        hidden.company_id = company
        hidden_client.match_ids.partner_id.company_id = company
        self.env.flush_all()
        theirs = (hidden | hidden_client).match_ids
        self.assertEqual(len(theirs), 2)
        self.assertEqual(self.next_ids(), [seen.id])
        for match in theirs:
            self.assertFalse(self.desk.decide(match.id, "same")["done"])
        self.assertFalse((hidden | hidden_client).partner_id)

    def test_company_member_sees_them(self):
        """The same pairs are given to a steward of that company."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        prospect = self.make_pair("Белкина")
        prospect.company_id = company
        self.env.flush_all()
        member = self.make_user("steward_elsewhere", "steward")
        member.write({"company_ids": [Command.link(company.id)]})
        desk = self.desk_of(member).with_context(
            allowed_company_ids=(member.company_id | company).ids
        )
        units = desk.next_pairs()["units"]
        self.assertEqual([unit["id"] for unit in units], prospect.ids)

    def test_constant_queries(self):
        """Ten prospects cost as many queries as two."""
        for number in range(12):
            self.make_pair(f"Иволгин{'а' * (number + 1)}")
        self.env.flush_all()
        counts = []
        for limit in (2, 2, 10):
            self.desk.release()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            units = self.desk.next_pairs(limit=limit)["units"]
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(units), limit)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[2], 60)

    def test_count_is_bounded(self):
        """Nobody counts a million pairs: the number stops at the limit."""
        for name in ("Белкина", "Лисина", "Волкова"):
            self.make_pair(name)
        self.patch(desk_module, "COUNT_LIMIT", 2)
        answer = self.desk.next_pairs()
        self.assertEqual((answer["waiting"], answer["count_limit"]), (2, 2))

    def test_queue_uses_its_index(self):
        """The order of proposals is the order of an index."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_bitmapscan = off")
        matches = self.env["crm.match"].with_user(self.steward)
        query = matches._search([("verdict", "=", "proposed")])
        query.order = SQL("%s DESC", self.desk._get_points("crm_match"))
        query.limit = 10
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(row for (row,) in rows)
        self.assertIn("crm_match_desk_queue", plan)
        self.assertNotIn("Sort", plan)
