# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The weekly sample of automatic links, looked at on the review desk (M10)."""

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common_desk import DeskCase


@tagged("post_install", "-at_install")
class TestDeskSample(DeskCase):
    def setUp(self):
        super().setUp()
        self.samples = self.env["crm.match.sample"]
        # The database may hold links of others.
        self.samples._fill(10**6)
        self.known = self.samples.search([])

    def drawn(self):
        return self.samples.search([]) - self.known

    def make_links(self, count):
        prospects = self.env["crm.prospect"]
        for number in range(count):
            prospects |= self.make_linked("Зайцева", number + 1)
        self.assertEqual(set(prospects.mapped("match_state")), {"linked"})
        return prospects

    def test_size(self):
        """So many of each rule, none twice, the rest in the weeks to come."""
        links = self.make_links(5).match_ids
        self.assertEqual(self.samples._fill(2), 2)
        self.assertEqual(self.samples._fill(2), 0)
        first = self.drawn()
        self.assertEqual(first.rule_id, self.sure)
        self.assertEqual(set(first.mapped("week")), {self.monday()})
        self.assertEqual(self.samples._fill(3), 1)
        with freeze_time("2100-01-06"):
            self.assertEqual(self.samples._fill(9), 2)
        self.assertEqual(self.drawn().match_id, links)
        self.assertEqual(self.samples._fill(9), 0)

    def test_many_links(self):
        """Exactly as many of many links, every week others."""
        persons = [
            {"lastname": "Зайцева", "phones": [f"+7916555{number:04}"]}
            for number in range(80)
        ]
        self.load_clients([{"firstname": "Анна", **person} for person in persons])
        self.load_prospects([{"firstname": "Анета", **person} for person in persons])
        self.match_all()
        for week in range(1, 6):
            with freeze_time(f"2100-0{week}-06"):
                self.assertEqual(self.samples._fill(2), 2, week)
        matches = self.drawn().match_id
        self.assertEqual(len(matches), 10)
        self.assertEqual(set(matches.mapped("verdict")), {"automatic"})
        # Not the first ten: the chance of that is one in a million millions.
        self.assertGreater(max(matches.ids) - min(matches.ids), 10)

    def monday(self):
        today = fields.Date.today()
        return fields.Date.subtract(today, days=today.weekday())

    def test_proposals_are_not_sampled(self):
        """Only links with clients that a rule made."""
        self.make_pair("Белкина")
        confirmed = self.make_linked("Зайцева")
        confirmed.match_ids.action_confirm()
        self.assertEqual(self.samples._fill(9), 0)

    def test_cron_and_setting(self):
        """The cron draws as many as the settings say."""
        self.make_links(3)
        settings = Form(self.env["res.config.settings"])
        self.assertEqual(settings.crm_match_sample_size, 20)
        settings.crm_match_sample_size = 0
        with self.assertRaises(ValidationError):
            settings.save()
        settings.crm_match_sample_size = 2
        settings.save().execute()
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_match_sample").method_direct_trigger()
        self.assertEqual(len(self.drawn()), 2)

    def take(self, prospect):
        [unit] = [
            unit
            for unit in self.desk.next_pairs(limit=20)["units"]
            if unit["id"] == prospect.id
        ]
        self.assertEqual(unit["kind"], "sample")
        [pair] = unit["pairs"]
        self.assertTrue(pair["sample"])
        return pair["id"]

    def test_right(self):
        """Confirmed: it stays linked, now by a person, and is not asked again."""
        prospect = self.make_linked("Зайцева")
        self.samples._fill(1)
        client = prospect.partner_id
        self.assertTrue(self.desk.decide(self.take(prospect), "same")["done"])
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(self.drawn().verdict, "confirmed")
        self.assertNotIn(prospect.id, self.next_ids())

    def test_wrong(self):
        """Rejected: unlinked; the outcome is kept, and taken back by undo."""
        prospect = self.make_linked("Зайцева")
        self.samples._fill(1)
        client = prospect.partner_id
        match_id = self.take(prospect)
        self.assertTrue(self.desk.decide(match_id, "different")["done"])
        self.assertFalse(prospect.partner_id)
        self.assertEqual(self.drawn().verdict, "rejected")
        unit = self.desk.undo(match_id)["unit"]
        self.assertEqual(unit["kind"], "sample")
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(self.drawn().match_id, prospect.match_ids)
        self.assertEqual(self.drawn().verdict, "automatic")

    def test_share(self):
        """Samples and proposals take turns; within each the order holds."""
        likely, uncertain = self.make_likely("Лисина"), self.make_pair("Белкина")
        prospect = self.make_linked("Зайцева")
        self.known.unlink()
        self.samples._fill(1)
        proposals = [uncertain.id, likely.id]
        for share, expected in (
            (0, [*proposals, prospect.id]),
            (1, [prospect.id, *proposals]),
        ):
            self.patch(
                self.registry["crm.match.desk"],
                "_get_sample_share",
                lambda desk, share=share: share,
            )
            ids = self.next_ids()
            self.assertEqual([i for i in ids if i in expected], expected)

    def test_share_is_kept(self):
        """Roughly every fifth time the sample comes first."""
        uncertain, prospect = self.make_pair("Белкина"), self.make_linked("Зайцева")
        self.known.unlink()
        self.samples._fill(1)
        seen = set(self.desk._rank([])) - {uncertain.id, prospect.id}
        first = [self.desk._rank(seen)[0] for _time in range(200)]
        self.assertEqual(set(first), {uncertain.id, prospect.id})
        self.assertTrue(10 < first.count(prospect.id) < 80)
