# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import format_amount

MAX_PREVIEW = 300


class CrmTimeline(models.AbstractModel):
    """Events in words, each kind in batches."""

    _inherit = "crm.timeline"

    @api.model
    def _readable(self, model, ids):
        """Records of a page that are there and that the user may read."""
        records = self.env[model].with_context(active_test=False).browse(ids)
        return records._filtered_access("read")

    @api.model
    def _about(self, record, icon, title, text="", author=""):
        """An event about a record.

        :param record: what the event leads to
        :param icon: class of Font Awesome
        :return: dict of an event of :meth:`get_timeline`, but for its date and kind
        """
        return {
            "icon": icon,
            "title": title or "",
            "text": self._shorten(text),
            "author": author or "",
            "model": record._name,
            "res_id": record.id,
            "name": record.display_name or "",
        }

    @api.model
    def _shorten(self, text):
        text = text or ""
        if len(text) > MAX_PREVIEW:
            text = text[: MAX_PREVIEW - 1] + "…"
        return text

    # ------------------------------------------------------------------ links

    @api.model
    def _render_registration(self, ids):
        return {
            prospect.id: self._about(
                prospect,
                "fa-user-plus",
                self.env._("Registered as a prospect"),
                ", ".join(
                    filter(
                        None,
                        (prospect.source_id.sudo().name, prospect.reference_display),
                    )
                ),
                prospect.create_uid.sudo().name,
            )
            for prospect in self._readable("crm.prospect", ids)
        }

    @api.model
    def _render_reference(self, ids):
        return {
            reference.id: self._about(
                reference.prospect_id or reference.partner_id,
                "fa-tag",
                self.env._("Number in a source: %(ref)s", ref=reference.display_name),
                author=reference.create_uid.sudo().name,
            )
            for reference in self._readable("crm.prospect.reference", ids)
        }

    @api.model
    def _render_link(self, ids):
        prospects = self._readable("crm.prospect", ids)
        clients = prospects.partner_id._filtered_access("read")
        return {
            prospect.id: self._about(
                prospect,
                "fa-link",
                prospect.link_summary,
                self.env._("Client: %(name)s", name=prospect.partner_id.display_name)
                if prospect.partner_id in clients
                else "",
                prospect.link_user_id.sudo().name,
            )
            for prospect in prospects
        }

    @api.model
    def _render_verdict(self, ids):
        matches = self._readable("crm.match", ids)
        titles = {
            "proposed": self.env._("Possibly the same person"),
            "rejected": self.env._("Different persons"),
            "automatic": self.env._("The same person"),
            "confirmed": self.env._("The same person"),
        }
        icons = {"proposed": "fa-question-circle-o", "rejected": "fa-chain-broken"}
        return {
            match.id: {
                **self._about(
                    match.prospect_id,
                    icons.get(match.verdict, "fa-link"),
                    titles[match.verdict],
                    match.reason or match.rule_id.sudo().name,
                    match.user_id.sudo().name,
                ),
                "name": match.display_name,
            }
            for match in matches
        }

    @api.model
    def _render_client(self, ids):
        return {
            client.id: {
                **self._about(client, "fa-star", self.env._("Became a client")),
                "all_day": True,
            }
            for client in self._readable("res.partner", ids)
        }

    # ------------------------------------------------------------------ applications

    @api.model
    def _render_application(self, ids):
        return {
            lead.id: self._about(
                lead,
                "fa-file-text-o",
                self.env._("Application"),
                lead.stage_id.name,
                lead.user_id.sudo().name,
            )
            for lead in self._readable("crm.lead", ids)
        }

    @api.model
    def _render_won(self, ids):
        return {
            lead.id: self._about(
                lead,
                "fa-trophy",
                self.env._("Won"),
                format_amount(self.env, lead.expected_revenue, lead.company_currency)
                if lead.expected_revenue
                else "",
                lead.user_id.sudo().name,
            )
            for lead in self._readable("crm.lead", ids)
        }

    @api.model
    def _render_lost(self, ids):
        return {
            lead.id: self._about(
                lead,
                "fa-thumbs-o-down",
                self.env._("Lost"),
                lead.lost_reason_id.sudo().name,
                lead.user_id.sudo().name,
            )
            for lead in self._readable("crm.lead", ids)
        }

    @api.model
    def _render_stage(self, ids):
        messages = self._readable("mail.message", ids)
        stage = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        # What was tracked is for those who may read the message it came with.
        tracked = self.env["mail.tracking.value"].sudo()
        changes = {
            value.mail_message_id.id: f"{value.old_value_char} → {value.new_value_char}"
            for value in tracked.search(
                [("mail_message_id", "in", messages.ids), ("field_id", "=", stage.id)]
            )
        }
        return self._about_messages(
            messages,
            lambda message: (
                "fa-arrow-right",
                self.env._("Stage changed")
                if message.id in changes
                else message.subtype_id.description,
                changes.get(message.id),
            ),
        )
