# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may try rules, change them beside their use, and see whom."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ANNA, NAME, PHONE
from .common_trial import TrialCase


@tagged("post_install", "-at_install")
class TestTrialRights(TrialCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def test_roles(self):
        """Stewards try; only administrators draft and adopt changes."""
        used, draft = self.make_rule("phone", "name"), self.draft_rule("email", "name")
        steward = self.make_user("t_steward", "steward")
        admin = self.make_user("t_admin", "admin")
        for group in ("own", "all"):
            user = self.make_user(f"t_{group}", group)
            for deed in (used.action_try, used.action_try_change, draft.action_adopt):
                name = deed.__name__
                with (
                    self.subTest(group=group, deed=name),
                    self.assertRaises(AccessError),
                ):
                    getattr(deed.__self__.with_user(user), name)()
            self.assertEqual(used.with_user(user).trial_count, 0)
        for rule in (used, draft):
            self.assertFalse(rule.with_user(steward).waiting)
            action = rule.with_user(steward).action_try()
            trial = self.env["crm.match.trial"].with_user(steward)
            trial = trial.browse(action["res_id"])
            self.assertEqual((trial.user_id, trial.state), (steward, "waiting"))
            self.assertFalse(trial.outdated)
            self.finish_run(trial.sudo())
            self.assertEqual(trial.state, "done")
            self.assertTrue(trial.link_precision_now)
            with self.assertRaises(AccessError):
                trial.share = 7
            with self.assertRaises(AccessError):
                trial.unlink()
            trial = trial.browse(trial.action_try_again()["res_id"])
            trial.action_stop()
            self.assertEqual(trial.state, "stopped")
        for deed in ("action_try_change", "action_adopt"):
            with self.subTest(deed=deed), self.assertRaises(AccessError):
                getattr(used.with_user(steward), deed)()
        change = used.browse(used.with_user(admin).action_try_change()["res_id"])
        change.with_user(admin).action_adopt()
        self.assertFalse(change.exists())

    def test_companies(self):
        """Pairs of another company are counted, but not shown."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_client(**ANNA)
        ours, theirs = (
            self.make_prospect(**NAME, **PHONE),
            self.make_prospect(**NAME, **PHONE),
        )
        theirs.company_id = company
        trial = self.try_rule(self.draft_rule("phone", "name"))
        self.assertEqual(self.counts(trial), {"gained_link": 2})
        steward = self.make_user("t_company", "steward")
        pairs = self.env["crm.match.trial.pair"].with_user(steward).search([])
        self.assertEqual(pairs.prospect_id, ours)
