# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date, formatLang


class CrmContactScoreSimulation(models.Model):
    """What a version would change: a sample of clients scored by it and as they are.

    Nothing is written of it to the scores in use.
    """

    _name = "crm.contact.score.simulation"
    _description = "Simulation of Scoring"
    _order = "id desc"
    _rec_name = "model_id"

    model_id = fields.Many2one(
        "crm.contact.score.model",
        "Simulated",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    compared_id = fields.Many2one(
        "crm.contact.score.model",
        "Compared with",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The version that was in use then.",
    )
    user_id = fields.Many2one("res.users", "Simulated by", readonly=True)
    digest = fields.Char(readonly=True, help="What scores depend on, as it was then.")
    outdated = fields.Boolean(
        compute="_compute_outdated", help="One of the versions was changed since."
    )
    clients = fields.Integer("Clients with Contacts", readonly=True, aggregator=None)
    contacts = fields.Integer(readonly=True, aggregator=None)
    average_before = fields.Float(
        "Average Score before", readonly=True, digits=(5, 1), aggregator=None
    )
    average_after = fields.Float(
        "Average Score after", readonly=True, digits=(5, 1), aggregator=None
    )
    changed = fields.Integer(
        "Contacts with Another Score", readonly=True, aggregator=None
    )
    best_changed = fields.Integer(
        "Clients with Another Best Contact", readonly=True, aggregator=None
    )
    summary = fields.Char(compute="_compute_summary")
    distribution = fields.Html(compute="_compute_distribution", sanitize=False)
    band_ids = fields.One2many(
        "crm.contact.score.simulation.band", "simulation_id", "Bands", readonly=True
    )
    mover_ids = fields.One2many(
        "crm.contact.score.simulation.mover", "simulation_id", "Movers", readonly=True
    )
    riser_ids = fields.One2many(
        "crm.contact.score.simulation.mover",
        "simulation_id",
        "Moving up",
        domain=[("direction", "=", "up")],
        readonly=True,
    )
    faller_ids = fields.One2many(
        "crm.contact.score.simulation.mover",
        "simulation_id",
        "Moving down",
        domain=[("direction", "=", "down")],
        readonly=True,
    )

    @api.depends("model_id", "create_date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for simulation in self:
            simulation.display_name = self.env._(
                "%(version)s, simulated on %(date)s",
                version=simulation.model_id.display_name,
                date=format_date(self.env, simulation.create_date),
            )

    def _compute_outdated(self):
        for simulation in self:
            simulation.outdated = simulation.digest != simulation._get_digest()

    def _get_digest(self):
        return f"{self.model_id._get_digest()} {self.model_id._active()._get_digest()}"

    @api.depends("clients", "contacts", "best_changed", "average_after")
    @api.depends_context("lang")
    def _compute_summary(self):
        for simulation in self:
            share = 100 * simulation.best_changed / (simulation.clients or 1)
            simulation.summary = self.env._(
                "Clients: %(clients)s, their contacts: %(contacts)s. Average score"
                " %(before)s → %(after)s. Another best contact: %(share)s %% of the"
                " clients.",
                clients=formatLang(self.env, simulation.clients, digits=0),
                contacts=formatLang(self.env, simulation.contacts, digits=0),
                before=formatLang(self.env, simulation.average_before, digits=0),
                after=formatLang(self.env, simulation.average_after, digits=0),
                share=formatLang(self.env, share, digits=1),
            )

    @api.depends("band_ids.contacts")
    @api.depends_context("lang")
    def _compute_distribution(self):
        for simulation in self:
            simulation.distribution = self.env["ir.qweb"]._render(
                "crm_prospect.crm_contact_score_distribution",
                {"rows": simulation._get_distribution()},
            )

    def _get_distribution(self):
        """Bands with their contacts before and after, and the widths of their bars."""
        self.ensure_one()
        bands = {}
        for row in self.band_ids:
            bands.setdefault(row.band, {"before": 0, "after": 0})[row.moment] = (
                row.contacts
            )
        most = max((max(row.values()) for row in bands.values()), default=0) or 1
        return [
            {
                "band": band,
                **{
                    moment: {
                        "contacts": formatLang(self.env, row[moment], digits=0),
                        "width": round(100 * row[moment] / most, 1),
                    }
                    for moment in row
                },
            }
            for band, row in bands.items()
        ]

    def action_view_distribution(self):
        """Open the scores before and after as a graph."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_contact_score_simulation_band_action"
        )
        return {**action, "domain": [("simulation_id", "=", self.id)]}
