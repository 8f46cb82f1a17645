# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import html

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import is_html_empty
from odoo.tools.mail import (
    email_normalize_all,
    email_split_and_format,
    html_to_inner_content,
)

from odoo.addons.mail.tools.discuss import Store

# What a message tells of the address of its author.
AUTHOR_FIELDS = ("email_from", "reply_to")
ADDRESS_FIELDS = ("incoming_email_to", "incoming_email_cc", "outgoing_email_to")


class MailMessage(models.Model):
    """A hidden client among the people of a message that is seen."""

    _inherit = "mail.message"

    def _get_hidden_people(self):
        """Authors and recipients of these messages who are hidden from the user."""
        people = self.sudo().author_id | self.sudo().partner_ids
        people |= self.sudo().notification_ids.res_partner_id
        return people._get_hidden_clients()

    # ------------------------------------------------------------------ read

    def copy_data(self, default=None):
        """As Odoo's own: the stored values, whoever they tell of.

        :raise AccessError: of a caller without the client base
        """
        if not self.env.su and self._hides_clients():
            raise AccessError(
                self.env._("You work without the client base: messages stay in Odoo.")
            )
        return super().copy_data(default)

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load=load)
        if not self._hides_clients():
            return rows
        hidden = self._get_hidden_people()
        texts = [row[name] for row in rows for name in ADDRESS_FIELDS if row.get(name)]
        addresses = self._get_hidden_addresses(texts)
        for row in rows:
            message = self.browse(row["id"]).sudo()
            if message.author_id & hidden:
                row |= {
                    name: self.env._("Client")
                    for name in AUTHOR_FIELDS
                    if row.get(name)
                }
            for name in ADDRESS_FIELDS:
                if row.get(name):
                    row[name] = self._without_addresses(row[name], addresses)
            if row.get("body"):
                row["body"] = self._without_hidden_names(row["body"])
            if row.get("preview") and "res.partner" in (message.body or ""):
                body = self._without_hidden_names(message.body)
                row["preview"] = html_to_inner_content(body)[:190]
        return rows

    @api.model
    def _get_hidden_addresses(self, texts):
        """The addresses of hidden clients in texts of headers, as a set."""
        emails = {email for text in texts for email in email_normalize_all(text)}
        return self.env["res.partner"]._get_hidden_emails(emails)

    @api.model
    def _without_addresses(self, text, hidden):
        return ", ".join(
            address
            for address in email_split_and_format(text)
            if not hidden.intersection(email_normalize_all(address))
        )

    @api.model
    def _without_hidden_names(self, body):
        """The body, with the links to hidden clients that Odoo put in made nameless."""
        if is_html_empty(body) or 'data-oe-model="res.partner"' not in body:
            return body
        tree = html.fragment_fromstring(body, create_parent="div")
        links = tree.xpath("//*[@data-oe-model='res.partner'][@data-oe-id]")
        ids = [int(link.get("data-oe-id")) for link in links if _is_id(link)]
        hidden = self.env["res.partner"].browse(ids)._get_hidden_clients()
        for link in links:
            if _is_id(link) and int(link.get("data-oe-id")) in hidden._ids:
                tail = link.tail
                link.clear()
                link.text, link.tail = self.env._("Client"), tail
        inner = (tree.text or "") + "".join(
            html.tostring(child, encoding="unicode") for child in tree
        )
        return type(body)(inner)

    # ------------------------------------------------------------------ screens of mail

    def _to_store_defaults(self, target):
        defaults = super()._to_store_defaults(target)
        # Asked as superuser: a guest may write to this reader.
        reader = (target.get_user(self.env) or self.env.user).sudo()
        if not reader._is_without_clients():
            return defaults
        hidden = self.with_user(reader)._get_hidden_people()
        if not hidden:
            return defaults
        by_hidden = {
            "author_id": lambda m: _without(m.sudo().author_id, hidden),
            "partner_ids": lambda m: _without(m.sudo().partner_ids, hidden),
            "email_from": lambda m: (
                self.env._("Client") if m.sudo().author_id & hidden else m.email_from
            ),
            "notification_ids": lambda m: (
                m.sudo()
                .notification_ids.filtered(lambda n: not n.res_partner_id & hidden)
                ._filtered_for_web_client()
            ),
        }
        for field in defaults:
            if isinstance(field, Store.Attr) and field.field_name in by_hidden:
                field.value = by_hidden[field.field_name]
        return defaults

    def _to_store(self, store, fields, **kwargs):
        result = super()._to_store(store, fields, **kwargs)
        if not self._hides_clients():
            return result
        told = store.data.get("mail.message", {})
        lists = [
            (values, name)
            for message in self
            for values in [told.get((message.id,), {})]
            for name in ADDRESS_FIELDS
            if isinstance(values.get(name), list)
        ]
        emails = {email for values, name in lists for _name, email in values[name]}
        hidden = self.env["res.partner"]._get_hidden_emails(emails)
        for values, name in lists:
            values[name] = [pair for pair in values[name] if pair[1] not in hidden]
        return result

    # ------------------------------------------------------------------ search box

    def _get_tracking_values_domain(self, search_term):
        domain = super()._get_tracking_values_domain(search_term)
        if self._hides_clients():
            domain &= Domain("field_id.relation", "!=", "res.partner")
        return domain


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    def _tracking_value_format_model(self, model):
        """The name of a client before or after a change, as it was kept."""
        formatted = super()._tracking_value_format_model(model)
        if not self._hides_clients():
            return formatted
        of_partners = {
            tracking.id: tracking
            for tracking in self.sudo()
            if tracking.field_id.relation == "res.partner"
        }
        trackings = self.sudo().browse(of_partners)
        ids = trackings.mapped("old_value_integer")
        ids += trackings.mapped("new_value_integer")
        hidden = self.env["res.partner"].browse(filter(None, ids))._get_hidden_clients()
        for values in formatted if hidden else ():
            if tracking := of_partners.get(values["id"]):
                if tracking.old_value_integer in hidden._ids:
                    values["oldValue"] = self.env._("Client")
                if tracking.new_value_integer in hidden._ids:
                    values["newValue"] = self.env._("Client")
        return formatted


def _without(partners, hidden):
    """Partners that are read ahead with all those of the page."""
    return (partners - hidden).with_prefetch(partners._prefetch_ids)


def _is_id(link):
    return link.get("data-oe-id").isdecimal()
