# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# A change of these makes what the rule found so far out of date.
STALING = {"version", "state", "active"}
# Whether match `m` of an indexed prospect says something else than its rule `r` now.
STALE = SQL(
    """m.verdict IN ('proposed', 'automatic')
    AND (m.rule_version <> r.version OR r.state <> 'active' OR NOT r.active)
    AND EXISTS (SELECT FROM crm_person_index i WHERE i.prospect_id = m.prospect_id)"""
)


class CrmMatchRule(models.Model):
    """Results follow their rule: when it changes, they are decided on anew.

    What it found before is queued for the next incremental run. What only the changed
    rule would find takes a full run, which the form offers.
    """

    _inherit = "crm.match.rule"

    stale_count = fields.Integer(
        "Results to Decide Anew",
        compute="_compute_stale_count",
        help="Found by an earlier version of the rule; they wait for the next run.",
    )
    changed_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="The last change after which it may find other people.",
    )
    full_run_due = fields.Boolean(
        compute="_compute_full_run_due",
        help="Since its last change, it has been matched only with persons whose"
        " data changed.",
    )

    @api.depends("version", "state", "active")
    def _compute_stale_count(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                # Where the ground is gone, what it was stays readable.
                """SELECT r.id, count(*) FROM crm_match m
                JOIN crm_match_rule r ON r.id = m.rule_id
                WHERE r.id = ANY(%s) AND m.ground_gone IS NOT TRUE AND %s
                GROUP BY r.id""",
                self.ids,
                STALE,
            )
        )
        counts = dict(rows)
        for rule in self:
            rule.stale_count = counts.get(rule._origin.id, 0)

    @api.depends("state", "active", "changed_at")
    def _compute_full_run_due(self):
        runs = self.env["crm.match.run"].sudo()
        # One that began before the change is of no use.
        last = runs.search(
            [("kind", "=", "full"), ("state", "in", ("running", "done"))],
            order="date_start desc",
            limit=1,
        )
        waiting = runs.search_count(
            [("kind", "=", "full"), ("state", "=", "waiting")], limit=1
        )
        for rule in self:
            rule.full_run_due = (
                not waiting
                and rule.changed_at
                and rule.active
                and rule.state == "active"
                and (not last or last.date_start < rule.changed_at)
            )

    def write(self, vals):
        surer = self.filtered(
            lambda rule: vals.get("confidence", rule.confidence) != rule.confidence
        )
        result = super().write(vals)
        for rule in surer:
            # It finds the same as before; only what its results say differs.
            rule.sudo().version += 1
        if STALING & vals.keys():
            self._touch_stale()
        if vals.get("state") == "active" or vals.get("active"):
            self._set_changed()
        return result

    def _changed(self):
        result = super()._changed()
        self._set_changed()
        return result

    def _set_changed(self):
        # While nobody is indexed, everybody is going to be matched anyway.
        if self.env["crm.person.index"].sudo().search_count([], limit=1):
            self.sudo().write({"changed_at": fields.Datetime.now()})

    def _touch_stale(self):
        """Have what these rules found queued before the commit, once for all."""
        precommit = self.env.cr.precommit
        rules = precommit.data.setdefault("crm_match_rule_stale", set())
        if not rules:
            precommit.add(self.sudo()._flush_stale)
        rules.update(self.ids)

    def _flush_stale(self):
        rules = self.env.cr.precommit.data.pop("crm_match_rule_stale", ())
        self.browse(sorted(rules))._queue_stale()

    def _queue_stale(self, gone=True):
        """Queue the prospects of whom these rules said what they do not say now.

        :param bool gone: also those whose link lost its ground: it may be back
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_match_queue (prospect_id, checked)
                SELECT DISTINCT m.prospect_id, FALSE FROM crm_match m
                JOIN crm_match_rule r ON r.id = m.rule_id
                WHERE r.id = ANY(%s)
                    AND (%s AND m.ground_gone IS NOT TRUE
                        OR %s AND m.ground_gone AND m.verdict = 'proposed')""",
                self.ids,
                STALE,
                gone,
            )
        )
        if self.env.cr.rowcount:
            self.env["crm.match.run"]._wake()

    def action_match_everybody(self):
        """Start a full run, so that the rules find everybody whom they would find."""
        return self.env["crm.match.run"].action_start_full()


class CrmMatchRun(models.Model):
    """The nightly repair takes care of what was found while a rule was changed."""

    _inherit = "crm.match.run"

    @api.model
    def _cron_sweep(self):
        self.env["crm.match.rule"].with_context(active_test=False).search(
            [], limit=1000
        )._queue_stale(gone=False)
        return super()._cron_sweep()
