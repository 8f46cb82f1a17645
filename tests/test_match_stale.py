# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a rule found is decided on anew when the rule changes."""

from odoo.tests import tagged

from .common import ANNA, EMAIL, NAME, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestStale(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.rule = cls.make_rule("phone", "lastname", sequence=1)
        cls.other_rule = cls.make_rule("email", "lastname", sequence=2)
        cls.client = cls.make_client(**ANNA)
        cls.by_phone = cls.make_prospect(**NAME, **PHONE)
        cls.by_email = cls.make_prospect(**NAME, **EMAIL)
        cls.match_all()

    def queued(self):
        """Ids of the prospects that wait for the next run."""
        self.env.cr.flush()
        rows = self.env["crm.match.queue"].search([("checked", "=", False)])
        return rows.mapped("prospect_id")

    def process(self):
        """What the cron does: keys first, then what is queued."""
        self.env.cr.flush()
        for run in self.env["crm.match.run"].search([("state", "=", "waiting")]):
            self.finish_run(run)
        self.match_all("incremental")
        self.rule.invalidate_recordset()

    def test_no_change(self):
        """What changes nothing that a rule finds queues nobody."""
        self.rule.sequence = 3
        self.rule.write({"mode": "automatic"})
        self.env.cr.execute("DELETE FROM crm_match WHERE rule_id = %s", [self.rule.id])
        self.rule.write({"confidence": 1})
        self.assertFalse(self.queued())

    def test_queued(self):
        """The prospects of the changed rule are queued once, those of others not."""
        self.rule.write({"mode": "proposing", "confidence": 30})
        self.rule.write({"mode": "automatic"})
        self.assertEqual(self.rule.stale_count, 1)
        self.assertEqual(self.other_rule.stale_count, 0)
        self.assertEqual(self.queued(), self.by_phone.ids)

    def test_condition(self):
        """A change of a condition is one of the rule."""
        self.rule.condition_ids[1].attribute = "name"
        self.assertEqual(self.queued(), self.by_phone.ids)

    def test_version(self):
        """In the end the result carries the version and the confidence of the rule."""
        self.rule.write({"target": "both", "confidence": 71})
        self.process()
        match = self.by_phone.match_ids.filtered("partner_id")
        self.assertEqual(match.verdict, "automatic")
        self.assertEqual(match.rule_version, self.rule.version)
        self.assertEqual(match.confidence, 71)
        self.assertEqual(self.rule.stale_count, 0)

    def test_confidence(self):
        """A change of the confidence alone reaches the results."""
        self.rule.confidence = 42
        self.assertEqual(self.rule.stale_count, 1)
        self.process()
        self.assertEqual(self.by_phone.match_ids.confidence, 42)
        self.assertEqual(self.rule.stale_count, 0)

    def test_tightened(self):
        """A link for which the stricter rule does not hold goes to review."""
        self.rule.write(
            {"condition_ids": [(0, 0, {"attribute": "birthdate_date"})]},
        )
        self.process()
        match = self.by_phone.match_ids
        self.assertEqual((match.verdict, match.ground_gone), ("proposed", True))
        self.assertFalse(self.by_phone.partner_id)
        self.assertEqual(self.rule.stale_count, 0)

    def test_proposing(self):
        """Links of a rule that only proposes now become proposals."""
        self.rule.mode = "proposing"
        self.process()
        self.assertEqual(self.by_phone.match_ids.verdict, "proposed")
        self.assertEqual(self.by_phone.match_result, "proposed")
        self.assertEqual(self.by_email.match_result, "linked")

    def test_out_of_use(self):
        """Out of use or archived: links go to review; back in use they come back."""
        for off, on in (
            (self.rule.action_deactivate, self.rule.action_activate),
            (self.rule.action_archive, self.rule.action_unarchive),
        ):
            off()
            self.assertEqual(self.rule.stale_count, 1)
            self.process()
            match = self.by_phone.match_ids
            self.assertEqual((match.verdict, match.ground_gone), ("proposed", True))
            self.assertEqual(self.rule.stale_count, 0)
            on()
            self.process()
            self.assertEqual(self.by_phone.match_ids.verdict, "automatic")
            self.assertEqual(self.by_phone.partner_id, self.client)

    def test_proposals_of_a_rule_out_of_use(self):
        """Proposals of a rule that is out of use vanish."""
        self.rule.mode = "proposing"
        self.process()
        self.rule.action_deactivate()
        self.process()
        match = self.by_phone.match_ids
        self.assertTrue(match.ground_gone, "it was a link before")
        self.other_rule.mode = "proposing"
        fresh = self.make_prospect(**NAME, **EMAIL)
        self.assertEqual(fresh.match_ids.verdict, "proposed")
        self.other_rule.action_deactivate()
        self.process()
        self.assertFalse(fresh.match_ids)
        self.assertFalse(fresh.match_result)

    def test_verdicts_stay(self):
        """What a person decided is not decided on anew."""
        self.by_phone.match_ids.action_confirm()
        self.rule.action_deactivate()
        self.assertFalse(self.queued())
        self.process()
        self.assertEqual(self.by_phone.partner_id, self.client)

    def test_archived_prospect(self):
        """An archived prospect stays what it was, and is not waited for."""
        self.by_phone.active = False
        self.env.cr.flush()
        self.process()
        self.rule.confidence = 42
        self.assertEqual(self.rule.stale_count, 0)
        self.assertFalse(self.queued())

    def test_sweep(self):
        """What was found while the rule changed is queued by the nightly repair."""
        self.env.cr.execute(
            "UPDATE crm_match SET rule_version = 0 WHERE rule_id = %s", [self.rule.id]
        )
        self.assertFalse(self.queued())
        self.env["crm.match.run"]._cron_sweep()
        self.assertEqual(self.queued(), self.by_phone.ids)

    def test_full_run_offered(self):
        """Who fits a changed rule now is found by a full run, which is offered."""
        self.assertFalse(self.rule.full_run_due)
        draft = self.draft_rule("phone", "firstname")
        self.assertFalse(draft.full_run_due)
        # Before the change, as far as seconds tell.
        runs = self.env["crm.match.run"].search([])
        runs.date_start = "2026-01-01"
        draft.action_activate()
        self.rule.confidence = 10
        draft.invalidate_recordset()
        self.assertTrue(draft.full_run_due)
        self.assertFalse(self.rule.full_run_due, "its results only")
        draft.action_match_everybody()
        draft.invalidate_recordset()
        self.assertFalse(draft.full_run_due, "one is asked for")
        self.match_all()
        self.assertFalse(draft.full_run_due)

    def test_full_run_not_offered(self):
        """A rule that is out of use, or only gives another confidence, needs none."""
        self.env["crm.match.run"].search([]).date_start = "2026-01-01"
        self.rule.action_deactivate()
        self.assertFalse(self.rule.full_run_due)

    def test_queries(self):
        """One statement queues them, however many there are."""
        counts = []
        for extra in (0, 20):
            self.load_prospects([{**NAME, **PHONE}] * extra)
            self.env.cr.flush()
            self.rule.confidence -= 1
            self.env.cr.flush()
            self.rule.confidence -= 1
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.flush()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(set(self.queued())), 21)
        self.assertEqual(*counts)
