# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..prospect.person_writer import COLUMNS


class CrmPersonWriter(models.AbstractModel):
    """What somebody adds to a prospect that a rule took him for."""

    _inherit = "crm.person.writer"

    @api.model
    def _get_fillings(self, persons):
        """Columns that are blank so far, for :meth:`_update`.

        A rule may err, so nothing is replaced by it; and what is known of a client is
        better than anything, so that the row of a linked prospect is left alone.

        :param persons: list of (prospect id, Parsed)
        :return: list of (prospect id, Parsed with those columns), without those who
            add none
        """
        if not persons:
            return []
        self._execute(
            SQL(
                """SELECT id, %s FROM crm_prospect
                WHERE id = ANY(%s) AND partner_id IS NULL""",
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                [prospect_id for prospect_id, _person in persons],
            )
        )
        blank = {
            prospect_id: {c for c, v in zip(COLUMNS, values, strict=True) if not v}
            for prospect_id, *values in self.env.cr.fetchall()
        }
        fillings = []
        for prospect_id, person in persons:
            free = blank.get(prospect_id, set())
            columns = {c: v for c, v in person.columns.items() if c in free}
            if columns:
                free -= columns.keys()
                fillings.append((prospect_id, person._replace(columns=columns)))
        return fillings
