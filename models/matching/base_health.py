# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

from .match_candidate import SLICES

SIDES = {"prospect": "prospect_id", "client": "partner_id"}
METRICS = [
    ("complete", "Completeness"),
    ("unlinkable", "Cannot be Recognised"),
    ("common", "Most common values"),
    ("block", "Blocks left out"),
]
# Lines that hold values of people.
VALUE_METRICS = ("common", "block")
# The nightly cron measures unless somebody has just done so.
FRESH = timedelta(hours=12)
# Each measurement is kept for so long, later on the first one of each month.
KEEP_ALL = timedelta(days=90)


class CrmBaseHealth(models.Model):
    """How fit for matching the persons were at one time, measured step by step.

    A step is one statement over the person index or the keys, committed by itself.
    The figures stay for the trend; the values of people in them are only kept in the
    latest measurement.
    """

    _name = "crm.base.health"
    _inherit = ["crm.match.work"]
    _description = "Base Health"
    _order = "id desc"
    _work_cron = "crm_prospect.ir_cron_base_health"

    phase = fields.Selection(METRICS, readonly=True)
    prospect_count = fields.Integer("Prospects", readonly=True, aggregator=None)
    client_count = fields.Integer("Clients", readonly=True, aggregator=None)
    prospect_unlinkable = fields.Float(
        "Prospects Without a Chance, %",
        readonly=True,
        aggregator="avg",
        help="Every rule in use needs something that they lack.",
    )
    client_unlinkable = fields.Float(
        "Clients Without a Chance, %",
        readonly=True,
        aggregator="avg",
        help="Every rule in use needs something that they lack.",
    )
    prospect_block_count = fields.Integer(
        "Blocks of Prospects Left Out", readonly=True, aggregator="max"
    )
    client_block_count = fields.Integer(
        "Blocks of Clients Left Out",
        readonly=True,
        aggregator="max",
        help="Values shared by so many people that they say nothing about one.",
    )
    line_ids = fields.One2many("crm.base.health.line", "health_id", "Figures")
    complete_line_ids = fields.One2many(
        "crm.base.health.line", "health_id", domain=[("metric", "=", "complete")]
    )
    unlinkable_line_ids = fields.One2many(
        "crm.base.health.line", "health_id", domain=[("metric", "=", "unlinkable")]
    )
    common_line_ids = fields.One2many(
        "crm.base.health.line", "health_id", domain=[("metric", "=", "common")]
    )
    block_line_ids = fields.One2many(
        "crm.base.health.line", "health_id", domain=[("metric", "=", "block")]
    )

    @api.depends("create_date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for health in self:
            health.display_name = format_datetime(self.env, health.create_date)

    # ------------------------------------------------------------------ requests

    def action_measure(self):
        """Have the base measured in the background, and show the measurement."""
        self._check_may_run()
        return self._request()._action_open()

    @api.model
    def _request(self):
        """Find or make an open measurement and wake the cron."""
        self._wake()
        return self._next() or self.sudo().create({})

    @api.model
    def _next(self):
        """The measurement to work on, if any."""
        return self.sudo().search(
            [("state", "in", ("waiting", "running"))], order="id", limit=1
        )

    @api.model
    def _latest(self):
        """The last measurement that is complete, if any."""
        return self.search([("state", "=", "done")], limit=1)

    def action_view_trend(self):
        """Show how the completeness went over time."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_base_health_trend_action"
        )

    def action_view_chart(self):
        """Show the completeness at the time of this measurement."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_base_health_chart_action"
        )
        domain = [("health_id", "=", self.id), ("metric", "=", "complete")]
        return {**action, "domain": domain}

    def _action_open(self):
        """Window action that shows this measurement."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Base Health"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_measure(self):
        """Measure once a night and whenever it is asked for, until time is up."""
        fresh = fields.Datetime.now() - FRESH
        if not self.search_count([("create_date", ">=", fresh)], limit=1):
            self._request()
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=1)
        while self._is_only_worker() and (health := self._next()):
            done = health._try_step()
            if not commit(done, remaining=1):
                return
        commit(remaining=0)

    @api.model
    def _steps(self):
        """The steps of a measurement: (metric, side, arguments of its method)."""
        return [
            *(("complete", side) for side in SIDES),
            *(("unlinkable", side) for side in SIDES),
            *(
                ("common", side, attribute)
                for side in SIDES
                for attribute in self._common_attributes()
            ),
            *(("block", side, number) for side in SIDES for number in range(SLICES)),
        ]

    def _step(self):
        """Do the next statement.

        :return: number of persons done, as the progress bar counts them
        """
        self.ensure_one()
        begun = time.monotonic()
        self._use_memory()
        steps = self._steps()
        number = int(self.position or 0)
        vals = {"state": "running", "position": str(number + 1)}
        if not self.date_start:
            [(total,)] = self.env.execute_query(
                SQL("SELECT count(*) FROM crm_person_index")
            )
            vals.update(date_start=fields.Datetime.now(), person_total=total)
        metric, *arguments = steps[number]
        self.write({**vals, "phase": metric})
        getattr(self, f"_measure_{metric}")(*arguments)
        done = self.person_total * (number + 1) // len(steps)
        vals = {"person_done": done, "seconds": self.seconds + time.monotonic() - begun}
        if number + 1 == len(steps):
            vals.update(state="done", date_end=fields.Datetime.now())
            self._forget_values()
        self._meet()
        done -= self.person_done
        self.write(vals)
        self.flush_recordset()
        return done

    def _forget_values(self):
        """Keep the values of people nowhere but in this measurement."""
        self.env["crm.base.health.line"].search(
            [("metric", "in", VALUE_METRICS), ("health_id", "!=", self.id)]
        ).unlink()

    @api.autovacuum
    def _gc_measurements(self):
        """Thin old measurements out; those that came to nothing go at once."""
        old = fields.Datetime.now() - KEEP_ALL
        rows = self.env.execute_query(
            SQL(
                """SELECT h.id FROM crm_base_health h
                WHERE h.create_date < %s AND (h.state <> 'done' OR EXISTS (
                    SELECT FROM crm_base_health first
                    WHERE first.state = 'done' AND first.id < h.id
                        AND date_trunc('month', first.date_start)
                            = date_trunc('month', h.date_start)))
                LIMIT 1000""",
                old,
            )
        )
        self.browse([health_id for (health_id,) in rows]).unlink()
        return len(rows), len(rows) == 1000
