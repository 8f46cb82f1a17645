# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import models
from odoo.fields import Command, Domain


class CrmMailing(models.Model):
    """The mails of a step: each hangs on one message, which is the done action."""

    _inherit = "crm.mailing"

    def _get_places(self, batch):
        """The record each letter is put on: dict recipient -> application or prospect.

        A prospect's latest open application that the author may write, if he has one.
        """
        if self.model == "crm.lead":
            return {r: r.lead_id.with_env(self.env) for r in batch}
        leads = self.env["crm.lead"].search(
            Domain("prospect_id", "in", batch.prospect_id.ids)
            & Domain("won_status", "=", "pending"),
            order="id",
        )
        latest = {lead.prospect_id.id: lead for lead in leads._filtered_access("write")}
        return {
            r: latest.get(r.prospect_id.id) or r.prospect_id.with_env(self.env)
            for r in batch
        }

    def _prepare_mails(self, batch, places, letters):
        """Values of the mails with their messages, which are the done actions.

        :param places: as of :meth:`_get_places`
        :param letters: dict recipient -> (subject, text)
        """
        leads = self.env["crm.lead"].browse(
            place.id for place in places.values() if place._name == "crm.lead"
        )
        steps = leads.sudo()._get_open_steps()
        author = self.user_id.partner_id
        replies = {}
        for model in {place._name for place in places.values()}:
            records = self.env[model].browse(
                place.id for place in places.values() if place._name == model
            )
            addresses = records.sudo()._notify_get_reply_to(
                default=self.sender, author_id=author.id
            )
            replies.update({(model, key): value for key, value in addresses.items()})
        common = {
            "message_type": "email_outgoing",
            "subtype_id": self.env.ref("mail.mt_note").id,
            "mail_activity_type_id": self.activity_type_id.id,
            "author_id": author.id,
            "email_from": self.sender,
            "attachment_ids": [Command.link(file) for file in self.attachment_ids.ids],
            "record_company_id": self.company_id.id,
            "record_alias_domain_id": self.company_id.sudo().alias_domain_id.id,
            # The mail goes when it is sent; the message stays.
            "auto_delete": True,
            "is_notification": True,
        }
        return [
            {
                **common,
                **self._prepare_letter(recipient, *letters[recipient]),
                "model": places[recipient]._name,
                "res_id": places[recipient].id,
                "crm_step_id": places[recipient]._name == "crm.lead"
                and steps.get(places[recipient].id),
                "reply_to": replies.get((places[recipient]._name, places[recipient].id))
                or self.sender,
            }
            for recipient in batch
        ]

    def _prepare_letter(self, recipient, subject, body):
        """What differs from letter to letter; the way out is in the mail only."""
        url = self.get_base_url() + recipient._get_unsubscribe_path()
        way_out = Markup(
            '<p style="font-size:12px;color:#777">%s <a href="%s">%s</a></p>'
        )
        return {
            "subject": subject,
            "body": body,
            "body_html": Markup(body)
            + way_out
            % (
                self.env._("You do not want letters from us?"),
                url,
                self.env._("Unsubscribe"),
            ),
            "email_to": recipient.email_normalized,
            "headers": repr(
                {
                    "List-Unsubscribe": f"<{url}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                    "X-Auto-Response-Suppress": "OOF",
                }
            ),
        }
