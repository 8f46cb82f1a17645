# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ANNA
from .common_score import ScoreCase

PHONE = "+79161234560"
OTHER_PHONE = "+79161234568"
MAIL = "a.sokolova@example.org"
PERSON = {"lastname": "Соколова", "firstname": "Анна"}


@tagged("post_install", "-at_install")
class TestScoreAtOnce(ScoreCase):
    """What is changed by hand is right before the commit, the rest soon after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**PERSON, phones=[PHONE], emails=[MAIL])
        cls.point = cls.client.contact_point_ids.filtered(lambda p: p.kind == "phone")
        cls.queue = cls.env["crm.contact.score.queue"]
        cls.queue._score_batch()

    def settle(self):
        """End of a request."""
        self.env.cr.flush()
        self.env.invalidate_all()

    def assert_right(self, *clients):
        """What is stored is what would be computed, also contactability."""
        for client in clients:
            rows = self.select_scores("partner_id", client.ids)
            stored = {row[0]: row for row in self.stored(client.contact_point_ids)}
            self.assertEqual(stored.keys(), rows.keys())
            for point, row in rows.items():
                expected = tuple(
                    row[key]
                    for key in ("score", "factor_ids", "rank", "kind_rank", "status")
                )
                self.assertEqual(stored[point][2:], expected)
        ids = [client.id for client in clients]
        written = self.env["crm.contact.scorer"]._write_contactability(
            SQL("person = ANY(%s)", ids)
        )
        self.assertEqual(written, 0)

    def queued(self, field="partner_id"):
        return set(self.queue.search([(field, "!=", 0)]).mapped(field)) - {0}

    # ------------------------------------------------------------------ by hand

    def test_saved_card(self):
        """The card that comes back from saving has the scores of what was saved."""
        spec = {"contact_point_ids": {"fields": {"value": {}, "score": {}}}}
        prospect = self.make_prospect(**PERSON)
        for person in (self.client, prospect):
            added = Command.create({"kind": "phone", "value": OTHER_PHONE})
            [card] = person.web_save({"contact_point_ids": [added]}, spec)
            score_of = {p["value"]: p["score"] for p in card["contact_point_ids"]}
            self.assertGreater(score_of[OTHER_PHONE], 0)

    def test_contact(self):
        """Added, changed, moved, removed."""
        self.assertEqual((self.point.rank, self.point.status), (1, "personal"))
        self.client.contact_point_ids = [
            Command.create({"kind": "phone", "value": OTHER_PHONE})
        ]
        self.settle()
        self.assert_right(self.client)
        self.assertEqual(len(self.client.contact_point_ids.score_ids), 3)
        before = self.client.contactability_score
        other = self.make_client(lastname="Ким", firstname="Ян")
        self.client.contact_point_ids[-1].partner_id = other
        self.settle()
        self.assert_right(self.client, other)
        self.assertEqual(len(other.contact_point_ids.score_ids), 1)
        self.point.write({"usage": "work"})
        self.settle()
        self.assert_right(self.client)
        self.point.unlink()
        self.settle()
        self.assert_right(self.client)
        self.assertLess(self.client.contactability_score, before)
        self.assertFalse(self.queued())

    def test_card(self):
        """The phone of a card becomes a contact, scored."""
        client = self.env["res.partner"].create(
            {"name": "Ким Ян", "is_client": True, "phone": "+79161230000"}
        )
        self.settle()
        self.assertTrue(client.contact_point_ids.score)
        self.assert_right(client)

    def test_blacklist(self):
        """In and out again, of everybody who has the value."""
        prospect = self.make_prospect(
            lastname="Травин", firstname="Олег", phones=[PHONE]
        )
        points = self.point | prospect.contact_point_ids
        self.env["phone.blacklist"]._add([PHONE])
        self.settle()
        self.assertEqual(set(points.mapped("status")), {"opted_out"})
        self.assert_right(self.client)
        self.env["phone.blacklist"]._remove([PHONE])
        self.settle()
        self.assertEqual(set(points.mapped("status")), {"personal"})
        mail = self.client.contact_point_ids - self.point
        entry = self.env["mail.blacklist"].create({"email": MAIL.upper()})
        self.settle()
        self.assertEqual(mail.status, "opted_out")
        entry.unlink()
        self.settle()
        self.assertEqual(mail.status, "personal")

    def test_link(self):
        """A prospect is linked by hand, and taken back."""
        self.use_model({"factor": "sources", "bound_from": 2, "points": 100})
        self.env["crm.contact.scorer"]._score("partner_id", self.client.ids)
        self.assertEqual(self.point.score, 300)
        [prospect] = self.load_prospects([{**PERSON, "phones": [PHONE], "ref": "1"}])
        prospect.action_link_client(self.client.id)
        self.settle()
        self.assertEqual(self.point.score, 400)
        self.assert_right(self.client)
        prospect.action_unlink_client()
        self.settle()
        self.assertEqual(self.point.score, 300)
        prospect.action_link_client(self.client.id)
        prospect.unlink()
        self.settle()
        self.assertEqual(self.point.score, 300)

    def test_partner_merge(self):
        self.use_model({"factor": "kind", "value": "mobile", "points": 100})
        self.env["crm.contact.scorer"]._score("partner_id", self.client.ids)
        other = self.make_client(**PERSON, phones=[OTHER_PHONE])
        self.env["base.partner.merge.automatic.wizard"].create(
            {
                "state": "selection",
                "partner_ids": [Command.set((other | self.client).ids)],
                "dst_partner_id": self.client.id,
            }
        ).action_merge()
        self.settle()
        self.assert_right(self.client)
        self.assertEqual(
            self.client.contact_point_ids.mapped("rank"),
            list(range(1, 1 + len(self.client.contact_point_ids))),
        )
        self.assertFalse(
            self.env["crm.contactability"].search([("partner_id", "=", other.id)])
        )

    def test_many_are_queued(self):
        clients = self.load_clients(
            [
                {**PERSON, "ref": str(i), "phones": [f"+7916000{i:04}"]}
                for i in range(51)
            ]
        )
        self.queue.search([]).unlink()
        clients.contact_point_ids.write({"usage": "home"})
        self.settle()
        self.assertEqual(self.queued(), set(clients.ids))
        clients[:50].contact_point_ids.write({"usage": "work"})
        self.settle()
        self.assert_right(*clients[:50])
        self.assertFalse(clients[50].contactability_ids)

    # ------------------------------------------------------------------ soon after

    def test_queue(self):
        """Loaded clients, and clients whose prospects register, are scored soon."""
        clients = self.load_clients([{**ANNA, "ref": "1"}])
        self.assertEqual(self.queued(), set(clients.ids))
        self.assertFalse(clients.contactability_ids)
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_prospect.ir_cron_contact_score_queue"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self.queue.search([]))
        self.assert_right(clients)
        before = clients.contact_point_ids.mapped("score")
        cron = self.env.ref("crm_prospect.ir_cron_contact_score_queue")
        woken = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        result = self.env["crm.prospect"].register({**ANNA, "source": "AL"})
        self.assertEqual(result["verdict"], "match")
        self.settle()
        self.assertEqual(self.queued(), set(clients.ids))
        self.assertEqual(self.queued("prospect_id"), {result["prospect_id"]})
        # Nobody wakes it: that takes a connection.
        again = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertEqual(again, woken)
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))
        self.queue._score_batch()
        self.env.invalidate_all()
        self.assert_right(clients)
        self.assertGreater(sum(clients.contact_point_ids.mapped("score")), sum(before))
        prospect = self.env["crm.prospect"].browse(result["prospect_id"])
        self.assertTrue(all(prospect.contact_point_ids.mapped("rank")))

    def test_revert(self):
        """Links undone in bulk: the clients lose what their prospects told."""
        [client] = self.load_clients([{**ANNA, "ref": "1"}])
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(prospect.partner_id, client)
        self.queue._score_batch()
        before = sum(client.contact_point_ids.mapped("score"))
        self.env["crm.match.revert"]._revert(prospect.match_rule_id)
        self.settle()
        self.assertFalse(prospect.partner_id)
        self.assertIn(client.id, self.queued())
        self.queue._score_batch()
        self.env.invalidate_all()
        self.assert_right(client)
        self.assertLess(sum(client.contact_point_ids.mapped("score")), before)

    def test_queue_of_the_gone(self):
        """Who is deleted meanwhile is not missed."""
        self.queue._add({"partner_id": {2**30}, "prospect_id": {2**30}})
        self.assertEqual(self.queue._score_batch(), 2)
        self.assertEqual(self.queue._score_batch(), 0)

    # ------------------------------------------------------------------ price

    def test_statements(self):
        """One client by at most five queries, fifty by no more."""
        clients = self.load_clients(
            [
                {**PERSON, "ref": str(i), "phones": [f"+7916000{i:04}"]}
                for i in range(50)
            ]
        )
        scorer = self.env["crm.contact.scorer"]
        scorer._score_now({"partner_id": set(self.client.ids), "prospect_id": set()})
        for people in (self.client, clients):
            self.settle()
            with self.assertQueryCount(5):
                scorer._touch("partner_id", people.ids)
                self.env.cr.flush()
            self.assert_right(*people)
