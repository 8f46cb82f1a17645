# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import phones
from ..person.person_text import MAX_TEXT, NOT_STORABLE

# Odoo refuses to search a phone by less.
MIN_PHONE_TEXT = 3


class ResPartner(models.Model):
    """How clients and companies are found by one text and told apart in a choice."""

    _inherit = "res.partner"

    @api.model
    def _search_person(self, operator, value):
        """Clients as the person index finds them; companies by their own columns."""
        clients = super()._search_person(operator, value)
        if operator != "ilike" or not value:
            return clients
        text = value.strip()
        if (
            len(text) > MAX_TEXT
            or NOT_STORABLE.search(text)
            or not re.search(r"\w", text)
        ):
            return clients
        return self.env["crm.person.index"]._any_of(
            "partner_id", [clients, self._search_company(text)]
        )

    @api.model
    def _search_company(self, text):
        """Domain of the companies that a typed text means.

        :param str text: part of a name, INN, e-mail or phone
        """
        columns = ("complete_name", "vat", "company_registry", "email")
        pattern = re.sub(r"([\\%_])", r"\\\1", text)
        found = Domain.OR(Domain(column, "ilike", pattern) for column in columns)
        if not re.search(r"[^\d\s()+-]", text):
            if len(re.sub(r"\D", "", text)) >= MIN_PHONE_TEXT:
                found |= Domain("phone_mobile_search", "ilike", text)
            country = self.env.company.country_id.code or "RU"
            if phone := phones.parse_one(text, country).number:
                found |= Domain("phone_sanitized", "=", phone)
        return Domain("is_company", "=", True) & found

    @api.model
    def _search_display_name(self, operator, value):
        if self.env.context.get("pick_client") and operator == "ilike" and value:
            return Domain("person_search", operator, value)
        return super()._search_display_name(operator, value)

    @api.depends("client_number", "birthdate_date")
    @api.depends_context("pick_client")
    def _compute_display_name(self):
        super()._compute_display_name()
        if not self.env.context.get("pick_client"):
            return
        for partner in self.filtered("is_client"):
            # Namesakes are told apart by number and birth date.
            details = [partner.client_number_display, partner.name]
            if partner.birthdate_date:
                details.append(format_date(self.env, partner.birthdate_date))
            partner.display_name = " · ".join(filter(None, details))
