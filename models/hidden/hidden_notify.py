# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class MailThread(models.AbstractModel):
    """Letters of a client, and about his records, to one who sees no client.

    Odoo's e-mails and push messages are the same for all and name the author and the
    record: he reads in Odoo instead, where these are hidden.
    """

    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(
            message, msg_vals=msg_vals, **kwargs
        )
        blind = self._get_users_out_of_sight(message, [r["uid"] for r in recipients])
        for recipient in recipients if blind else ():
            if recipient["uid"] in blind._ids and recipient["notif"] == "email":
                recipient["notif"] = "inbox"
        return recipients

    def _notify_thread_by_web_push(self, message, recipients_data, **kwargs):
        blind = self._get_users_out_of_sight(
            message, [r["uid"] for r in recipients_data]
        )
        recipients_data = [r for r in recipients_data if r["uid"] not in blind._ids]
        return super()._notify_thread_by_web_push(message, recipients_data, **kwargs)

    def _get_users_out_of_sight(self, message, user_ids):
        """Those of some users who may not see the author of a message, or its record.

        :param user_ids: ids of users, or anything empty
        """
        users = self.env["res.users"].sudo().browse(filter(None, user_ids))
        author = message.sudo().author_id
        return users.filtered(
            lambda user: (
                user._is_without_clients()
                and (
                    author.with_user(user)._get_hidden_clients()
                    or self._is_hidden_document(user)
                )
            )
        )

    def _is_hidden_document(self, user):
        """Whether this record is out of a user's sight because of a client."""
        documents = self.env["crm.hidden.document"].with_user(user)
        hidden = documents._get_hidden_document_domains().get(self._name)
        return hidden is not None and bool(self.sudo().filtered_domain(hidden))
