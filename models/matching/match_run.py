# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("incremental", "What changed"),
    ("full", "Everybody"),
    ("index", "Rebuild the index"),
    ("keys", "Prepare rules"),
]


class CrmMatchRun(models.Model):
    """One run of matching: what it was to do, how far it is, what it found.

    A run goes through phases, and each phase through steps that are committed one by
    one together with the position, so that a killed run goes on where it stopped.
    """

    _name = "crm.match.run"
    _inherit = "crm.match.work"
    _description = "Match Run"
    _order = "id desc"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True, readonly=True, default="full")
    phase = fields.Selection(
        [
            ("index", "Indexing persons"),
            ("keys", "Building keys"),
            ("candidates", "Looking for candidates"),
            ("decide", "Verifying and deciding"),
        ],
        readonly=True,
    )
    candidate_count = fields.Integer("Candidates", readonly=True)
    skipped_block_count = fields.Integer(
        "Blocks Left Out",
        readonly=True,
        help="Values shared by so many people that they say nothing about one.",
    )
    link_count = fields.Integer("Links", readonly=True)
    proposal_count = fields.Integer("Proposals", readonly=True)
    ambiguous_count = fields.Integer("Ambiguous", readonly=True)
    line_ids = fields.One2many("crm.match.run.line", "run_id", "By Rule")

    # ------------------------------------------------------------------ requests

    @api.model
    def start(self, kind="incremental"):
        """Ask for a run; the cron does it, and the record shows how far it is.

        :param str kind: `incremental` (what changed) or `full` (everybody)
        :return: id of the run
        :rtype: int
        :raise UserError: unknown kind
        """
        self._check_may_run()
        if kind not in ("incremental", "full"):
            raise UserError(
                self.env._(
                    "kind: “%(kind)s” is neither “incremental” nor “full”.", kind=kind
                )
            )
        return self._request(kind).id

    @api.model
    def _request(self, kind):
        """Find or make an open run of this kind and wake the cron."""
        # An index run at work has gone past some of those it is asked for now.
        states = ("waiting",) if kind == "index" else ("waiting", "running")
        runs = self.sudo()
        run = runs.search([("kind", "=", kind), ("state", "in", states)], limit=1)
        self._wake()
        return run or runs.create({"kind": kind})

    def action_resume(self):
        """Go on with stopped or failed runs where they stopped.

        A full pass collects its candidates anew: others may have worked meanwhile.
        """
        self._check_may_run()
        halted = self.sudo().filtered(lambda run: run.state in ("stopped", "failed"))
        halted.write({"state": "waiting", "date_end": False, "error": False})
        halted.filtered(lambda run: run.phase == "decide" and run.kind == "full").write(
            {"phase": "candidates"}
        )
        halted.filtered(lambda run: run.phase == "candidates").write({"position": ""})
        self._wake()

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_process(self):
        """Do the open runs step by step, then what changed, until time is up."""
        self._process()

    @api.model
    def _cron_full(self):
        """Ask for a full pass (the cron is off by default)."""
        self._request("full")

    @api.model
    def _cron_sweep(self):
        """Ask for the nightly repair of rows that are older than their record."""
        self._request("index")

    @api.model
    def _process(self):
        """Work until nothing is left or the cron's time is up.

        :return: whether nothing is left
        """
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=1)
        while self._is_only_worker():
            if run := self._next_run():
                done = run._try_step()
                if run.state == "failed":
                    break
            elif self.env["crm.match.queue"].search_count([], limit=1):
                # Committed by itself: a step that is rolled back must not lose it.
                self._open_incremental()
                done = 0
            else:
                break
            if not commit(done, remaining=1):
                return False
        commit(remaining=0)
        return True

    @api.model
    def _next_run(self):
        """The run to work on: the oldest open one, incremental ones last.

        What is queued waits until the rules are ready that are being prepared.
        """
        runs = self.search(
            [("state", "in", ("waiting", "running"))], order="id", limit=100
        )
        return runs.sorted(lambda run: run.kind == "incremental")[:1]

    @api.model
    def _open_incremental(self):
        """Open a run for what changed: the one that failed before, or a new one."""
        vals = {"state": "waiting", "date_end": False, "error": False}
        failed = self.search(
            [("kind", "=", "incremental"), ("state", "=", "failed")], limit=1
        )
        if failed:
            failed.write(vals)
        else:
            self.create({"kind": "incremental"})
