# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_parallel import ParallelCase


@tagged("post_install", "-at_install")
class TestScoreActivation(ParallelCase):
    """Administrators who activate at the same time."""

    def setUp(self):
        super().setUp()
        with self.environment() as env:
            versions = env["crm.contact.score.model"]
            self.first = versions._active().id
            self.known = versions.search([]).ids

    def clean_up(self):
        # Versions that were in use are kept by the ORM.
        with self.environment() as env:
            env.cr.execute(
                "DELETE FROM crm_contact_score_model WHERE id <> ALL(%s)", [self.known]
            )
            env.cr.execute(
                "UPDATE crm_contact_score_model SET state = 'active' WHERE id = %s",
                [self.first],
            )
        return super().clean_up()

    def draft(self):
        return self.commit(
            lambda env: env["crm.contact.score.model"].browse(self.first).copy().id
        )

    def activate(self, version):
        return lambda env: (
            env["crm.contact.score.model"].browse(version).action_activate()
        )

    def states(self):
        with self.environment() as env:
            versions = env["crm.contact.score.model"].search([])
            return {version.id: version.state for version in versions}

    def test_two_drafts_at_once(self):
        """One after the other: one is active, the other was."""
        one, other = self.draft(), self.draft()
        results = self.in_parallel(self.activate(one), self.activate(other))
        self.assertFalse([r for r in results if isinstance(r, Exception)])
        states = self.states()
        self.assertEqual(states[self.first], "archived")
        self.assertEqual({states[one], states[other]}, {"active", "archived"})

    def test_one_draft_twice(self):
        """The second is told that it is in use already."""
        draft = self.draft()
        results = self.in_parallel(*[self.activate(draft)] * 2)
        self.assertEqual(sum(isinstance(r, UserError) for r in results), 1)
        self.assertEqual(sum(isinstance(r, dict) for r in results), 1)
        self.assertEqual(self.states()[draft], "active")
