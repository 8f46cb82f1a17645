# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A whole run or rule is undone, remembered, and done again."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ANNA, BIRTH, EMAIL, NAME, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestRevert(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.client = cls.make_client(**ANNA)
        cls.prospects = cls.load_prospects([{**NAME, **PHONE}, {**NAME, **PHONE}])
        # In use after the people came, so that a run finds them.
        cls.rule = cls.make_rule("phone", "name", target="both", sequence=1)
        cls.full_run = cls.match_all()
        cls.steward = cls.make_user("revert_steward", "steward")
        cls.admin = cls.make_user("revert_admin", "admin")

    def assert_linked(self, prospects):
        self.env.invalidate_all()
        self.assertEqual(prospects.partner_id, self.client)
        self.assertEqual(set(prospects.mapped("match_result")), {"linked"})

    def assert_reverted(self, prospects, revert):
        """No trace of a link; the pairs with the client are remembered."""
        self.env.invalidate_all()
        for prospect in prospects:
            for column in prospect._link_fields():
                self.assertFalse(prospect[column], column)
            match = prospect.match_ids.filtered("partner_id")
            self.assertEqual(match.verdict, "rejected")
            self.assertEqual(match.revert_id, revert)
            self.assertTrue(match.reason)

    def reverted(self, revert_id):
        return self.env["crm.match.revert"].browse(revert_id)

    def test_run(self):
        """All automatic links of a run are undone, pairs of prospects too."""
        self.assert_linked(self.prospects)
        revert = self.reverted(self.full_run.with_user(self.steward).action_revert())
        self.assert_reverted(self.prospects, revert)
        self.assertEqual((revert.link_count, revert.pair_count), (2, 1))
        self.assertEqual((revert.run_id, revert.user_id), (self.full_run, self.steward))
        pair = self.prospects.match_ids.filtered("other_prospect_id")
        self.assertEqual((pair.verdict, pair.user_id), ("rejected", self.steward))
        self.assertEqual(self.full_run.revert_count, 1)

    def test_run_of_another(self):
        """Links that were made otherwise are left alone."""
        [other] = self.load_prospects([{**NAME, **PHONE}])
        self.full_run.action_revert()
        self.assert_linked(other)

    def test_remembered(self):
        """No run links the reverted pairs again, and nothing waits for ever."""
        revert = self.reverted(self.full_run.action_revert())
        for kind in ("incremental", "full"):
            run = self.match_all(kind)
            self.assertEqual((run.link_count, run.proposal_count), (0, 0))
            self.assert_reverted(self.prospects, revert)
        self.assertFalse(self.env["crm.match.queue"].search_count([]))

    def test_others_are_decided_anew(self):
        """The next run decides on the other clients of the reverted prospects."""
        other = self.make_client(lastname="Иванова", firstname="Анна", **BIRTH)
        prospect = self.make_prospect(**NAME, **PHONE, **BIRTH)
        self.make_rule("firstname", "birthdate_date", mode="proposing", sequence=2)
        self.match_all()
        self.assertEqual(prospect.partner_id, self.client)
        self.rule.action_revert_links()
        self.match_all("incremental")
        self.assertEqual(prospect.match_result, "proposed")
        proposed = prospect.match_ids.filtered(lambda m: m.verdict == "proposed")
        self.assertEqual(proposed.partner_id, other)

    def test_confirmed_stays(self):
        """What a person confirmed is not undone."""
        kept = self.prospects[0]
        match = kept.match_ids.filtered("partner_id")
        match.action_confirm()
        self.full_run.action_revert()
        self.env.invalidate_all()
        self.assertEqual((kept.partner_id, match.verdict), (self.client, "confirmed"))
        self.assertFalse(match.revert_id)
        self.assertFalse(self.prospects[1].partner_id)

    def test_rule(self):
        """All automatic links of a rule are undone, whatever run made them."""
        self.make_rule("email", "name", sequence=2)
        [by_email] = self.load_prospects([{**NAME, **EMAIL}])
        [by_phone] = self.load_prospects([{**NAME, **PHONE}])
        self.match_all("incremental")
        rule = self.rule.with_user(self.admin)
        revert = self.reverted(rule.action_revert_links(deactivate=True))
        self.assert_reverted(self.prospects | by_phone, revert)
        self.assert_linked(by_email)
        self.assertEqual(self.rule.state, "draft")
        self.assertEqual(self.rule.revert_ids, revert)

    def test_undo(self):
        """The undone revert is forgotten, and the rules link again."""
        revert = self.reverted(self.full_run.action_revert())
        self.match_all("incremental")
        revert.with_user(self.steward).action_undo()
        self.match_all("incremental")
        self.assert_linked(self.prospects)
        self.assertEqual((revert.state, revert.undo_user_id), ("undone", self.steward))
        self.assertFalse(revert.can_undo)
        with self.assertRaisesRegex(UserError, "undone once"):
            revert.action_undo()

    def test_undo_keeps_verdicts(self):
        """Who decided on a reverted pair since has the last word."""
        revert = self.reverted(self.full_run.action_revert())
        rejected, confirmed = (
            prospect.match_ids.filtered("partner_id") for prospect in self.prospects
        )
        rejected.action_reject()
        confirmed.action_confirm()
        revert.action_undo()
        self.match_all("incremental")
        self.assertEqual(rejected.verdict, "rejected")
        self.assertEqual(confirmed.verdict, "confirmed")
        self.assertFalse(self.prospects[0].partner_id)
        self.assertEqual(revert.state, "undone")

    def test_undo_in_time(self):
        """After 30 days, or as many as the parameter says, it is too late."""
        revert = self.reverted(self.full_run.action_revert())
        revert.date = fields.Datetime.now() - timedelta(days=29)
        self.assertTrue(revert.can_undo)
        revert.date = fields.Datetime.now() - timedelta(days=31)
        self.assertFalse(revert.can_undo)
        with self.assertRaisesRegex(UserError, "within 30 days"):
            revert.action_undo()
        self.env["ir.config_parameter"].set_param("crm_prospect.undo_days", "40")
        revert.invalidate_recordset()
        revert.action_undo()
        self.assertEqual(revert.state, "undone")

    def test_twice(self):
        """What is reverted already is not reverted again."""
        self.full_run.action_revert()
        with self.assertRaisesRegex(UserError, "no automatic link"):
            self.full_run.action_revert()

    def test_run_at_work(self):
        """A run is stopped first: it would go on making what is undone."""
        run = self.env["crm.match.run"].browse(self.full_run.start("full"))
        with self.assertRaisesRegex(UserError, "Stop the run"):
            run.action_revert()

    def test_rights(self):
        """Stewards revert runs, administrators rules; others neither."""
        seller = self.make_user("revert_seller", "all")
        for deed in (
            self.full_run.with_user(seller).action_revert,
            self.rule.with_user(seller).action_revert_links,
            self.rule.with_user(self.steward).action_revert_links,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                deed()
        revert = self.reverted(self.rule.with_user(self.admin).action_revert_links())
        for user in (seller, self.steward):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                revert.with_user(user).action_undo()
        revert.with_user(self.admin).action_undo()
        self.assertEqual(revert.state, "undone")

    def test_other_company(self):
        """Links of prospects that the steward does not see are left alone."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        hidden = self.prospects[1]
        hidden.company_id = company
        self.env.cr.flush()
        revert = self.reverted(self.full_run.with_user(self.steward).action_revert())
        self.env.invalidate_all()
        self.assertFalse(self.prospects[0].partner_id)
        self.assertEqual(hidden.partner_id, self.client)
        self.assertEqual(revert.link_count, 1)

    def test_undo_of_what_one_sees(self):
        """A revert is undone when nothing of it is left, whoever undid the rest."""
        revert = self.reverted(self.full_run.action_revert())
        self.prospects[1].company_id = self.env["res.company"].create({"name": "Off"})
        revert.with_user(self.steward).action_undo()
        self.assertEqual(revert.state, "reverted")
        revert.action_undo()
        self.assertEqual(revert.state, "undone")

    def test_dialog(self):
        """The dialog tells the numbers, and reverts."""
        for source, user in ((self.full_run, self.steward), (self.rule, self.admin)):
            action = source.with_user(user).action_open_revert()
            dialog = self.env[action["res_model"]].with_user(user)
            form = Form(dialog.with_context(**action["context"]))
            self.assertEqual((form.link_count, form.pair_count), (2, 1))
            result = form.save().action_revert()
            revert = self.reverted(result["res_id"])
            self.assertEqual(revert.link_count, 2)
            shown = self.env["crm.match"].search(revert.action_view_matches()["domain"])
            self.assertEqual(len(shown), 3)
            revert.action_undo()
            self.match_all("incremental")
        self.assertEqual(self.rule.state, "draft")

    def test_queries(self):
        """The number of statements does not depend on the number of links."""
        self.rule.action_deactivate()
        self.load_prospects([{**NAME, **PHONE}] * 30)
        self.rule.action_activate()
        run = self.match_all()
        self.assertEqual(run.link_count, 30 + 30 * 29 / 2 + 30 * 2)
        counts = []
        for source in (self.full_run, run):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            source.action_revert()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
