# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmContactScore(models.Model):
    """Why a contact has its score, in words."""

    _inherit = "crm.contact.score"

    def _get_reasons(self):
        """What speaks for and against this contact, the weightiest first.

        :return: list of dicts of `text`, in the language of the user, and `points`;
            the points add up to the score before it is limited to 0..1000
        """
        self.ensure_one()
        return self._get_reasons_by_id()[self.id]

    def _get_reasons_by_id(self):
        """The same of many scores, in a constant number of queries."""
        lines = self._get_factor_ids()
        factors = self.env["crm.contact.score.factor"].sudo()
        factors = factors.browse({line for ids in lines.values() for line in ids})
        told = {
            line.id: {"text": line._words(), "points": line.points} for line in factors
        }
        return {
            score.id: self._sort_reasons(
                [dict(told[line]) for line in lines.get(score.id, ())]
            )
            for score in self
        }

    def _get_factor_ids(self):
        """Ids of the lines that gave points: score id -> list."""
        self.check_access("read")
        self.flush_model(["point_id"])
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, factor_ids FROM crm_contact_score WHERE id = ANY(%s)",
                    self.ids,
                )
            )
        )

    @api.model
    def _sort_reasons(self, reasons):
        """For before against, each from the weightiest to the lightest."""
        return sorted(reasons, key=lambda r: (r["points"] < 0, -abs(r["points"])))
