# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People of the generator, what is recorded of them, and runs in small steps."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import SQL

from odoo.addons.crm_prospect.demo import generator

from .common import ProspectCase

CLIENTS, PROSPECTS = 300, 600
MATCHING = "odoo.addons.crm_prospect.models.matching"
STEPS, BUILD = f"{MATCHING}.match_run_steps", f"{MATCHING}.match_run_build"


class RunCase(ProspectCase):
    """People of the generator, and what is recorded of them."""

    @classmethod
    def load_people(cls, seed=1):
        cls.clients = cls.load_clients(list(generator.clients(CLIENTS, seed)))
        people = [p for p, _c in generator.prospects(PROSPECTS, CLIENTS, seed)]
        cls.prospects = cls.load_prospects(people)

    def matches(self):
        """What is recorded, without ids and dates."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT m.prospect_id, m.partner_id, m.other_prospect_id, m.verdict,
                m.rule_id, m.evidence, m.ground_gone, m.confidence,
                p.partner_id, p.match_rule_id, p.match_result, p.link_kind
            FROM crm_prospect p LEFT JOIN crm_match m ON m.prospect_id = p.id
            ORDER BY p.id, m.partner_id, m.other_prospect_id"""
        )
        return self.env.cr.fetchall()

    def versions(self):
        """The transaction that wrote each row."""
        self.env.flush_all()
        versions = {}
        for table in ("crm_match", "crm_prospect", "crm_person_index"):
            name = SQL.identifier(table)
            self.env.cr.execute(SQL("SELECT id, xmin::text, ctid::text FROM %s", name))
            versions[table] = sorted(self.env.cr.fetchall())
        for table in ("crm_match_key_prospect", "crm_match_key_client"):
            name = SQL.identifier(table)
            self.env.cr.execute(
                SQL("SELECT key, person, signature, ctid::text FROM %s", name)
            )
            versions[table] = sorted(self.env.cr.fetchall())
        return versions

    def forget_matches(self):
        """As if nothing had been looked at yet."""
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM crm_match")
        self.env.cr.execute("DELETE FROM crm_match_queue")
        self.env.cr.execute(
            """UPDATE crm_prospect SET partner_id = NULL, match_rule_id = NULL,
            match_result = NULL, link_date = NULL, link_kind = NULL"""
        )
        self.env.invalidate_all()

    def start(self, kind="full"):
        runs = self.env["crm.match.run"]
        return runs.browse(runs.start(kind))

    @contextmanager
    def small_steps(self, size=150):
        """Batches so small that every phase takes several steps."""
        with (
            patch(f"{STEPS}.DECIDE_BATCH", size),
            patch(f"{STEPS}.QUEUE_BATCH", size),
            patch(f"{BUILD}.INDEX_BATCH", size),
            patch(f"{BUILD}.KEYS_BATCH", size),
        ):
            yield
