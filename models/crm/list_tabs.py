# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Nobody reads more than that off a tab; the page shows "1000+".
MAX_COUNT = 1000
MAX_TABS = 20


class CrmListTabs(models.AbstractModel):
    """The preset tabs above a list, which tell how many records are in each."""

    _name = "crm.list.tabs"
    _description = "Tabs of a List"

    @api.model
    @api.readonly
    def count_tabs(self, domains):
        """How many records each tab would list for the user.

        :param list domains: a domain for each tab, at most 20
        :return: list of int in the same order; 1001 stands for more than 1000
        :raise UserError: `domains` is no list of domains
        """
        if not isinstance(domains, list) or len(domains) > MAX_TABS:
            raise UserError(self.env._("domains: a short list of domains is expected."))
        return [self._count_tab(domain) for domain in domains]

    @api.model
    def _count_tab(self, domain):
        try:
            domain = Domain(domain)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("domains: one of them is no domain.")) from error
        # From the newest on, by an index: a count without an order may read the whole
        # table before it meets so many.
        return len(self.search(domain, limit=MAX_COUNT + 1, order="id desc"))


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.list.tabs"]


class CrmProspect(models.Model):
    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.list.tabs"]
