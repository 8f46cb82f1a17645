# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, MissingError
from odoo.tools import plaintext2html

from ..crm.arguments import refuse


class CrmLead(models.Model):
    """What a salesperson does in the step log."""

    _inherit = "crm.lead"

    def add_step_entry(
        self,
        text=None,
        activity_type_id=None,
        user_id=None,
        date_deadline=None,
        priority=None,
    ):
        """Write a note or plan an action on the step where the application stands.

        Text alone is a note; a type, a responsible or a planned date makes it an
        action. What is missing then: the first type ("To-Do"), the responsible of the
        application or else oneself, the day that the type asks for.

        :param str text: what to note, or to do; its first line is the summary
        :param int activity_type_id: id of the `mail.activity.type`
        :param int user_id: id of the responsible `res.users`
        :param date_deadline: the day, a date or its ISO string
        :param str priority: `0`, `1` or `2`: low, medium, high; of an action only
        :return: dict of `kind` (`note` or `open`) and `id` (of the message or activity)
        :raise ValidationError: a wrong argument, which is named
        :raise AccessError: the user may not write on the application
        """
        self._check_step_log("write")
        if text is not None and type(text) is not str:
            refuse(self.env, "text", self.env._("a text"))
        text = (text or "").strip()
        if activity_type_id or user_id or date_deadline:
            vals = self._prepare_step_action(
                text, activity_type_id, user_id, date_deadline, priority
            )
            return {"kind": "open", "id": self.env["mail.activity"].create(vals).id}
        if priority is not None:
            refuse(self.env, "priority", self.env._("an action: notes have none"))
        if not text:
            refuse(self.env, "text", self.env._("a text"))
        note = self.message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        return {"kind": "note", "id": note.id}

    def _prepare_step_action(
        self, text, activity_type_id, user_id, date_deadline, priority
    ):
        """Values of a new action; raises when an argument is wrong."""
        kind = self._get_step_record("mail.activity.type", activity_type_id)
        if not kind:
            kind = self._default_activity_type()
        elif kind.res_model not in (False, self._name):
            refuse(self.env, "activity_type_id", self.env._("a type of applications"))
        user = self._get_step_record("res.users", user_id) or self.user_id
        try:
            day = fields.Date.to_date(date_deadline or None)
        except (TypeError, ValueError):
            refuse(self.env, "date_deadline", self.env._("a date"))
        priorities = dict(self.env["mail.activity"]._fields["priority"].selection)
        if priority is not None and priority not in priorities:
            refuse(self.env, "priority", ", ".join(priorities))
        summary, _newline, note = text.partition("\n")
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "activity_type_id": kind.id,
            "user_id": (user or self.env.user).id,
            "date_deadline": day or kind._get_date_deadline(),
            "priority": priority or "0",
            "summary": summary or kind.summary,
            "note": plaintext2html(note) if note else kind.default_note,
        }

    def _get_step_record(self, model, record_id):
        """A record that exists, is active and may be chosen here; or none."""
        argument = "user_id" if model == "res.users" else "activity_type_id"
        record = self.env[model]
        if not record_id:
            return record
        if type(record_id) is int:
            record = record.browse(record_id).exists().filtered("active")
        if model == "res.users":
            record = record.filtered(lambda user: not user.share)
        if not record:
            refuse(self.env, argument, self.env._("the id of an active record"))
        return record

    def finish_step_action(self, activity_id, feedback=None):
        """Mark an action as done; the same as in the chatter.

        :param int activity_id: id of the open action (`mail.activity`)
        :param str feedback: what came of it
        :return: id of the message that tells it
        :raise MissingError: it is not open any more, or not of this application
        """
        self._check_step_log("read")
        if feedback is not None and type(feedback) is not str:
            refuse(self.env, "feedback", self.env._("a text"))
        if type(activity_id) is not int:
            refuse(self.env, "activity_id", self.env._("the id of an action"))
        activity = self.env["mail.activity"].search(
            [
                ("id", "=", activity_id),
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
            ]
        )
        if not activity:
            raise MissingError(
                self.env._("This action was done or deleted in the meantime.")
            )
        return activity.action_feedback(feedback=feedback or False)

    def reopen_step_action(self, message_id):
        """Take back that one's own action was done; what it triggered stays.

        :param int message_id: id of the message that tells that it was done
        :return: id of the action, which is open again
        :raise MissingError: there is no such message on this application
        :raise AccessError: somebody else did it, or it cannot be opened again
        """
        message = self._get_step_message(message_id)
        if not message._can_reopen_step_action():
            raise AccessError(self.env._("This action cannot be opened again."))
        activity = message.crm_activity_id
        activity.write({"active": True, "feedback": False})
        # Odoo gave the files of the action to the message, and deletes them with it.
        files = message.sudo().attachment_ids.filtered(
            lambda file: (file.res_model, file.res_id) == (message._name, message.id)
        )
        files.write({"res_model": activity._name, "res_id": activity.id})
        message.sudo().unlink()
        return activity.id

    def edit_step_note(self, message_id, text):
        """Change one's own note; without a text it is deleted, as in the chatter.

        :param int message_id: id of the note
        :param str text: what it says from now on
        :raise MissingError: there is no such note on this application
        :raise AccessError: the note is another's, or more than plain text
        """
        if type(text) is not str:
            refuse(self.env, "text", self.env._("a text"))
        message = self._get_step_message(message_id)
        if not message._can_edit_step_note():
            raise AccessError(self.env._("This note cannot be edited here."))
        text = text.strip()
        # As the chatter does: its own fields are not for everybody.
        self._message_update_content(
            message.sudo(),
            body=plaintext2html(text) if text else "",
            attachment_ids=None if text else [],
        )

    def _get_step_message(self, message_id):
        self._check_step_log("write")
        if type(message_id) is not int:
            refuse(self.env, "message_id", self.env._("the id of a message"))
        message = self.env["mail.message"].search(
            [
                ("id", "=", message_id),
                ("model", "=", self._name),
                ("res_id", "=", self.id),
            ]
        )
        if not message:
            raise MissingError(self.env._("This entry was deleted in the meantime."))
        return message
