# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError

from ..person.person_text import MAX_TEXT, NOT_STORABLE

MAX_FOUND = 100


class CrmProspect(models.Model):
    """The search box for other systems; how a choice tells prospects apart."""

    _inherit = "crm.prospect"

    @api.model
    @api.readonly
    def find(self, text, limit=20):
        """Clients and prospects that a text means, as the search box finds them.

        Only whom the caller may read; the others are not even counted.

        :param str text: a name in any order, a phone or at least four digits of it, an
            e-mail or its beginning, a document, a public number, or a reference such
            as `BT: 79503`; at most 255 characters
        :param int limit: how many of each kind at most, from 1 to 100
        :return: the clients, then the prospects, the newest first: `{"model", "id",
            "number", "name", "birthdate" (YYYY-MM-DD or false), "phone", "email",
            "city"}`; masked for whom they are
        :rtype: list[dict]
        :raise ValidationError: the text is blank or too long, or the limit is wrong
        :raise AccessError: the caller may not read prospects
        """
        self.check_access("read")
        self._check_find(text, limit)
        self.env["crm.access.log"]._log("find", self)
        clients = self.env["res.partner"].with_context(person_tab="individuals")
        found = []
        for persons, domain in (
            (clients, [("is_client", "=", True)]),
            (self, []),
        ):
            domain = [("person_search", "ilike", text), *domain]
            persons = persons.search(domain, limit=limit, order="id desc")
            found += [person._prepare_found() for person in persons]
        return found

    @api.model
    def _check_find(self, text, limit):
        if not isinstance(text, str) or not text.strip():
            raise ValidationError(self.env._("text: a text is expected."))
        if len(text) > MAX_TEXT or NOT_STORABLE.search(text):
            raise ValidationError(
                self.env._(
                    "text: at most %(limit)s characters of text are expected.",
                    limit=MAX_TEXT,
                )
            )
        is_number = isinstance(limit, int) and not isinstance(limit, bool)
        if not is_number or not 1 <= limit <= MAX_FOUND:
            raise ValidationError(
                self.env._(
                    "limit: a number from 1 to %(limit)s is expected.", limit=MAX_FOUND
                )
            )

    def _prepare_found(self):
        """What :meth:`find` tells of a prospect."""
        self.ensure_one()
        return {
            **self._prepare_found_person(self.number),
            **self._prepare_found_contacts(),
        }

    @api.depends("birthdate_date")
    @api.depends_context("formatted_display_name", "uid")
    def _compute_display_name(self):
        """A choice tells namesakes apart by number and birth date."""
        super()._compute_display_name()
        if not self.env.context.get("formatted_display_name"):
            return
        for prospect in self:
            prospect.display_name = prospect._get_telling_name(prospect.number_display)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _prepare_found(self):
        """What :meth:`~CrmProspect.find` tells of a client."""
        self.ensure_one()
        return {
            **self._prepare_found_person(self.client_number),
            **self._prepare_found_contacts(),
        }
