# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A client's applications: as their contact, and those of his prospects."""

    _inherit = "res.partner"

    def _get_contact_opportunities_domain(self):
        domain = Domain(super()._get_contact_opportunities_domain())
        prospects = self._get_prospects_of_hierarchy()
        return list(domain | Domain("prospect_id", "in", prospects.ids))

    def _get_prospects_of_hierarchy(self):
        """All prospects of these partners and of their contacts.

        Whether the user may read them or not: the applications have rules of their own.
        """
        partners = self._fetch_children_partners_for_hierarchy()
        prospects = self.env["crm.prospect"].sudo().with_context(active_test=False)
        return prospects.search_fetch(
            [("partner_id", "in", partners.ids)], ["partner_id"]
        )

    def _compute_opportunity_count(self):
        super()._compute_opportunity_count()
        if not self.env.user.has_group("sales_team.group_sale_salesman"):
            return
        if not (prospects := self._get_prospects_of_hierarchy()):
            return
        counts = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(
                [("prospect_id", "in", prospects.ids)],
                ["partner_id", "prospect_id"],
                ["__count"],
            )
        )
        for contact, prospect, count in counts:
            # Those of the contact are counted already.
            holders = prospect.sudo().partner_id._lineage() - contact.sudo()._lineage()
            for holder in self & holders.with_env(self.env):
                holder.opportunity_count += count

    def _lineage(self):
        """This partner and all he belongs to, upwards; nobody of nobody."""
        lineage = self
        while lineage[-1:].parent_id:
            lineage += lineage[-1].parent_id
        return lineage
