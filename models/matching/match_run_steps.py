# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .match_candidate import SLICES

# The phases of each kind of run with their share of the work, for the progress bar.
PHASES = {
    "incremental": {"decide": 1},
    "full": {"index": 0.05, "keys": 0.05, "candidates": 0.3, "decide": 0.6},
    "index": {"index": 0.7, "keys": 0.3},
    "keys": {"keys": 1},
}
# Persons of one step: about a second of work, so that the progress bar moves.
QUEUE_BATCH = 2_000
DECIDE_BATCH = 15_000


class CrmMatchRun(models.Model):
    """The phases of a run. A step leaves its phase and position in the record."""

    _inherit = "crm.match.run"

    def _get_phases(self):
        return PHASES[self.kind]

    def _prepare_start(self):
        if (
            not self.date_start
            and self.env["crm.match.signature"]._check_known_answers()
        ):
            # First the keys: without rules everybody would look unknown.
            return None
        return super()._prepare_start()

    def _count_persons(self):
        """Persons that this run is going to see, for the progress bar."""
        counts = {
            "incremental": "SELECT count(*) FROM crm_match_queue",
            "full": "SELECT count(*) FROM crm_prospect WHERE active",
            "index": "SELECT (SELECT count(*) FROM crm_prospect WHERE active)"
            " + (SELECT count(*) FROM res_partner WHERE is_client IS TRUE)",
            "keys": "SELECT count(*) FROM crm_person_index",
        }
        [(count,)] = self.env.execute_query(SQL(counts[self.kind]))
        return count

    # ------------------------------------------------------------------ full pass

    def _step_candidates(self, position):
        """Join one slice of the key tables.

        :param position: number of the slice
        """
        candidates = self.env["crm.match.candidate"]
        number = int(position or 0)
        if number == 0 or not candidates._is_of(self):
            number = 0
            candidates._begin(self)
            self.skipped_block_count = 0
        engine = self.env["crm.match.engine"]
        for owner in ("partner_id", "prospect_id"):
            if engine._rules_for(owner):
                self.skipped_block_count += candidates._fill(number, owner)
        if number + 1 < SLICES:
            return (number + 1) / SLICES, str(number + 1)
        self.candidate_count = candidates._finish()
        return 1, None

    def _step_decide(self, position):
        """Verify, decide and record the next batch.

        :param position: last prospect done; unused when the queue says what to do
        """
        if self.kind == "incremental":
            return self._step_queue()
        candidates = self.env["crm.match.candidate"]
        if not candidates._is_of(self):
            # A crash emptied the table: back to the phase that fills it. Without
            # candidates it would look as if no link had any ground.
            self.phase = "candidates"
            return 0, ""
        ids = candidates._next_prospects(int(position or 0), DECIDE_BATCH)
        if not ids:
            self.env["crm.match.queue"]._forget_seen(self)
            return 1, None
        found = self.env["crm.match.engine"]._match_range(ids, self)
        self._record_found(found)
        return self._share_of("crm_prospect", ids[-1]), str(ids[-1])

    def _share_of(self, table, last):
        """Share of the records up to the id `last`, by the range of ids."""
        [(lowest, highest)] = self.env.execute_query(
            SQL("SELECT min(id), max(id) FROM %s", SQL.identifier(table))
        )
        return (last - lowest + 1) / (highest - lowest + 1)

    def _step_queue(self):
        """Match the next persons of the queue; both directions."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id, prospect_id, partner_id FROM crm_match_queue
                ORDER BY id LIMIT %s""",
                QUEUE_BATCH,
            )
        )
        if not rows:
            return 1, None
        queue_ids, prospects, partners = map(list, zip(*rows, strict=True))
        engine = self.env["crm.match.engine"]
        prospects = set(filter(None, prospects))
        prospects.update(engine._prospects_near(filter(None, partners)))
        ids = sorted(prospects)
        for start in range(0, len(ids), DECIDE_BATCH):
            batch = ids[start : start + DECIDE_BATCH]
            self._record_found(engine._match_batch(batch, self))
        self.env.cr.execute(
            SQL("DELETE FROM crm_match_queue WHERE id = ANY(%s)", queue_ids)
        )
        return (self.person_done + len(rows)) / max(self.person_total, 1), ""

    # ------------------------------------------------------------------ counting

    def _record_found(self, found):
        """Add what a step found to the record and its lines by rule."""
        self.link_count += found["links"]
        self.proposal_count += found["proposals"]
        self.ambiguous_count += found["ambiguous"]
        lines = {line.rule_id.id: line for line in self.line_ids}
        for rule in {key[0] for key in found if isinstance(key, tuple) and key[0]}:
            if rule not in lines:
                lines[rule] = self.env["crm.match.run.line"].create(
                    {"run_id": self.id, "rule_id": rule}
                )
            lines[rule].link_count += found[rule, "links"]
            lines[rule].proposal_count += found[rule, "proposals"]

    @api.autovacuum
    def _gc_runs(self):
        """Forget finished runs after 90 days; links keep their rule and date."""
        old = self.search(
            [("state", "in", ("done", "stopped")), ("date_end", "<", "-90d")],
            limit=1000,
        )
        self.env.cr.execute(
            SQL("UPDATE crm_match SET run_id = NULL WHERE run_id = ANY(%s)", old.ids)
        )
        old.unlink()
        return len(old), len(old) == 1000
