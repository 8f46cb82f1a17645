# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .conversion_values import APPENDED, ROWS


class CrmProspect(models.Model):
    """What a dialog shows before a conversion: whom, what goes where, what besides."""

    _inherit = "crm.prospect"

    def _propose_clients(self):
        """The clients that this prospect may be, the linked one or the surest first.

        :return: list of dicts `client` (one the user may read), `reasons` and
            `against` (lists of words), `rule` (name, or False) and `confidence`
            (percent); and how many more there are that the user may not see
        """
        self.ensure_one()
        matches = self.env["crm.match"].sudo()
        found = matches.search(
            [
                ("prospect_id", "=", self.id),
                ("partner_id", "!=", False),
                ("verdict", "!=", "rejected"),
            ]
        ).sorted(lambda m: (m.partner_id != self.sudo().partner_id, -m.confidence))
        clients = found.partner_id | self._get_contacts_of_leads()
        clients = clients.sudo(False)
        readable = clients._filtered_access("read")
        reasons = self.env["crm.match.reasons"]._of_pairs(
            {client: (self.id, "partner_id", client.id) for client in readable}
        )
        by_client = {match.partner_id.id: match for match in found}
        proposals = []
        for client in readable:
            match = by_client.get(client.id, matches)
            words = reasons.get(client, {"for": [], "against": []})
            proposals.append(
                {
                    "client": client,
                    "reasons": words["for"]
                    or ([] if match else [self.env._("contact of the application")]),
                    "against": words["against"],
                    "rule": match.rule_id.name or False,
                    "confidence": match.confidence,
                }
            )
        return proposals, len(clients) - len(readable)

    def _get_contacts_of_leads(self):
        """People whom somebody made the contact of an application: of those he sees."""
        leads = self.env["crm.lead"].search([("prospect_id", "=", self.id)])
        contacts = leads.sudo().partner_id
        rejected = self._get_rejected([(self, contact) for contact in contacts])
        return contacts.filtered(
            lambda c: not c.is_company and (self.id, c.id) not in rejected
        )

    # ------------------------------------------------------------------ what goes where

    def _prepare_conversion(self, client=None):
        """What a conversion would do with the card of a client.

        :param client: a client the user may read; empty: a new one
        :return: dict of `rows`: list of dicts `field`, `label`, `prospect` and `client`
            ((value, words) of each side), `can_append`, `default` (keep, take, append);
            and `carried`: what the card gets besides, kind -> number
        """
        self.ensure_one()
        client = client or self.env["res.partner"]
        client.check_access("read")
        values = self._get_conversion_values()
        present = self._get_client_values(client)
        labels = self._get_row_labels()
        rows = [
            {
                "field": field,
                "label": labels[field],
                "prospect": (value, self._get_row_words(self, field, value)),
                "client": (
                    present[field],
                    self._get_row_words(client, field, present[field]),
                ),
                "can_append": field in APPENDED,
                "default": self._get_default_choice(field, value, present[field]),
            }
            for field, value in values.items()
        ]
        return {"rows": rows, "carried": self._count_carried(client)}

    def _get_row_labels(self):
        labels = {
            field: self._fields[field]._description_string(self.env)
            for field in ROWS
            if field in self._fields
        }
        return {
            **labels,
            "lang": self.env._("Language"),
            "address": self.env._("Address"),
            "employer": self.env._("Employer"),
        }

    def _count_carried(self, client):
        """How many things the card gets that it does not have yet: kind -> number."""
        writer = self.env["crm.conversion.writer"].sudo()
        return {
            **writer._count(self.id, client.id),
            "tags": len(
                set(self.tag_ids.mapped("name"))
                - set(client.sudo().category_id.mapped("name"))
            ),
            "notes": int(bool(self.comment)),
        }
