# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged clients have one contactability, and one row of a call list."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self.env.flush_all()
        self._unite_call_lines((src_partners | dst_partner).ids, dst_partner.id)
        # Derived: computed again for the remaining card.
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_contactability WHERE partner_id = ANY(%s)",
                src_partners.ids,
            )
        )
        self.env["crm.contactability"].invalidate_model(flush=False)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _unite_call_lines(self, partner_ids, dst_id):
        """Keep the row that was called last."""
        self.env.cr.execute(
            SQL(
                """DELETE FROM crm_call_list_line d USING (
                    SELECT id, row_number() OVER (
                        PARTITION BY list_id ORDER BY called_at DESC NULLS LAST,
                            partner_id <> %s, id) AS place
                    FROM crm_call_list_line WHERE partner_id = ANY(%s)) ranked
                WHERE d.id = ranked.id AND ranked.place > 1""",
                dst_id,
                partner_ids,
            )
        )
        self.env["crm.call.list.line"].invalidate_model(flush=False)

    @api.model
    def _replace_values(self, table, ids, kept):
        result = super()._replace_values(table, ids, kept)
        if table == "crm_contact_point":
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_call_list_line l SET point_id = d.kept
                    FROM unnest(%s::int[], %s::int[]) AS d(id, kept)
                    WHERE l.point_id = d.id""",
                    ids,
                    kept,
                )
            )
        return result
