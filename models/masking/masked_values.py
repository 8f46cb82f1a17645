# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import format_date

from ...tools.masks import mask

# A messenger is as telling as a phone, and often is one.
KIND_OF_CONTACT = {"phone": "phone", "messenger": "phone", "email": "email"}


class CrmMasked(models.AbstractModel):
    """Values in answers that are made without :meth:`read`, as the user may see them.

    Asked of the model (`env["crm.masked"]`) where no record is at hand.
    """

    _inherit = "crm.masked"

    @api.model
    def _mask_contact(self, kind, value):
        """A contact as the user may see it.

        :param str kind: `phone`, `email` or `messenger`
        """
        return self._mask(KIND_OF_CONTACT.get(kind, "phone"), value)

    @api.model
    def _mask_said(self, text, kinds):
        """A contact of which only the text is known, in the history of a card.

        :param set kinds: what is masked
        """
        kind = "email" if "@" in (text or "") else "phone"
        return mask(kind, text) if kind in kinds else text

    @api.model
    def _mask_addresses(self, addresses):
        """Addresses of a letter: list of (name, address)."""
        return [(self._mask_name(n), self._mask("email", e)) for n, e in addresses]

    @api.model
    def _mask_name(self, name):
        """A name; where there was none, it is the address."""
        return self._mask("email", name) if "@" in (name or "") else name

    @api.model
    def _format_birthdate(self, date):
        """A birth date in words as the user may see it; blank when there is none."""
        return self._mask("birthdate", format_date(self.env, date)) or ""
