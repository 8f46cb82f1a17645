# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import fields, models
from odoo.tools import html2plaintext

# What the log itself writes; all else would be lost when it is edited as plain text.
PLAIN_TAGS = re.compile(r"</?(p|br|span class=\"o-mail-Message-edited\"|span)\s*/?>")


def to_text(html):
    return html2plaintext(html or "", include_references=False).strip()


def join_lines(*texts):
    return "\n".join(text for text in texts if text)


class MailActivity(models.Model):
    """An action in words."""

    _inherit = "mail.activity"

    def _get_step_text(self):
        return join_lines(self.summary, to_text(self.note), self.feedback)

    def _get_step_action(self):
        """What the log tells of an action, open or done; needs no right on it."""
        action = self.sudo()
        names = dict(self._fields["priority"]._description_selection(self.env))
        return {
            "type": action.activity_type_id.name or "",
            "icon": action.activity_type_id.icon or "fa-tasks",
            "responsible": action.user_id.name or "",
            "responsible_id": action.user_id.id,
            "date_deadline": fields.Date.to_string(action.date_deadline),
            "date_done": fields.Date.to_string(action.date_done) or False,
            "is_overdue": action.state == "overdue",
            "priority": action.priority or "0",
            "priority_name": names[action.priority or "0"],
            "text": action._get_step_text(),
        }

    def _get_step_entry(self):
        return {
            **self._get_step_action(),
            "step": self.sudo().crm_step_id.display_name or "",
            "author": self.sudo().create_uid.name or "",
            "can_edit": False,
            "can_finish": self.can_write,
            "can_reopen": False,
        }


class MailMessage(models.Model):
    """A note, or a done action, in words."""

    _inherit = "mail.message"

    def _get_step_entry(self):
        message = self.sudo()
        entry = {
            "icon": "fa-sticky-note-o",
            "step": message.crm_step_id.display_name or "",
            "author": message.author_id.name
            or self.env["crm.masked"]._mask("email", message.email_from)
            or "",
            "can_edit": self._can_edit_step_note(),
            "can_finish": False,
            "can_reopen": self._can_reopen_step_action(),
        }
        if not message.mail_activity_type_id:
            files = ", ".join(message.attachment_ids.mapped("name"))
            return {**entry, "text": to_text(message.body) or files}
        if action := message._get_step_action_done():
            return {**entry, **action._get_step_action()}
        # Its action is gone, or there was none: a mailing.
        done = fields.Datetime.context_timestamp(self, message.date).date()
        return {
            **entry,
            "type": message.mail_activity_type_id.name,
            "icon": message.mail_activity_type_id.icon or "fa-check",
            "responsible": entry["author"],
            "responsible_id": False,
            "date_deadline": False,
            "date_done": fields.Date.to_string(done),
            "is_overdue": False,
            "priority": False,
            "priority_name": "",
            "text": join_lines(message.subject, to_text(message.body)),
        }

    def _is_own_step_entry(self):
        """As in Odoo's chatter: one's own, and all of them for the administrator."""
        author = self.sudo().author_id
        return author == self.env.user.partner_id or self.env.is_admin()

    def _can_edit_step_note(self):
        return (
            not self.mail_activity_type_id
            and self._is_own_step_entry()
            and not re.search("<", PLAIN_TAGS.sub("", self.body or ""))
        )

    def _can_reopen_step_action(self):
        activity = self._get_step_action_done()
        return bool(activity) and not activity.active and self._is_own_step_entry()

    def _get_step_action_done(self):
        """The action that a message tells of, as superuser.

        Only one of the same record: whoever posts a message may name any.
        """
        message = self.sudo()
        return message.crm_activity_id.filtered(
            lambda activity: (
                (activity.res_model, activity.res_id) == (message.model, message.res_id)
            )
        )
