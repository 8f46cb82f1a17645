# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mail import email_normalize, email_normalize_all

from ...tools import phones as phone_tools


class ResPartner(models.Model):
    """No second card of a client whom the user does not see.

    Odoo looks for a partner with an address among those that the user may see, and
    makes one when it finds none.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """As Odoo's own; no card by hand with an address of a hidden client.

        :param list vals_list: dicts of values
        :raise UserError: a hidden client has one of the e-mails or phones
        """
        if not self.env.su and self._hides_clients():
            self._check_not_of_hidden(vals_list)
        return super().create(vals_list)

    @api.model
    def _check_not_of_hidden(self, vals_list):
        """The refusal says why only where that may be told."""
        context = self.env.context
        defaults = {name: context.get(f"default_{name}") for name in ("email", "phone")}
        vals_list = [{**defaults, **vals} for vals in vals_list]
        emails = [vals["email"] or "" for vals in vals_list]
        emails = [email for text in emails for email in email_normalize_all(text)]
        country = self.env.company.country_id.code or "RU"
        phones = [vals["phone"] for vals in vals_list if vals["phone"]]
        phones = [phone_tools.parse_one(phone, country).number for phone in phones]
        if not (self._get_hidden_emails(emails) or self._has_hidden_phone(phones)):
            return
        if self.env["crm.prospect"]._tells_hidden():
            raise UserError(
                self.env._("A client matches: this contact cannot be created.")
            )
        raise UserError(self.env._("This contact cannot be created."))

    @api.model
    def _get_hidden_emails(self, emails):
        """Those of some addresses that only hidden clients have.

        :param emails: normalized addresses
        :rtype: set
        """
        emails = list(filter(None, emails))
        if not emails or not self._hides_clients():
            return set()
        every = self.sudo().with_context(active_test=False)
        partners = every.search([("email_normalized", "in", emails)])
        hidden = partners._get_hidden_clients()
        points = self.env["crm.contact.point"].sudo()
        points = points.search(
            [("email_normalized", "in", emails), ("partner_id", "!=", False)]
        )
        clients = points.partner_id._get_hidden_clients()
        points = points.filtered(lambda point: point.partner_id in clients)
        found = {*hidden.mapped("email_normalized"), *points.mapped("email_normalized")}
        return found - {*(partners - hidden).mapped("email_normalized")}

    @api.model
    def _has_hidden_phone(self, phones):
        """Whether a hidden client has one of these phones.

        :param phones: numbers in E.164
        """
        phones = list(filter(None, phones))
        if not phones or not self._hides_clients():
            return False
        points = self.env["crm.contact.point"].sudo()
        points = points.search(
            [
                ("kind", "=", "phone"),
                ("match_key", "in", phones),
                ("partner_id", "!=", False),
            ]
        )
        partners = points.partner_id
        partners |= self.sudo().search([("phone_sanitized", "in", phones)])
        return bool(partners._get_hidden_clients())

    @api.model
    def _find_or_create_from_emails(self, emails, ban_emails=None, **kwargs):
        if not self._hides_clients():
            return super()._find_or_create_from_emails(
                emails, ban_emails=ban_emails, **kwargs
            )
        normalized = {email_normalize(email, strict=False) for email in emails}
        banned = [*(ban_emails or ()), *self._get_hidden_emails(normalized)]
        partners = super()._find_or_create_from_emails(
            emails, ban_emails=banned, **kwargs
        )
        return [partner - partner._get_hidden_clients() for partner in partners]

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        """As Odoo's own; nobody where a hidden client has the address.

        :param str email: address, also with a name
        :param bool assert_valid_email: refuse what is no address
        :return: `res.partner`, empty for the address of a hidden client
        :raise ValueError: without an address, or with a wrong one when that is refused
        """
        if email and self._get_hidden_emails(email_normalize_all(email)):
            return self.browse()
        return super().find_or_create(email, assert_valid_email=assert_valid_email)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _is_of_hidden_client(self):
        """Whether the lead is that of a client whom the user may not see, by the link
        of its person or by what it tells.
        """
        self.ensure_one()
        partners = self.env["res.partner"]
        return bool(
            self.sudo().prospect_id.partner_id._get_hidden_clients()
            or partners._get_hidden_emails(email_normalize_all(self.email_from or ""))
            or partners._has_hidden_phone([self.phone_sanitized])
        )

    def _create_customer(self, with_parent=None):
        if self._hides_clients() and self._is_of_hidden_client():
            return self.env["res.partner"]
        return super()._create_customer(with_parent=with_parent)
