# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import inf

from odoo import models

from .contact_score import USELESS


class CrmContactPoint(models.Model):
    """Which contact of a person is shown where there is room for one."""

    _inherit = "crm.contact.point"

    def _get_order(self):
        """The order of these contacts, the best first: dict id -> what to sort by.

        By rank; contacts that reach nobody, or somebody else, come after all others,
        those that are not scored yet in the order in which they came.
        """
        scores = (
            self.env["crm.contact.score"]
            .sudo()
            .search_fetch([("point_id", "in", self._origin.ids)])
        )
        ranks = {s.point_id.id: (s.status in USELESS, s.rank) for s in scores}
        return {
            point_id: (*ranks.get(point_id, (False, inf)), point_id)
            for point_id in self._origin.ids
        }

    def _best(self, kind, order):
        """The best of these contacts that can be used, or none.

        :param kind: `phone`, `email` or `messenger`
        :param order: as of :meth:`_get_order`, of these contacts and maybe others
        """
        usable = self.filtered(lambda p: p.kind == kind and not p.unusable_reason)
        last = (False, inf, inf)
        return usable.sorted(lambda point: order.get(point._origin.id, last))[:1]
