# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tools import email_normalize

# Why somebody gets no letter, in the order in which it is asked: the first that holds.
REASONS = [
    ("no_right", "No right to write to them"),
    ("no_email", "No e-mail"),
    ("invalid", "E-mail cannot be used"),
    ("opted_out", "Opted out of mailings"),
    ("bounced", "Letters came back"),
    ("wrong_person", "Somebody else's e-mail"),
    ("generic", "E-mail of many people"),
    ("limit", "Got enough letters lately"),
    ("duplicate", "Same e-mail as another one"),
    ("unreadable", "The text names what you may not see"),
]
GROUP = "crm_prospect.group_prospect_mailing"
# What the author changes himself; all else is written by the methods.
TYPED = {
    "subject",
    "body_html",
    "activity_type_id",
    "attachment_ids",
    "template_id",
    "preview_id",
}


class CrmMailing(models.Model):
    """A letter to chosen applications or prospects, from the draft to the last one.

    The draft is the dialog: it tells who is going to get the letter, who is not and why
    before anything is sent.
    """

    _name = "crm.mailing"
    _inherit = ["mail.render.mixin", "crm.match.work"]
    _description = "Mailing"
    _order = "id desc"
    _rec_name = "subject"
    _work_cron = "crm_prospect.ir_cron_mailing"

    state = fields.Selection(
        selection_add=[("draft", "Draft"), ("waiting",)],
        ondelete={"draft": "cascade"},
        default="draft",
    )
    phase = fields.Selection([("send", "Sending")], readonly=True)
    model = fields.Selection(
        [("crm.lead", "Applications"), ("crm.prospect", "Prospects")],
        "Written to",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users", "Author", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    sender = fields.Char(
        required=True, readonly=True, help="From the settings of the company."
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Action",
        ondelete="restrict",
        default=lambda self: self._default_activity_type_id(),
        domain="['|', ('res_model', '=', False), ('res_model', '=', model)]",
        help="The kind of the done action that each recipient gets with the letter.",
    )
    recipient_ids = fields.One2many("crm.mailing.recipient", "mailing_id")
    recipient_count = fields.Integer("Recipients", compute="_compute_counts")
    sent_count = fields.Integer("Sent", compute="_compute_counts")
    failed_count = fields.Integer("Not Delivered", compute="_compute_failed_count")
    left_out_count = fields.Integer("Left Out", compute="_compute_counts")
    count_no_right = fields.Integer(
        "No right to write to them", compute="_compute_counts"
    )
    count_no_email = fields.Integer("No e-mail", compute="_compute_counts")
    count_invalid = fields.Integer("E-mail cannot be used", compute="_compute_counts")
    count_opted_out = fields.Integer("Opted out of mailings", compute="_compute_counts")
    count_bounced = fields.Integer("Letters came back", compute="_compute_counts")
    count_wrong_person = fields.Integer(
        "Somebody else's e-mail", compute="_compute_counts"
    )
    count_generic = fields.Integer("E-mail of many people", compute="_compute_counts")
    count_limit = fields.Integer("Got enough letters lately", compute="_compute_counts")
    count_duplicate = fields.Integer(
        "Same e-mail as another one", compute="_compute_counts"
    )
    count_unreadable = fields.Integer(
        "The text names what you may not see", compute="_compute_counts"
    )

    @api.model
    def _default_activity_type_id(self):
        return self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)

    @api.depends("recipient_ids.state", "recipient_ids.reason")
    def _compute_counts(self):
        """All are counted, also those of another company, which the list hides."""
        counts = {}
        recipients = self.env["crm.mailing.recipient"].sudo()
        for mailing, state, reason, count in recipients._read_group(
            [("mailing_id", "in", self.ids)],
            ["mailing_id", "state", "reason"],
            ["__count"],
        ):
            counts[mailing.id, reason or state] = count
        for mailing in self:

            def count_of(fate, mailing_id=mailing._origin.id):
                return counts.get((mailing_id, fate), 0)

            mailing.sent_count = count_of("sent")
            mailing.recipient_count = count_of("waiting") + mailing.sent_count
            for reason, _label in REASONS:
                mailing[f"count_{reason}"] = count_of(reason)
            mailing.left_out_count = sum(
                mailing[f"count_{reason}"] for reason, _label in REASONS
            )

    @api.depends("recipient_ids.message_id")
    def _compute_failed_count(self):
        """Letters that Odoo could not hand over; sent ones leave its queue."""
        recipients = self.env["crm.mailing.recipient"]
        for mailing in self:
            sent = recipients.sudo()._search(
                [("mailing_id", "=", mailing._origin.id), ("state", "=", "sent")]
            )
            mailing.failed_count = (
                self.env["mail.mail"]
                .sudo()
                .search_count(
                    [
                        ("state", "=", "exception"),
                        ("mail_message_id", "in", sent.subselect("message_id")),
                    ]
                )
            )

    # ------------------------------------------------------------------ rights

    def write(self, vals):
        """Only the letter of a draft can be written; what was sent stays as it was."""
        if not self.env.su:
            if vals.keys() - TYPED or any(m.state != "draft" for m in self):
                raise AccessError(
                    self.env._(
                        "Only the text of a mailing that was not sent is changed."
                    )
                )
            self._check_author()
        return super().write(vals)

    def _check_author(self):
        """A text reads fields by the rights of its author: nobody else words it.

        :raise AccessError: somebody else wrote it
        """
        if self.sudo().user_id - self.env.user:
            raise AccessError(self.env._("Only its author writes and sends a letter."))

    def _check_may_run(self):
        """The author stops and resumes his mailings, and who sees those of all."""
        self.check_access("write")

    @api.model
    def _check_may_mail(self, count):
        """:raise AccessError: that many at once are not for this user"""
        if count > 1 and not (self.env.su or self.env.user.has_group(GROUP)):
            raise AccessError(
                self.env._(
                    "You may write to one person at a time. Letters to several need"
                    " the right “Mass Mailing”."
                )
            )

    @api.model
    def _get_sender(self, company):
        """The sender of letters of a company.

        :raise UserError: none is set; the message says where to do it
        """
        sender = company.sudo().crm_mailing_sender
        if email_normalize(sender):
            return sender
        text = self.env._(
            "Nobody is set as the sender of letters of %(company)s. It is done in"
            " Settings ▸ CRM ▸ Sender of Mailings.",
            company=company.sudo().name,
        )
        if not self.env.user.has_group("base.group_system"):
            raise UserError(text)
        action = self.env.ref("crm.crm_config_settings_action")
        raise RedirectWarning(text, action.id, self.env._("Open the Settings"))

    # ------------------------------------------------------------------ screens

    def action_view_recipients(self):
        """Open the list of those who get, or got, the letter."""
        return self._view_list(
            self.env._("Recipients"), [("state", "!=", "left_out")], {}
        )

    def action_view_left_out(self):
        """Open the list of those who do not get the letter, by reason."""
        return self._view_list(
            self.env._("Left Out"),
            [("state", "=", "left_out")],
            {"search_default_group_reason": 1},
        )

    def _view_list(self, name, domain, context):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_mailing_recipient_action"
        )
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": [("mailing_id", "=", self.id), *domain],
            "context": {"create": False, **context},
        }

    def action_discard(self):
        """Throw a draft away and go back to the list.

        :raise UserError: it was sent already
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This mailing was sent already."))
        model = self.model
        self.sudo().unlink()
        name = {
            "crm.lead": "crm.crm_lead_action_pipeline",
            "crm.prospect": "crm_prospect.crm_prospect_action",
        }[model]
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {**action, "target": "main"}

    @api.autovacuum
    def _gc_drafts(self):
        """Forget drafts that nobody sent within a week."""
        old = self.search(
            [("state", "=", "draft"), ("create_date", "<", "-7d")], limit=1000
        )
        old.unlink()
        return len(old), len(old) == 1000
