# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.mail import mail_header_msgid_re

from ...tools import dates, emails
from .contact_event_parser import EARLIEST, Told


class MailThread(models.AbstractModel):
    """What incoming mail says about the addresses it is from, or could not reach."""

    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """A mail came back: once for each mail, however often it is said.

        Odoo does not tell a mailbox that is full from one that does not exist.
        """
        result = super()._routing_handle_bounce(email_message, message_dict)
        address = emails.parse_one(message_dict.get("bounced_email"))
        mail_ids = message_dict.get("bounced_msg_ids") or []
        if address.key and not self._is_traced(mail_ids):
            sent = message_dict["bounced_message"].date
            date = sent or self._mail_date(message_dict)
            event = Told("email", address.key, None, None, "bounced", date, "email")
            self.env["crm.contact.event"].sudo()._record([event])
        return result

    @api.model
    def _routing_reset_bounce(self, email_message, message_dict):
        """A mail came: whoever alone has its address has replied."""
        result = super()._routing_reset_bounce(email_message, message_dict)
        address = emails.parse_one(message_dict.get("email_from"))
        answered = mail_header_msgid_re.findall(
            message_dict.get("references") or message_dict.get("in_reply_to") or ""
        )
        if (
            address.address
            and not self._is_automatic(email_message)
            and not self._is_traced(answered)
        ):
            owner, person = self._get_writer(address.address)
            if owner:
                event = Told(
                    kind="email",
                    match_key=address.key,
                    owner=owner,
                    person=person,
                    outcome="replied",
                    date=self._mail_date(message_dict),
                    channel="email",
                )
                self.env["crm.contact.event"].sudo()._record([event])
        return result

    @api.model
    def _is_automatic(self, email_message):
        """Whether a program wrote this mail: who is on holiday has not replied."""
        submitted = email_message.get("Auto-Submitted", "no").strip().lower()
        precedence = email_message.get("Precedence", "").strip().lower()
        return (
            submitted != "no"
            or precedence in ("auto_reply", "bulk", "junk", "list")
            or "X-Autoreply" in email_message
            or "X-Autorespond" in email_message
        )

    @api.model
    def _is_traced(self, message_ids):
        """Whether the mailing app keeps account of one of these mails itself."""
        if not message_ids or "mailing.trace" not in self.env:
            return False
        traces = self.env["mailing.trace"].sudo()
        return bool(
            traces.search_count([("message_id", "in", list(message_ids))], limit=1)
        )

    @api.model
    def _mail_date(self, message_dict):
        """When a mail was sent by its own account, so that it counts once."""
        now = fields.Datetime.now()
        moment, reason = dates.parse_datetime(message_dict.get("date"))
        if reason or moment < EARLIEST:
            return now
        return min(moment, now)

    @api.model
    def _get_writer(self, address):
        """The only person who has this address: (owner, id), or two blanks."""
        self.env["crm.contact.point"].flush_model()
        self.env["crm.prospect"].flush_model(["partner_id"])
        self.env.cr.execute(
            SQL(
                """SELECT (array_agg(partner_id)
                        FILTER (WHERE partner_id IS NOT NULL))[1],
                    min(prospect_id)
                FROM (SELECT v.partner_id, v.prospect_id,
                        coalesce(v.partner_id, p.partner_id, -v.prospect_id) AS person
                    FROM crm_contact_point v
                    LEFT JOIN crm_prospect p ON p.id = v.prospect_id
                    WHERE v.email_normalized = %s AND v.kind = 'email') held
                HAVING count(DISTINCT person) = 1""",
                address,
            ),
            log_exceptions=False,
        )
        partner, prospect = self.env.cr.fetchone() or (None, None)
        if partner:
            return "partner_id", partner
        return ("prospect_id", prospect) if prospect else (None, None)
