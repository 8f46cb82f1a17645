# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from .score_band import BANDS, get_band

# So many clients are scored at once: the button answers in seconds, and a larger sample
# would say the same (10 000 tell a share of 5 % within half a per cent).
SIZE_PARAMETER = "crm_prospect.score_simulation_size"
DEFAULT_SIZE = 10_000
LARGEST_SIZE = 50_000
MOVERS = 50
ADMIN = "crm_prospect.group_prospect_admin"


class CrmContactScoreModel(models.Model):
    """Try a version on a sample of clients before it is put into use."""

    _inherit = "crm.contact.score.model"

    simulation_ids = fields.One2many(
        "crm.contact.score.simulation", "model_id", "Simulations", groups=ADMIN
    )
    simulation_id = fields.Many2one(
        "crm.contact.score.simulation",
        "Last Simulation",
        compute="_compute_simulation",
        groups=ADMIN,
    )
    simulation_outdated = fields.Boolean(compute="_compute_simulation", groups=ADMIN)
    simulation_summary = fields.Char(compute="_compute_simulation", groups=ADMIN)
    simulation_distribution = fields.Html(
        compute="_compute_simulation", sanitize=False, groups=ADMIN
    )

    @api.depends_context("lang")
    def _compute_simulation(self):
        for version in self:
            last = version.simulation_ids.sorted("id")[-1:]
            version.simulation_id = last
            version.simulation_outdated = last.outdated
            version.simulation_summary = last.summary
            version.simulation_distribution = last.distribution

    def action_simulate(self):
        """Score a sample of clients by this version and by the active one, and compare.

        :return: dict, the action that opens the comparison
        :raise UserError: this is the active version
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "active":
            raise UserError(
                self.env._("%(version)s is in use.", version=self.display_name)
            )
        self._check_factors()
        simulation = self._simulate()
        return {
            "type": "ir.actions.act_window",
            "res_model": simulation._name,
            "res_id": simulation.id,
            "views": [(False, "form")],
        }

    def action_view_simulations(self):
        """Open the simulations of this version."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_contact_score_simulation_action"
        )
        return {**action, "domain": [("model_id", "=", self.id)], "context": {}}

    def _simulate(self):
        """Make the simulation of this version; nothing else is written."""
        rows = self._compare_scores(self._sample_clients())
        simulations = self.env["crm.contact.score.simulation"].sudo()
        simulation = simulations.create(
            {
                "model_id": self.id,
                "compared_id": self._active().id,
                "user_id": self.env.uid,
                **self._prepare_totals(rows),
                "band_ids": [Command.create(v) for v in self._prepare_bands(rows)],
                "mover_ids": [Command.create(v) for v in self._prepare_movers(rows)],
            }
        )
        simulation.digest = simulation._get_digest()
        return simulation.sudo(False)

    def _sample_clients(self):
        """Ids of clients by chance, among those that the user may read."""
        size = self.env["ir.config_parameter"].sudo().get_param(SIZE_PARAMETER, "")
        size = int(size) if size.isdecimal() else DEFAULT_SIZE
        query = self.env["res.partner"]._search([("is_client", "=", True)], order=None)
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM (%s) c ORDER BY random() LIMIT %s",
                query.select(),
                min(size, LARGEST_SIZE),
            )
        )
        return [client for (client,) in rows]

    def _compare_scores(self, clients):
        """Scores of the contacts of clients by the active version and by this one.

        :return: list of dicts; the lines come with those alone that move most
        """
        select_scores = self.env["crm.contact.scorer"].sudo()._select_scores
        condition = SQL("person = ANY(%s)", clients)
        return self.env.execute_query_dict(
            SQL(
                """SELECT point_id, person, before, after, rank_before, rank_after,
                    CASE WHEN moves_most THEN lines_before END AS lines_before,
                    CASE WHEN moves_most THEN lines_after END AS lines_after
                FROM (
                    SELECT point_id, person, b.score AS before, a.score AS after,
                        b.rank AS rank_before, a.rank AS rank_after,
                        b.factor_ids AS lines_before, a.factor_ids AS lines_after,
                        a.score <> b.score AND row_number() OVER (
                            PARTITION BY sign(a.score - b.score)
                            ORDER BY abs(a.score - b.score) DESC, point_id
                        ) <= %(movers)s AS moves_most
                    FROM (%(before)s) b
                    JOIN (%(after)s) a USING (point_id, person)) compared""",
                movers=MOVERS,
                before=select_scores("partner_id", condition, self._active()),
                after=select_scores("partner_id", condition, self),
            )
        )

    def _prepare_totals(self, rows):
        count = len(rows)
        best_before = {
            r["person"]: r["point_id"] for r in rows if r["rank_before"] == 1
        }
        best_after = {r["person"]: r["point_id"] for r in rows if r["rank_after"] == 1}
        return {
            "clients": len(best_before),
            "contacts": count,
            "average_before": sum(r["before"] for r in rows) / (count or 1),
            "average_after": sum(r["after"] for r in rows) / (count or 1),
            "changed": sum(r["before"] != r["after"] for r in rows),
            "best_changed": sum(
                best_after[person] != point for person, point in best_before.items()
            ),
        }

    def _prepare_bands(self, rows):
        """Ten bands, the last with 1000: how many contacts each has, and would have."""
        counts = {
            moment: Counter(get_band(row[moment]) for row in rows)
            for moment in ("before", "after")
        }
        return [
            {
                "band": label,
                "moment": moment,
                "contacts": counts[moment][band],
            }
            for band, label in BANDS
            for moment in ("before", "after")
        ]

    def _prepare_movers(self, rows):
        moving = [row for row in rows if row["lines_before"] is not None]
        lines = (self | self._active()).factor_ids
        told = {line.id: (line.words, line.points) for line in lines}
        return [
            {
                "direction": "up" if row["after"] > row["before"] else "down",
                "point_id": row["point_id"],
                "score_before": row["before"],
                "score_after": row["after"],
                "change": row["after"] - row["before"],
                "rank_before": row["rank_before"],
                "rank_after": row["rank_after"],
                "why": self._why(
                    dict(told[line] for line in row["lines_before"]),
                    dict(told[line] for line in row["lines_after"]),
                ),
            }
            for row in sorted(
                moving, key=lambda r: (-abs(r["after"] - r["before"]), r["point_id"])
            )
        ]

    def _why(self, before, after):
        """Reasons that differ: text, points before → points after."""
        return "\n".join(
            f"{text}: {before.get(text, 0):+} → {after.get(text, 0):+}"
            for text in {**before, **after}
            if before.get(text) != after.get(text)
        )

    def _get_digest(self):
        """Tells whether a version scores like it did: equal when it does."""
        self.ensure_one()
        lines = sorted(
            (line.factor, line.value or "", line.bound_from, line.bound_to, line.points)
            for line in self.factor_ids
        )
        told = repr([self.half_life, lines]).encode()
        return hashlib.sha256(told).hexdigest()
