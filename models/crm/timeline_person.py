# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import Any, NamedTuple

from odoo import api, models
from odoo.fields import Domain


class Person(NamedTuple):
    """The records of one person that the user may read."""

    prospects: Any
    leads: Any
    client: Any

    def documents(self):
        """Ids of all records, by model."""
        return {records._name: records.ids for records in self if records}


class CrmTimeline(models.AbstractModel):
    """Whose timeline it is."""

    _inherit = "crm.timeline"

    @api.model
    def _get_person(self, record):
        """The person of a record: one client, his prospects, and their applications.

        :param record: a prospect, an application or a partner that the user may read
        :return: :class:`Person`
        """
        prospect, client = self._get_anchors(record)
        whose = Domain("id", "=", prospect.id) if prospect else Domain.FALSE
        if client:
            whose |= Domain("partner_id", "=", client.id)
        whose = self.env["crm.prospect"]._without_field_access(whose)
        prospects = self._search_readable("crm.prospect", whose)
        theirs = Domain("prospect_id", "in", prospects.ids)
        if client:
            theirs |= Domain("partner_id", "=", client.id)
        if record._name == "crm.lead":
            theirs |= Domain("id", "=", record.id)
        leads = self._search_readable("crm.lead", theirs)
        return Person(prospects, leads, client._filtered_access("read"))

    @api.model
    def _get_anchors(self, record):
        """The prospect and the client that a record leads to, readable or not."""
        prospect = self.env["crm.prospect"]
        client = self.env["res.partner"]
        if record._name == "res.partner":
            client = record
        elif record._name == "crm.prospect":
            prospect = record
        else:
            prospect = record.prospect_id
            customer = record.sudo().partner_id
            client = customer.sudo(False) if customer.is_client else client
        return prospect, prospect._get_told_clients() or client

    @api.model
    def _search_readable(self, model, domain):
        records = self.env[model].with_context(active_test=False)
        if not records.has_access("read"):
            return records.browse()
        return records.search(domain, order="id")
