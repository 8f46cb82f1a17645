# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from ...tools.masks import is_masked, mask

# Contacts that were replaced or removed are told of under this field.
CONTACTS = "contact_point_ids"
ADDRESSES = ("incoming_email_cc", "incoming_email_to")


class CrmMasked(models.AbstractModel):
    """What the chatter tells of records: Odoo reads much of it as superuser."""

    _inherit = "crm.masked"

    def _to_store(self, store, fields, **kwargs):
        if tell := getattr(super(), "_to_store", None):
            result = tell(store, fields, **kwargs)
        else:
            result = store.add_records_fields(self, fields)
        masks = self._get_user_masks()
        told = store.data.get(self._name, {})
        for record in self.sudo() if masks else ():
            data = told.get((record.id,), {})
            for name in masks.keys() & data.keys():
                if masks[name] != "client" and isinstance(data[name], str):
                    data[name] = self._mask(record._get_mask_kind(name), data[name])
        return result


class MailTrackingValue(models.Model):
    """What was changed, as far as the reader may see the values."""

    _inherit = "mail.tracking.value"

    def _tracking_value_format_model(self, model):
        formatted = super()._tracking_value_format_model(model)
        fields_by_id = {value.id: value.field_id.name for value in self}
        for line in formatted:
            if shown := self._get_mask(model, fields_by_id[line["id"]]):
                self._mask_line(line, shown)
        return formatted

    def _get_mask(self, model, field_name):
        """Function value -> its mask, or None for a field that is shown to all."""
        masked = self.env["crm.masked"]
        # Of those, too, who get the same letter.
        kinds = self.env.user._get_masked_kinds()
        kinds |= set(self.env.context.get("crm_masked_kinds", ()))
        if field_name == CONTACTS:
            return lambda value: masked._mask_said(value, kinds)
        record = self.env[model] if model else masked
        fields_ = record._get_masked_fields() if hasattr(record, "unmask") else {}
        kind = fields_.get(field_name)
        return (lambda value: mask(kind, value)) if kind in kinds else None

    def _mask_line(self, line, shown_as):
        """Mask both values of a line; the browser must not take a mask for a date."""
        shown = {side: shown_as(line[side]) for side in ("oldValue", "newValue")}
        if any(shown[side] != line[side] for side in shown):
            line["fieldInfo"]["fieldType"] = "char"
        line.update(shown)


class MailMessage(models.Model):
    """A letter that came tells whom it was to, as lists of names and addresses."""

    _inherit = "mail.message"

    def _get_masked_fields(self):
        return {**super()._get_masked_fields(), "reply_to": "email"}

    def _get_tracking_values_domain(self, search_term):
        """The search box of the chatter finds parts of what was changed."""
        domain = super()._get_tracking_values_domain(search_term)
        if not self.env.user._get_masked_kinds():
            return domain
        masked = self.env["ir.http"]._get_masked_on_screen()
        names = {CONTACTS}.union(*masked.values())
        return domain & ~Domain("field_id.name", "in", list(names))

    def _to_store(self, store, fields, **kwargs):
        result = super()._to_store(store, fields, **kwargs)
        masked, told = self.env["crm.masked"], store.data.get("mail.message", {})
        for message in self:
            data = told.get((message.id,), {})
            for name in ADDRESSES:
                if isinstance(data.get(name), list):
                    data[name] = masked._mask_addresses(data[name])
        return result


class MailThread(models.AbstractModel):
    """Suggested recipients are shown masked; the letter goes to the real address."""

    _inherit = "mail.thread"

    def _notify_thread_by_email(self, message, recipients_data, **kwargs):
        """One letter goes to many: what is masked for one reader is for all."""
        users = self.env["res.users"].sudo()
        users = users.browse([data["uid"] for data in recipients_data if data["uid"]])
        kinds = set().union(*(user._get_masked_kinds() for user in users))
        thread = self.with_context(crm_masked_kinds=sorted(kinds)) if kinds else self
        return super(MailThread, thread)._notify_thread_by_email(
            message, recipients_data, **kwargs
        )

    def _message_get_suggested_recipients(self, *args, **kwargs):
        """What a browser is told; letters are made of those of several records."""
        recipients = super()._message_get_suggested_recipients(*args, **kwargs)
        if "email" not in self.env.user._get_masked_kinds():
            return recipients
        return [self._mask_recipient(recipient) for recipient in recipients]

    def _mask_recipient(self, recipient):
        masked = self.env["crm.masked"]
        return {
            **recipient,
            "email": masked._mask("email", recipient["email"]),
            "name": masked._mask_name(recipient["name"]),
            # What a new contact would be made of: the server knows it.
            "create_values": {},
        }

    def _partner_find_from_emails(self, records_emails, *args, **kwargs):
        """A masked address is the suggested recipient that it stands for."""
        return super()._partner_find_from_emails(
            {
                record: self._get_recipients_behind(record, emails)
                for record, emails in records_emails.items()
            },
            *args,
            **kwargs,
        )

    def _get_recipients_behind(self, record, emails):
        """These addresses with the real ones instead of masks.

        A mask that could be of nobody, or of two, is left out: better no letter than
        one to somebody else.
        """
        masks = {email for email in emails if is_masked(email)}
        if (
            not masks
            or not record
            or self.env.context.get("crm_recipients_behind")
            or "email" not in self.env.user._get_masked_kinds()
        ):
            return emails
        thread = record.with_context(crm_recipients_behind=True)
        suggested = thread._message_get_suggested_recipients_batch(
            reply_discussion=True
        )[record.id]
        behind = {}
        for recipient in suggested:
            email = recipient["email"]
            behind.setdefault(mask("email", email), set()).add(email)
        found = {text: min(real) for text, real in behind.items() if len(real) == 1}
        return [
            found.get(email, email)
            for email in emails
            if email in found or email not in masks
        ]
