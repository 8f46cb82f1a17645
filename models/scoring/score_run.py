# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# As of when owners, holders and places are known; views for BI tools say it as well.
LAST_NIGHT = SQL("SELECT max(date_end) FROM crm_contact_score_run WHERE state = 'done'")


class CrmContactScoreRun(models.Model):
    """One scoring of everybody: what it was to do, how far it is, what it changed.

    Every night, and when somebody asks. Who counts, owns or is where is known as of
    the end of the last run.
    """

    _name = "crm.contact.score.run"
    _inherit = "crm.match.work"
    _description = "Scoring Run"
    _order = "id desc"
    _rec_name = "date_start"
    _work_cron = "crm_prospect.ir_cron_score"

    phase = fields.Selection(
        [
            ("holders", "Counting who has a contact"),
            ("scores", "Scoring contacts"),
            ("owners", "Finding owners"),
            ("settle", "Scoring whose owner changed"),
            ("places", "Giving places"),
        ],
        readonly=True,
    )
    share_count = fields.Integer(
        "Shared Contacts Changed", readonly=True, aggregator=None
    )
    score_count = fields.Integer("Scores Changed", readonly=True, aggregator=None)

    # Whoever asks while one is open gets that one.
    _one_open = models.UniqueIndex(
        "((1)) WHERE state IN ('waiting', 'running')",
        "Contacts are being scored already.",
    )

    # ------------------------------------------------------------------ requests

    @api.model
    def start(self):
        """Ask for a scoring of everybody; the cron does it, the record shows how far.

        :return: id of the run; of the open one when there is one
        :rtype: int
        :raise AccessError: the user is no data steward
        """
        self._check_may_run()
        return self._start().id

    @api.model
    def _start(self):
        """Find or make the open run and wake the cron."""
        runs = self.sudo()
        run = runs.search([("state", "in", ("waiting", "running"))], limit=1)
        self._wake()
        return run or runs.create({})

    @api.model
    def _last_done(self):
        """When the last run ended, as of which owners, holders and places are known.

        :rtype: datetime | bool
        """
        self.flush_model(["state", "date_end"])
        [(ended,)] = self.env.execute_query(LAST_NIGHT)
        return ended or False

    def action_start(self):
        """Score everybody, and show the run."""
        run = self.browse(self.start())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Scoring Run"),
            "res_model": self._name,
            "res_id": run.id,
            "views": [(False, "form")],
        }

    def action_resume(self):
        """Go on with a stopped or failed run where it stopped."""
        self._check_may_run()
        halted = self.sudo().filtered(lambda run: run.state in ("stopped", "failed"))
        halted[:1].write({"state": "waiting", "date_end": False, "error": False})
        self._wake()

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_night(self):
        """Ask for the nightly run."""
        self._start()

    @api.model
    def _cron_process(self):
        """Do the open run step by step until nothing is left or time is up."""
        self._process()

    @api.model
    def _process(self):
        """Work until nothing is left or the cron's time is up.

        :return: whether nothing is left
        """
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=1)
        while self._is_only_worker():
            run = self.search([("state", "in", ("waiting", "running"))], limit=1)
            if not run:
                break
            done = run._try_step()
            if not commit(done, remaining=1):
                return False
        commit(remaining=0)
        return True


class CrmContactScoreModel(models.Model):
    """Another version in use: everybody is scored by it at once, not at night."""

    _inherit = "crm.contact.score.model"

    def _after_activation(self):
        self.env["crm.contact.score.run"]._start()
        return super()._after_activation()
