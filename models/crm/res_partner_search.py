# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.search_text import MIN_PHONE_DIGITS, literal, phone_digits


class CrmPersonIndex(models.Model):
    """The search box finds companies too, by their own columns."""

    _inherit = "crm.person.index"

    @api.model
    def _select_text(self, owner, text):
        """Each of the tabs searches its own kind; elsewhere both are found."""
        tab = owner == "partner_id" and self.env.context.get("person_tab")
        selects = [] if tab == "companies" else super()._select_text(owner, text)
        if owner == "partner_id" and tab != "individuals" and re.search(r"\w", text):
            selects.append(self._select_company(text))
        return selects

    @api.model
    def _select_company(self, text):
        """Statement that selects the companies that a typed text means.

        :param str text: part of a name, INN, e-mail or phone
        """
        columns = ("complete_name", "vat", "company_registry", "email")
        found = Domain.OR(Domain(column, "ilike", literal(text)) for column in columns)
        if self._is_masked("phone"):
            found |= Domain("phone", "ilike", literal(text))
        elif digits := phone_digits(text):
            found |= Domain.custom(
                to_sql=lambda model, alias, query: self._has_digits(
                    model._field_to_sql(alias, "phone", query), digits
                )
            )
        companies = Domain("is_company", "=", True) & found
        return self.env["res.partner"]._search(companies, active_test=False).select()

    @api.model
    def _has_digits(self, phone, digits):
        """SQL: the phone of a company, typed in any way, has these digits in a row."""
        parts = {digits}
        if digits[0] in "78" and len(digits) > MIN_PHONE_DIGITS:
            # Either of them stands before a Russian number, or none does.
            parts.add(digits[1:])
        return SQL(
            "regexp_replace(%s, '\\D', '', 'g') LIKE ANY(%s)",
            phone,
            [f"%{part}%" for part in sorted(parts)],
        )


class ResPartner(models.Model):
    """How clients are told apart in a choice."""

    _inherit = "res.partner"

    @api.model
    def _search_display_name(self, operator, value):
        if self.env.context.get("pick_client") and operator == "ilike" and value:
            clients = self.with_context(person_tab="individuals")
            return clients._search_person(operator, value)
        return super()._search_display_name(operator, value)

    @api.depends("client_number", "birthdate_date")
    @api.depends_context("pick_client")
    def _compute_display_name(self):
        super()._compute_display_name()
        if not self.env.context.get("pick_client"):
            return
        for partner in self.filtered("is_client"):
            # Namesakes are told apart by number and birth date.
            partner.display_name = partner._get_telling_name(
                partner.client_number_display
            )
