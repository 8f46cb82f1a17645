# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# A step that met a concurrent change is tried again; as many times as Odoo itself
# tries a request.
MAX_TRIES = 5
# Joins of a slice fit into this; the server's default would spill them to disk.
WORK_MEM = "64MB"


class CrmMatchWork(models.AbstractModel):
    """Long work that a cron does in committed steps, with a progress bar and a Stop.

    A model of such work has a `phase`, and of each a method `_step_PHASE(position)`. It
    returns the share of the phase that is done, and where it goes on: None at its end.
    Both are left in the record, so that a killed worker goes on where it stopped.
    """

    _name = "crm.match.work"
    _description = "Work in Steps"
    # The cron that does it.
    _work_cron = "crm_prospect.ir_cron_match"

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
    def _check_may_run(self):
        """Runs are for stewards; their records are written by the engine alone."""
        if not self.env.user.has_group("crm_prospect.group_prospect_steward"):
            raise AccessError(self.env._("Only data stewards start and stop runs."))

    @api.model
    def _wake(self):
        """Have the cron called soon after the commit."""
        cron = self.env.ref(self._work_cron, raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    def action_stop(self):
        """Stop runs after the step they are in; what is done stays done."""
        self._check_may_run()
        runs = self.sudo()
        runs.filtered(lambda run: run.state in ("waiting", "running")).write(
            {"state": "stopped", "date_end": fields.Datetime.now()}
        )

    # ------------------------------------------------------------------ steps

    @api.model
    def _get_phases(self):
        """dict phase -> its share of the work, for the progress bar; in their order."""
        raise NotImplementedError

    @api.model
    def _count_persons(self):
        """Persons that are going to be seen, for the progress bar."""
        raise NotImplementedError

    def _prepare_start(self):
        """Columns of work that begins; None when this step has been something else."""
        return {
            "state": "running",
            "date_start": self.date_start or fields.Datetime.now(),
            "person_total": self._count_persons(),
        }

    def _step(self):
        """One step of the phase this work is in.

        :return: number of persons done
        """
        self.ensure_one()
        begun = time.monotonic()
        self._use_memory()
        vals = self._prepare_start() if self.state == "waiting" else {}
        if vals is None:
            return 0
        self.phase = self.phase or next(iter(self._get_phases()))
        share, position = getattr(self, f"_step_{self.phase}")(self.position or "")
        total = vals.get("person_total", self.person_total)
        vals.update(self._prepare_progress(share, position, total))
        done = vals["person_done"] - self.person_done
        self._meet()
        self.write({**vals, "seconds": self.seconds + time.monotonic() - begun})
        self.flush_recordset()
        return max(done, 0)

    def _prepare_progress(self, share, position, total):
        """Columns after a step.

        :param float share: of the phase that is done, from 0 to 1
        :param position: where the phase goes on; None when it is done
        :param int total: persons to be seen
        """
        phases = self._get_phases()
        place = list(phases).index(self.phase)
        before = sum(list(phases.values())[:place])
        done = int(total * (before + phases[self.phase] * min(share, 1)))
        vals = {"position": position, "person_done": max(done, self.person_done)}
        following = list(phases)[place + 1 :]
        if position is None and following:
            vals.update(phase=following[0], position="")
        elif position is None:
            vals.update(state="done", position="", date_end=fields.Datetime.now())
            vals["person_done"] = total
        return vals

    @api.model
    def _is_only_worker(self):
        """Whether no other worker is in a step; holds until the commit.

        Not a lock on the row of the run: who presses Stop would wait for it.
        """
        [(locked,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s))", self._table)
        )
        return locked

    @api.model
    def _use_memory(self):
        """Let the statements of this transaction sort and hash in memory."""
        self.env.cr.execute(SQL("SELECT set_config('work_mem', %s, TRUE)", WORK_MEM))

    def _meet(self):
        """Meet whoever pressed Stop meanwhile, before an error in the log does."""
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                "SELECT FROM %s WHERE id = %s FOR NO KEY UPDATE",
                SQL.identifier(self._table),
                self.id,
            ),
            log_exceptions=False,
        )

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
        _logger.error("%s failed in phase %s: %s", self, self.phase, name)
        self.write(
            {"state": "failed", "error": name, "date_end": fields.Datetime.now()}
        )
