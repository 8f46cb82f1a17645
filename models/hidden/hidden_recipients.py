# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools.mail import email_normalize, email_normalize_all


class Base(models.AbstractModel):
    _inherit = "base"

    def _message_get_suggested_recipients_batch(self, *args, **kwargs):
        """Who is proposed for a message: nobody hidden, and no error because of him.

        Odoo reads followers, authors and customers with the rights of the user.
        """
        if not self._hides_clients():
            return super()._message_get_suggested_recipients_batch(*args, **kwargs)
        for name in ("reply_message", "additional_partners"):
            if kwargs.get(name):
                kwargs[name] = kwargs[name].sudo()
        records = super(Base, self.sudo())
        suggested = records._message_get_suggested_recipients_batch(*args, **kwargs)
        ids = {item["partner_id"] for items in suggested.values() for item in items}
        partners = self.env["res.partner"].browse(filter(None, ids)).sudo(False)
        seen = {False, *partners._filtered_access("read")._ids}
        emails = {item["email"] for items in suggested.values() for item in items}
        hidden = self.env["res.partner"]._get_hidden_emails(emails)
        own_field = self._mail_get_primary_email_field()
        for record in self:
            own = email_normalize_all(own_field and record.sudo()[own_field] or "")
            own += [email_normalize(kwargs.get("primary_email") or "")]
            suggested[record.id] = [
                item
                for item in suggested[record.id]
                if item["partner_id"] in seen
                and (item["email"] in own or item["email"] not in hidden)
            ]
        return suggested


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """As Odoo's own; hidden clients are left out as archived partners are.

        :param list partner_ids: ids of partners
        :param list subtype_ids: ids of the subtypes to follow, or None for the default
        :rtype: bool
        :raise AccessError: the user may not write the record
        """
        if partner_ids and not self.env.su and self._hides_clients():
            partners = self.env["res.partner"].browse(partner_ids)
            partner_ids = (partners - partners._get_hidden_clients()).ids
        return super().message_subscribe(partner_ids, subtype_ids)
