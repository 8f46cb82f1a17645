# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmMatch(models.Model):
    """Links made by hand, many at once."""

    _inherit = "crm.match"

    @api.model
    def _confirm_chosen(self, chosen):
        """Link prospects with the clients that people chose for them.

        A prospect that is linked already stays as it is. For callers that have checked
        what the users may see.

        :param dict chosen: prospect id -> (client id, id of the user)
        """
        self.env.flush_all()
        apply = self.env["crm.match.apply"].sudo()
        apply._lock(chosen)
        prospects = self.env["crm.prospect"].sudo().browse(sorted(chosen))
        prospects.invalidate_recordset(["partner_id"], flush=False)
        free = prospects.filtered(lambda prospect: not prospect.partner_id)
        if not free:
            return
        apply._touch(free.ids)
        matches = self.sudo()
        known = matches.search(
            [("prospect_id", "in", free.ids), ("partner_id", "!=", False)]
        )
        pairs = {(m.prospect_id.id, m.partner_id.id): m for m in known}
        missing = [
            (prospect_id, chosen[prospect_id][0])
            for prospect_id in free.ids
            if (prospect_id, chosen[prospect_id][0]) not in pairs
        ]
        made = matches.create([self._prepare_proposal(*pair) for pair in missing])
        pairs.update(zip(missing, made, strict=True))
        for prospect in free:
            client_id, user_id = chosen[prospect.id]
            match = pairs.pop((prospect.id, client_id)).with_user(user_id).sudo()
            match._decide("confirmed", None)
            match.prospect_id.write(match._prepare_link_vals())
        matches.union(*pairs.values())._settle()
