# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .registrar import Registered


class CrmPersonRegistrar(models.AbstractModel):
    """Who is told of twice is registered once, though no rule would find him."""

    _inherit = "crm.person.registrar"

    @api.model
    def _register_again(self, person, prospect):
        """Register a person with something that may have been told before.

        Of who was told before nothing is taken, unless by a known reference of his own.

        :param person: :class:`person_parser.Parsed`, with a source
        :param prospect: whom it was told of then, or an empty record
        :return: :class:`Registered`
        """
        self.env.flush_all()
        known = prospect and self.env["crm.person.loader"]._find_known(
            "prospect_id", {0: person}
        )
        if known or not prospect:
            [registered] = self._register_persons([person])
            return registered
        queued = self.env["crm.match.queue"]._queued("prospect_id", prospect.ids)
        return Registered(prospect.id, created=False, pending=bool(queued))
