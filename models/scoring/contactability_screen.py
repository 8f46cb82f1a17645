# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .score_band import ScoreBand


class CrmContactability(models.Model):
    """What the list of clients by contactability shows beside the stored figures."""

    _inherit = "crm.contactability"

    band = ScoreBand("Scores")
    phone = fields.Char("Best Phone Number", related="phone_point_id.value")
    email = fields.Char("Best E-mail Address", related="email_point_id.value")
    client_number = fields.Char("Client ID", related="partner_id.client_number_display")
    person_search = fields.Char(
        "Person", store=False, search="_search_person", compute="_compute_person_search"
    )

    def _compute_person_search(self):
        self.person_search = False

    @api.model
    def _search_person(self, operator, value):
        clients = self.env["res.partner"]._search_person(operator, value)
        return Domain("partner_id", "any", clients)

    def action_open_client(self):
        """Open the card of the client."""
        self.ensure_one()
        return self.partner_id._get_records_action()

    @api.model
    def action_score_now(self):
        """Have everybody scored now instead of tonight, and show how far it is.

        :raise AccessError: the user is no data steward
        """
        return self.env["crm.contact.score.run"].action_start()

    def action_make_call_list(self):
        """Open the dialog that makes a call list of these clients."""
        return self.partner_id.action_make_call_list()
