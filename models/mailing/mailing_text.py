# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import UserError

# What base64 adds to a file in a mail.
INFLATION = 8 / 6
MEGABYTE = 1024 * 1024


class CrmMailing(models.Model):
    """The letter: subject, text with fields of the recipient, files, and its look."""

    _inherit = "crm.mailing"

    template_id = fields.Many2one(
        "mail.template",
        "Take from a Template",
        domain="[('model', '=', model)]",
        ondelete="set null",
    )
    subject = fields.Char(
        compute="_compute_from_template",
        store=True,
        readonly=False,
    )
    body_html = fields.Html(
        "Text",
        compute="_compute_from_template",
        store=True,
        readonly=False,
        render_engine="qweb",
        render_options={"post_process": True},
        sanitize="email_outgoing",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Attachments",
        compute="_compute_from_template",
        store=True,
        readonly=False,
    )
    max_size = fields.Float("Most Megabytes", compute="_compute_size", digits=(16, 1))
    size = fields.Float("Megabytes", compute="_compute_size", digits=(16, 1))
    preview_id = fields.Many2one(
        "crm.mailing.recipient",
        "As Read by",
        compute="_compute_preview_id",
        store=False,
        readonly=False,
        domain="[('mailing_id', '=', id), ('state', '=', 'waiting')]",
    )
    preview_subject = fields.Char("Subject ", compute="_compute_preview")
    preview_body = fields.Html("Text ", compute="_compute_preview", sanitize=False)

    @api.depends("model")
    def _compute_render_model(self):
        for mailing in self:
            mailing.render_model = mailing.model

    @api.depends("template_id")
    def _compute_from_template(self):
        for mailing in self:
            template = mailing.template_id
            if template:
                mailing.subject = template.subject
                mailing.body_html = template.body_html
                mailing.attachment_ids = template.attachment_ids

    # ------------------------------------------------------------------ files

    @api.depends("attachment_ids")
    def _compute_size(self):
        """As large as the files are in the mail; servers refuse larger ones."""
        limit = self.env["ir.mail_server"].sudo()._get_max_email_size()
        for mailing in self:
            files = mailing.sudo().attachment_ids
            mailing.size = sum(files.mapped("file_size")) * INFLATION / MEGABYTE
            mailing.max_size = limit

    def _check_files(self):
        """:raise UserError: the files are too large, or not the author's to send"""
        # Not the ones alone that he may read
        self.sudo().attachment_ids.sudo(False).check_access("read")
        if self.size > self.max_size:
            raise UserError(
                self.env._(
                    "The attachments take %(size).1f MB in a letter; at most"
                    " %(limit).1f MB are possible.",
                    size=self.size,
                    limit=self.max_size,
                )
            )

    # ------------------------------------------------------------------ look

    @api.depends("model")
    def _compute_preview_id(self):
        for mailing in self:
            mailing.preview_id = self.env["crm.mailing.recipient"].search(
                [("mailing_id", "=", mailing._origin.id), ("state", "=", "waiting")],
                order="id",
                limit=1,
            )

    @api.depends("subject", "body_html", "preview_id", "state")
    def _compute_preview(self):
        self.preview_subject = self.preview_body = False
        drafts = self.filtered(lambda m: m.state == "draft" and m.preview_id)
        # A text reads by the rights of whoever renders it: that of a colleague is code.
        for mailing in drafts.filtered(lambda m: m.user_id == self.env.user):
            record = mailing.preview_id._get_chosen()
            try:
                [(subject, body)] = mailing._render_letters(record).values()
            except UserError as error:
                subject, body = False, escape(str(error))
            mailing.preview_subject = subject
            mailing.preview_body = body

    def _render_letters(self, records):
        """The letter to each of these applications or prospects.

        :return: dict id -> (subject, text)
        :raise UserError: the text cannot be made, e.g. of a field the user may not read
        """
        subjects = self._render_field("subject", records.ids)
        texts = self._render_field("body_html", records.ids)
        return {
            record.id: (" ".join(subjects[record.id].split()), texts[record.id])
            for record in records
        }
