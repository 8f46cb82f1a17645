# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, is_html_empty

# Letters of one step.
BATCH = 500
# So many are sent before the call returns; more by the cron.
ONLINE_LIMIT = 50


class CrmMailing(models.Model):
    """Sending in committed steps: what was sent once is never sent again."""

    _inherit = "crm.mailing"

    # ------------------------------------------------------------------ requests

    def action_send(self):
        """Send the letter: a few at once, more in the background.

        :raise UserError: it was sent already, has no subject, text or kind of action,
            its files are too large, or nobody would get it
        :raise AccessError: it is not the user's, or so many are not for him
        """
        self.ensure_one()
        self.check_access("write")
        self._check_author()
        self._meet()
        if self.state != "draft":
            raise UserError(self.env._("This mailing was sent already."))
        for name in ("subject", "body_html", "activity_type_id"):
            if not self[name] or name == "body_html" and is_html_empty(self[name]):
                label = self._fields[name]._description_string(self.env)
                raise UserError(self.env._("Fill in “%(field)s”.", field=label))
        self._check_files()
        recipients = self.env["crm.mailing.recipient"]
        recipients.sudo()._decide(SQL("mailing_id = %s AND state = 'waiting'", self.id))
        self.invalidate_recordset()
        self._check_may_mail(self.recipient_count)
        if not self.recipient_count:
            raise UserError(self.env._("Nobody would get this letter."))
        mailing = self.sudo()
        mailing.write({"state": "waiting", "sender": self._get_sender(self.company_id)})
        if self.recipient_count > ONLINE_LIMIT:
            self._wake()
            return
        while mailing.state in ("waiting", "running"):
            mailing._step()

    def action_resume(self):
        """Go on with a stopped or failed mailing where it stopped.

        :raise AccessError: it is not the user's, or so many are not for him
        """
        self._check_may_run()
        halted = self.sudo().filtered(lambda m: m.state in ("stopped", "failed"))
        for mailing in halted:
            self._check_may_mail(mailing.recipient_count)
        halted.write({"state": "waiting", "date_end": False, "error": False})
        self._wake()

    # ------------------------------------------------------------------ work

    @api.model
    def _cron_process(self):
        """Send the open mailings step by step until none is left or time is up."""
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=1)
        while self._is_only_worker():
            mailing = self.search(
                [("state", "in", ("waiting", "running"))], order="id", limit=1
            )
            if not mailing:
                break
            if not commit(mailing._try_step(), remaining=1):
                return
        commit(remaining=0)

    @api.model
    def _get_phases(self):
        return {"send": 1}

    def _count_persons(self):
        return self.recipient_count

    def _step_send(self, _position):
        """Send the letter to the next recipients."""
        recipients = self.env["crm.mailing.recipient"]
        domain = [("mailing_id", "=", self.id), ("state", "=", "waiting")]
        batch = recipients.search(domain, order="id", limit=BATCH)
        if not batch:
            return 1, None
        self._deliver(batch)
        left = recipients.search_count(domain)
        self.invalidate_recordset()
        done = self.sent_count
        return done / max(done + left, 1), str(batch[-1].id) if left else None

    def _deliver(self, batch):
        """Put the letters to these recipients into Odoo's queue, each on its record.

        Who opted out since, or may not be written to any more, is left out.
        """
        recipients = self.env["crm.mailing.recipient"]
        recipients._decide(SQL("id = ANY(%s)", batch.ids))
        batch = batch.filtered(lambda recipient: recipient.state == "waiting")
        author = self.with_user(self.user_id).with_context(lang=self.user_id.lang)
        chosen = {r: r._get_chosen().with_env(author.env) for r in batch}
        records = author.env[self.model].browse(r.id for r in chosen.values())
        allowed = set(author._get_writable(records))
        batch._leave_out(
            "no_right", lambda r: r.state == "waiting" and chosen[r].id not in allowed
        )
        letters = author._render_allowed(records.browse(allowed))
        batch._leave_out(
            "unreadable",
            lambda r: r.state == "waiting" and chosen[r].id not in letters,
        )
        batch = batch.filtered(lambda recipient: recipient.state == "waiting")
        if not batch:
            return
        places = author._get_places(batch)
        values = author._prepare_mails(
            batch, places, {r: letters[chosen[r].id] for r in batch}
        )
        mails = author.env["mail.mail"].sudo().create(values)
        batch._set_sent(mails.mail_message_id, places)
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action", False)
        if queue:
            queue.sudo()._trigger()

    def _render_allowed(self, records):
        """The letters as of :meth:`_render_letters`, without those that cannot be made.

        :return: dict id -> (subject, text)
        """
        try:
            return self._render_letters(records)
        except UserError:
            letters = {}
        for record in records:
            try:
                letters.update(self._render_letters(record))
            except UserError:
                # Counted as left out, with the reason.
                continue
        return letters


class CrmMailingRecipient(models.Model):
    """What became of the recipients of a step."""

    _inherit = "crm.mailing.recipient"

    def _leave_out(self, reason, condition):
        """Leave those out for whom the function holds."""
        self.filtered(condition).write({"state": "left_out", "reason": reason})

    def _set_sent(self, messages, places):
        """Remember the letters of these recipients, in the same order."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE crm_mailing_recipient r SET state = 'sent', date_sent = %s,
                    message_id = n.message_id, lead_id = n.lead_id
                FROM unnest(%s::int[], %s::int[], %s::int[])
                    AS n(id, message_id, lead_id)
                WHERE r.id = n.id""",
                fields.Datetime.now(),
                self.ids,
                messages.ids,
                [places[r].id if places[r]._name == "crm.lead" else None for r in self],
            )
        )
        self.invalidate_recordset()
