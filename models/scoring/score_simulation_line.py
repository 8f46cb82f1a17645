# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContactScoreSimulationBand(models.Model):
    """How many contacts of the sample have scores of one band."""

    _name = "crm.contact.score.simulation.band"
    _description = "Simulated Band of Scores"
    _log_access = False
    _order = "simulation_id, id"
    _rec_name = "band"

    simulation_id = fields.Many2one(
        "crm.contact.score.simulation", required=True, index=True, ondelete="cascade"
    )
    band = fields.Char("Score", required=True)
    moment = fields.Selection(
        [("before", "Before"), ("after", "After")], "When", required=True
    )
    contacts = fields.Integer(required=True)


class CrmContactScoreSimulationMover(models.Model):
    """One of the contacts whose score would change most."""

    _name = "crm.contact.score.simulation.mover"
    _inherit = ["crm.client.seen"]
    _description = "Contact that Moves most"
    _log_access = False
    _order = "simulation_id, direction desc, id"
    _rec_name = "point_id"
    _client_paths = ("point_id.partner_id",)

    simulation_id = fields.Many2one(
        "crm.contact.score.simulation", required=True, index=True, ondelete="cascade"
    )
    direction = fields.Selection([("up", "Up"), ("down", "Down")], required=True)
    point_id = fields.Many2one(
        "crm.contact.point", "Contact", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="point_id.partner_id")
    score_before = fields.Integer("Before", required=True, aggregator=None)
    score_after = fields.Integer("After", required=True, aggregator=None)
    change = fields.Integer(required=True, aggregator=None)
    rank_before = fields.Integer(required=True, aggregator=None)
    rank_after = fields.Integer(required=True, aggregator=None)
    # Kept as said then: the lines of a draft change.
    why = fields.Text(help="Points that differ, in the language of who simulated.")

    def action_open_client(self):
        """Open the client whose contact this is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }
