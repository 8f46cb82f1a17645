# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# A step that met a concurrent change is tried again; as many times as Odoo itself
# tries a request.
MAX_TRIES = 5
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
    _description = "Match Run"
    _order = "id desc"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True, readonly=True, default="full")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    phase = fields.Selection(
        [
            ("index", "Indexing persons"),
            ("keys", "Building keys"),
            ("candidates", "Looking for candidates"),
            ("decide", "Verifying and deciding"),
        ],
        readonly=True,
    )
    position = fields.Char(readonly=True, help="Where the phase goes on.")
    date_start = fields.Datetime("Started", readonly=True)
    date_end = fields.Datetime("Ended", readonly=True)
    seconds = fields.Float("Seconds Worked", readonly=True)
    person_total = fields.Integer("Persons", readonly=True, aggregator=None)
    person_done = fields.Integer("Persons Seen", readonly=True, aggregator=None)
    progress = fields.Float(compute="_compute_progress", aggregator=None)
    speed = fields.Float(
        "Persons per Second", compute="_compute_progress", aggregator=None
    )
    remaining_seconds = fields.Float(
        "Seconds Left", compute="_compute_progress", aggregator=None
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
    error = fields.Char(readonly=True)

    @api.depends("person_total", "person_done", "seconds", "state")
    def _compute_progress(self):
        for run in self:
            done = min(run.person_done, run.person_total)
            share = done / run.person_total if run.person_total else 0
            run.progress = 100 if run.state == "done" else 100 * share
            run.speed = done / run.seconds if run.seconds else 0
            open_run = run.state in ("waiting", "running")
            left = run.person_total - done if open_run else 0
            run.remaining_seconds = left / run.speed if run.speed else 0

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
    def _check_may_run(self):
        """Runs are for stewards; their records are written by the engine alone."""
        if not self.env.user.has_group("crm_prospect.group_prospect_steward"):
            raise AccessError(self.env._("Only data stewards start and stop matching."))

    @api.model
    def _request(self, kind):
        """Find or make an open run of this kind and wake the cron."""
        # An index run at work has gone past some of those it is asked for now.
        states = ("waiting",) if kind == "index" else ("waiting", "running")
        runs = self.sudo()
        run = runs.search([("kind", "=", kind), ("state", "in", states)], limit=1)
        self._wake()
        return run or runs.create({"kind": kind})

    @api.model
    def _wake(self):
        """Have the cron called soon after the commit."""
        cron = self.env.ref("crm_prospect.ir_cron_match", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    def action_stop(self):
        """Stop runs after the step they are in; what is done stays done."""
        self._check_may_run()
        runs = self.sudo()
        runs.filtered(lambda run: run.state in ("waiting", "running")).write(
            {"state": "stopped", "date_end": fields.Datetime.now()}
        )

    def action_resume(self):
        """Go on with stopped or failed runs where they stopped."""
        self._check_may_run()
        runs = self.sudo()
        runs.filtered(lambda run: run.state in ("stopped", "failed")).write(
            {"state": "waiting", "date_end": False, "error": False}
        )
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
    def _is_only_worker(self):
        """Whether no other worker is in a step; holds until the commit.

        Not a lock on the row of the run: who presses Stop would wait for it.
        """
        [(locked,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtext('crm_match_run'))")
        )
        return locked

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

    def _try_step(self):
        """One step of this run, tried again when it met a concurrent change.

        :return: number of persons done
        """
        self.ensure_one()
        for _attempt in range(MAX_TRIES):
            try:
                with self.env.cr.savepoint():
                    return self._step()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # The snapshot is too old: only a new transaction sees the change,
                # which may also be that a person stopped this run.
                self.env.cr.rollback()
                self.env.invalidate_all()
                if self.state not in ("waiting", "running"):
                    return 0
                if not self._is_only_worker():
                    return 0
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                # A run that cannot go on must not keep the others waiting.
                self._fail(error)
                return 0
        # Left to the next call: somebody is at work on the same persons.
        return 0

    def _fail(self, error):
        """Record what went wrong by its class only: values never reach a record."""
        self.env.cr.rollback()
        self.env.invalidate_all()
        name = type(error).__name__
        _logger.error("Match run %s failed in phase %s: %s", self.id, self.phase, name)
        self.write(
            {"state": "failed", "error": name, "date_end": fields.Datetime.now()}
        )
