# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools.mail import html_to_inner_content

MESSAGE_ICONS = {
    "email": "fa-envelope-o",
    "email_outgoing": "fa-paper-plane-o",
    "auto_comment": "fa-cog",
    "out_of_office": "fa-envelope-o",
}


class CrmTimeline(models.AbstractModel):
    """Messages and activities in words."""

    _inherit = "crm.timeline"

    @api.model
    def _render_message(self, ids):
        note = self.env.ref("mail.mt_note")
        titles = {
            "email": self.env._("E-mail received"),
            "email_outgoing": self.env._("E-mail sent"),
            "auto_comment": self.env._("Automatic message"),
            "out_of_office": self.env._("Out-of-office message"),
        }

        def words(message):
            kind = message.message_type
            is_note = message.subtype_id == note
            title = self.env._("Note") if is_note else self.env._("Message")
            icon = "fa-sticky-note-o" if is_note else "fa-comment-o"
            return (
                MESSAGE_ICONS.get(kind, icon),
                titles.get(kind, title),
                self._message_text(message),
            )

        return self._about_messages(self._readable("mail.message", ids), words)

    @api.model
    def _render_activity_done(self, ids):
        return self._about_messages(
            self._readable("mail.message", ids),
            lambda message: (
                "fa-check",
                self.env._(
                    "Done: %(activity)s",
                    activity=message.mail_activity_type_id.sudo().name,
                ),
                self._message_text(message),
            ),
        )

    @api.model
    def _about_messages(self, messages, words):
        """Events of messages, about the records they were posted on.

        :param words: function message -> (icon, title, text)
        """
        documents = self._documents(messages, "model")
        masked = self.env["crm.masked"]
        hidden = messages.sudo().author_id._get_hidden_clients()
        names = {
            author.id: self.env._("Client") if author in hidden else author.name
            for author in messages.sudo().author_id
        }
        return {
            message.id: self._about(
                documents[message.model][message.res_id],
                *words(message),
                author=names.get(message.sudo().author_id.id)
                or masked._mask("email", message.email_from),
            )
            for message in messages
            if message.res_id in documents[message.model]
        }

    @api.model
    def _documents(self, records, model_field):
        """The readable records that messages or activities belong to.

        In one set for each model, so that their names are read at once.

        :return: dict model -> dict id -> record
        """
        return {
            model: {
                document.id: document
                for document in self._readable(model, group.mapped("res_id"))
            }
            for model, group in records.grouped(model_field).items()
        }

    @api.model
    def _message_text(self, message):
        """Subject and beginning of a message; else the files that came with it."""
        text = html_to_inner_content(message.body or "")
        parts = filter(None, (self._message_subject(message), text))
        return " – ".join(parts) or ", ".join(message.attachment_ids.mapped("name"))

    @api.model
    def _message_subject(self, message):
        """The subject, unless Odoo took it from the name of the record."""
        subject = message.subject or ""
        name = message.record_name or ""
        return "" if subject.removeprefix("Re: ") == name else subject

    @api.model
    def _render_activity_planned(self, ids):
        activities = self._readable("mail.activity", ids)
        documents = self._documents(activities, "res_model")
        return {
            activity.id: {
                **self._about(
                    documents[activity.res_model][activity.res_id],
                    activity.activity_type_id.sudo().icon or "fa-clock-o",
                    self.env._("Planned: %(activity)s", activity=activity.display_name),
                    html_to_inner_content(activity.note or ""),
                    activity.user_id.sudo().name,
                ),
                "all_day": True,
            }
            for activity in activities
            if activity.res_id in documents[activity.res_model]
        }
