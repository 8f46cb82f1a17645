# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_datetime

from ..person.public_number import group_digits


class ResPartner(models.Model):
    """What the card says of the place of a client by his contactability."""

    _inherit = "res.partner"

    contactability_note = fields.Char(
        compute="_compute_contactability_note",
        groups="crm_prospect.group_prospect_own",
    )

    @api.depends("contactability_place", "contactability_percentile")
    @api.depends_context("lang", "tz")
    def _compute_contactability_note(self):
        night = self.env["crm.contact.score.run"]._last_done()
        for client in self:
            client.contactability_note = bool(
                night and client.contactability_place
            ) and self.env._(
                "place %(place)s, better than %(percentile)s %% (as of %(time)s)",
                place=group_digits(client.contactability_place),
                percentile=int(client.contactability_percentile),
                time=format_datetime(self.env, night, dt_format="short"),
            )
