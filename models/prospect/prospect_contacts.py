# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.fields import Domain


class CrmProspect(models.Model):
    """The one phone and e-mail of a prospect where there is room for one.

    Odoo's own features (SMS, the mail composer) know them by these names. They are
    the best of the contacts: what is written there is added to the contacts, and
    nothing is lost.
    """

    _inherit = "crm.prospect"

    phone = fields.Char(
        compute="_compute_main_contacts",
        inverse="_inverse_phone",
        search="_search_phone",
        help="The best phone. A number written here is added to the contacts.",
    )
    email = fields.Char(
        "E-mail",
        compute="_compute_main_contacts",
        inverse="_inverse_email",
        search="_search_email",
        help="The best e-mail. An address written here is added to the contacts.",
    )

    @api.depends(
        "contact_point_ids.kind",
        "contact_point_ids.value",
        "contact_point_ids.unusable_reason",
    )
    def _compute_main_contacts(self):
        order = self.contact_point_ids._get_order()
        for prospect in self:
            for kind in ("phone", "email"):
                prospect[kind] = prospect.contact_point_ids._best(kind, order).value

    @api.model
    def _person_index_fields(self):
        return super()._person_index_fields() | {"phone", "email"}

    # ------------------------------------------------------------------ writing

    def _inverse_phone(self):
        self._add_contacts("phone")

    def _inverse_email(self):
        self._add_contacts("email")

    def _add_contacts(self, kind):
        """Add what is written in the field of this kind, unless it is known."""
        points = self.env["crm.contact.point"]
        vals_list = []
        for prospect in self:
            known = {
                point.match_key or point.value
                for point in prospect.contact_point_ids
                if point.kind == kind
            }
            country = points._get_country_of(prospect)
            vals_list += [
                {"prospect_id": prospect.id, "kind": kind, "value": value}
                for value, key, _normal in points._split(kind, prospect[kind], country)
                if key not in known
            ]
        points.create(vals_list)
        # The best one need not be the one just written.
        self.invalidate_recordset([kind])

    # ------------------------------------------------------------------ mail

    def _partner_find_from_emails(
        self,
        records_emails,
        avoid_alias=True,
        ban_emails=None,
        filter_found=None,
        additional_values=None,
        no_create=False,
    ):
        """A prospect is written to at his address, not by way of a client's card.

        Else the composer would tell who the client with this address is.
        """

        def is_no_client(partner):
            found = not filter_found or filter_found(partner)
            return found and not partner.sudo().is_client

        return super()._partner_find_from_emails(
            records_emails,
            avoid_alias=avoid_alias,
            ban_emails=ban_emails,
            filter_found=is_no_client,
            additional_values=additional_values,
            no_create=no_create,
        )

    # ------------------------------------------------------------------ searching

    @api.model
    def _search_phone(self, operator, value):
        return self._search_contacts("phone", operator, value)

    @api.model
    def _search_email(self, operator, value):
        return self._search_contacts("email", operator, value)

    @api.model
    def _search_contacts(self, kind, operator, value):
        """Prospects any of whose contacts that can be used is meant."""
        of_kind = Domain("kind", "=", kind) & Domain("unusable_reason", "=", False)
        points = self.env["crm.contact.point"]
        country = self.env.company.country_id.code or "RU"
        if operator == "in":
            keys = [
                points._normalize(kind, text, country=country)["match_key"]
                for text in value
                if isinstance(text, str)
            ]
            wanted = of_kind & Domain("match_key", "in", list(filter(None, keys)))
            domain = Domain("contact_point_ids", "any", wanted)
            if False in value:
                domain |= Domain("contact_point_ids", "not any", of_kind)
            return domain
        if operator not in ("like", "ilike", "=like", "=ilike"):
            return NotImplemented
        if kind == "email":
            part = Domain("email_normalized", operator, value)
        else:
            key = points._normalize(kind, value, country=country)["match_key"]
            digits = key or re.sub(r"\D", "", value)
            # Without the plus: the index is on parts of numbers.
            part = Domain("phone_sanitized", "like", digits) if digits else Domain.FALSE
        return Domain("contact_point_ids", "any", of_kind & part)
