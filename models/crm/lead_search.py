# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.search_text import literal, tell_kind

# What an application itself says.
OWN_FIELDS = {
    "name": "contact_name",
    "phone": "phone_mobile_search",
    "email": "email_from",
}


class CrmLead(models.Model):
    """Applications found by whose they are."""

    _inherit = "crm.lead"

    person_search = fields.Char(
        "Person", store=False, search="_search_person", compute="_compute_person_search"
    )

    def _compute_person_search(self):
        self.person_search = False

    @api.model
    def _search_person(self, operator, value):
        """Applications of the prospects that the search box finds, or that say so.

        Only by such prospects as the user may read.
        """
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        if not value.strip():
            return Domain.TRUE
        text = value.strip()
        own = Domain(OWN_FIELDS[tell_kind(text)], "ilike", literal(text))
        selects = [
            self._search(domain, active_test=False).select()
            for domain in (
                Domain("prospect_id", "any", [("person_search", operator, text)]),
                Domain("application_reference_ids.ref", "=", text),
            )
        ]
        # Each by an index of its own.
        index = self.env["crm.person.index"]
        ids = index._fetch_few(self._search(own, active_test=False).select())
        if ids is not None:
            return index._any_of([*selects, index._select_ids(ids)])
        return Domain.OR([own, *map(self._looked_up, selects)])

    @api.model
    def _looked_up(self, select):
        """Domain of what a statement selects, for walking the newest applications.

        So PostgreSQL meets a page of those that say a frequent text, unless it has to
        collect first what else was found: many are looked up one by one.

        :param select: SQL selecting ids
        """
        ids = self.env["crm.person.index"]._fetch_few(select)
        if ids is not None:
            return Domain("id", "in", ids)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(SELECT TRUE FROM (%s) found(id) WHERE found.id = %s LIMIT 1)",
                select,
                SQL.identifier(alias, "id"),
            )
        )
