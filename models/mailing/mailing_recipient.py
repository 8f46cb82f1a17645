# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import hmac

from .mailing import REASONS

SCOPE = "crm_prospect-unsubscribe"


class CrmMailingRecipient(models.Model):
    """Somebody chosen for a mailing: his e-mail, and whether he gets the letter."""

    _name = "crm.mailing.recipient"
    _description = "Recipient of a Mailing"
    _log_access = False
    _order = "id"
    _rec_name = "email_normalized"
    _rec_names_search = ["email_normalized", "prospect_id", "lead_id"]

    mailing_id = fields.Many2one(
        "crm.mailing", required=True, readonly=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Application",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The letter and the done action are on it.",
    )
    prospect_id = fields.Many2one(
        "crm.prospect", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    email_normalized = fields.Char("E-mail", readonly=True, index="btree_not_null")
    match_key = fields.Char(readonly=True, help="Addresses of one mailbox have one.")
    state = fields.Selection(
        [("waiting", "Gets It"), ("sent", "Sent"), ("left_out", "Left Out")],
        required=True,
        readonly=True,
    )
    reason = fields.Selection(REASONS, "Why Not", readonly=True)
    date_sent = fields.Datetime("Sent on", readonly=True)
    message_id = fields.Many2one(
        "mail.message",
        "Letter",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    delivery = fields.Selection(
        [
            ("waiting", "Not Yet Sent"),
            ("outgoing", "In the Queue"),
            ("failed", "Not Delivered"),
            ("handed", "Handed Over"),
        ],
        compute="_compute_delivery",
    )

    # Nobody gets the same letter twice, whatever is killed and resumed.
    _one_letter = models.UniqueIndex(
        "(mailing_id, match_key) WHERE state <> 'left_out'",
        "This address gets the letter already.",
    )
    _of_mailing = models.Index("(mailing_id, state, id)")
    # For the letters that an address got lately.
    _sent_to = models.Index("(match_key, date_sent) WHERE state = 'sent'")

    @api.depends("lead_id", "prospect_id", "email_normalized")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for recipient in self:
            lead, prospect = recipient.sudo().lead_id, recipient.sudo().prospect_id
            recipient.display_name = (
                prospect.display_name
                or lead.contact_name
                or lead.name
                or self.env["crm.masked"]._mask("email", recipient.email_normalized)
            )

    @api.depends("state", "message_id")
    def _compute_delivery(self):
        mails = (
            self.env["mail.mail"]
            .sudo()
            .search_fetch(
                [("mail_message_id", "in", self.sudo().message_id.ids)],
                ["state", "mail_message_id"],
            )
        )
        states = {mail.mail_message_id.id: mail.state for mail in mails}
        words = {"outgoing": "outgoing", "exception": "failed"}
        for recipient in self:
            state = states.get(recipient.sudo().message_id.id)
            recipient.delivery = {
                "left_out": False,
                "waiting": "waiting",
                "sent": words.get(state, "handed"),
            }[recipient.state]

    def _get_chosen(self):
        """The records that were chosen: all of them of the model of the mailing."""
        is_lead = self.mailing_id.model == "crm.lead"
        return (self.lead_id if is_lead else self.prospect_id).sudo(False)

    def action_open_letter(self):
        """Open the application, or the prospect, that the letter is on."""
        self.ensure_one()
        self.check_access("read")
        return (self.lead_id or self.prospect_id)._get_records_action()

    # ------------------------------------------------------------------ opting out

    def _get_unsubscribe_path(self):
        """Where this recipient opts out. No address is in it: servers log paths."""
        return f"/crm_prospect/unsubscribe/{self.id}/{self._sign()}"

    def _sign(self):
        return hmac(self.env(su=True), SCOPE, self.id)

    @api.autovacuum
    def _gc_orphans(self):
        """Forget the addresses of applications that are deleted."""
        old = self.search(
            [("lead_id", "=", False), ("prospect_id", "=", False)], limit=10_000
        )
        old.unlink()
        return len(old), len(old) == 10_000
