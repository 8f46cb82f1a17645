# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmProspect(models.Model):
    """Who is found by the number of a source may be of another company or group."""

    _inherit = "crm.prospect"

    @api.model
    def _default_source_id(self):
        own = self.env["crm.prospect.source"]._get_own()
        return own or super()._default_source_id()

    def _filtered_reach(self):
        """Those of the companies and groups of the user, whoever is responsible.

        Of the others he gets no id, though what his own source says of them counts.
        """
        reach = self.env.user._get_people_reach()
        if not (reach and self):
            return self
        self.sudo().fetch(["company_id", "group_id"])
        within = Domain("company_id", "in", [*reach.companies, False])
        if reach.groups:
            within &= Domain("group_id", "in", reach.groups)
        return self.sudo().filtered_domain(within).with_env(self.env)


class CrmProspectSource(models.Model):
    _inherit = "crm.prospect.source"

    @api.model
    def _get_own(self):
        """The first source of the groups that the user is limited to; none: he is not.

        What he types in belongs there: people of no group are none of his.
        """
        reach = self.env.user._get_people_reach()
        if not (reach and reach.groups):
            return self.browse()
        companies = [*reach.companies, False]
        return self.search(
            [("group_id", "in", reach.groups), ("company_id", "in", companies)], limit=1
        )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _get_person_source(self):
        """A lead of a limited user is one of his groups: else he would lose it."""
        own = self.env["crm.prospect.source"]._get_own()
        return own.code or super()._get_person_source()
