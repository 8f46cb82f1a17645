# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Trials done inside the transaction of a test."""

from unittest.mock import patch

from odoo.tools import SQL

from .common_run import MATCHING, RunCase

TRIAL_STEPS = f"{MATCHING}.match_trial_steps"
TABLES = (
    "crm_match",
    "crm_prospect",
    "crm_person_index",
    "crm_match_key_prospect",
    "crm_match_key_client",
    "crm_match_candidate",
    "crm_match_queue",
    "crm_match_signature",
)


class TrialCase(RunCase):
    """Trials done to their end, and what is recorded meanwhile."""

    def start_trial(self, rule, share=None):
        """Ask for a trial; return it."""
        self.env.cr.flush()
        action = rule.action_try(share)
        return self.env["crm.match.trial"].browse(action["res_id"])

    def try_rule(self, rule, share=None, sample=100):
        """Try a rule to the end; return the trial."""
        trial = self.start_trial(rule, share)
        with patch(f"{TRIAL_STEPS}.SAMPLE", sample):
            self.finish_run(trial)
        self.assertEqual(trial.state, "done")
        self.assertEqual(trial.progress, 100)
        return trial

    def counts(self, trial):
        """Differences of a trial by kind, those that there are."""
        return {d.kind: d.count for d in trial.difference_ids if d.count}

    def pairs(self, trial, kind):
        """Sample pairs of one kind: (prospect, client or None, other prospect)."""
        sample = trial.difference_ids.filtered(lambda d: d.kind == kind).pair_ids
        return [
            (p.prospect_id, p.partner_id or None, p.other_prospect_id or None)
            for p in sample
        ]

    def rows(self):
        """Every row of the tables of matching, with where it lies."""
        self.env.flush_all()
        rows = {}
        for table in TABLES:
            self.env.cr.execute(
                SQL("SELECT ctid::text, t::text FROM %s t", SQL.identifier(table))
            )
            rows[table] = sorted(self.env.cr.fetchall())
        return rows

    def outcomes(self):
        """What is recorded: dict (prospect, client, other prospect) -> outcome."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT prospect_id, partner_id, other_prospect_id, verdict, rule_id
            FROM crm_match"""
        )
        return {row[:3]: row[3:] for row in self.env.cr.fetchall()}

    def ambiguous(self):
        """Ids of the prospects for whom several clients fit."""
        prospects = self.env["crm.prospect"]
        return set(prospects.search([("match_result", "=", "ambiguous")]).ids)
