# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import format_list

from odoo.addons.mail.tools.discuss import Store

# Above it no guest has an id: the web client asks for their pictures and presence.
NO_GUEST = 2**30


class DiscussChannel(models.Model):
    """Chats have the names of their members."""

    _inherit = "discuss.channel"

    @api.depends_context("uid")
    def _compute_display_name(self):
        nameless = self.browse()
        if self._hides_clients():
            chats = self.filtered(lambda channel: not channel.name)
            nameless = chats.filtered(
                lambda chat: chat._get_name_members().partner_id._get_hidden_clients()
            )
        for channel in nameless:
            members = channel._get_name_members()
            names = [member._get_html_link_title() for member in members]
            if more := channel.sudo().member_count - len(members):
                names.append(self.env._("%s others", more))
            channel.display_name = format_list(self.env, names)
        return super(DiscussChannel, self - nameless)._compute_display_name()

    def _get_name_members(self):
        return self.sudo().channel_name_member_ids


class DiscussChannelMember(models.Model):
    _inherit = "discuss.channel.member"

    @api.depends_context("uid")
    def _compute_display_name(self):
        nameless = self.browse()
        if self._hides_clients():
            hidden = self.sudo().partner_id._get_hidden_clients()
            nameless = self.filtered(lambda member: member.sudo().partner_id & hidden)
        nameless.display_name = self.env._("Client")
        return super(DiscussChannelMember, self - nameless)._compute_display_name()

    def _get_html_link_title(self):
        if self.sudo().partner_id._get_hidden_clients():
            return self.env._("Client")
        return super()._get_html_link_title()

    def _to_store_persona(self, fields=None):
        attributes = super()._to_store_persona(fields)
        for attribute in attributes:
            if attribute.field_name == "partner_id":
                attribute.value = _hide_persona(attribute.value)
        return attributes


def _hide_persona(get_persona):
    return lambda member: HiddenPersona(member, get_persona(member))


class HiddenPersona(Store.Relation):
    """A member on the screens of mail: a hidden client is a nameless guest there, by
    an id that tells nothing.
    """

    def __init__(self, member, persona):
        super().__init__(None)
        self.member = member
        self.persona = persona

    def _add_to_store(self, store, target, key):
        reader = store.target.get_user(self.member.env)
        partner = self.member.sudo().partner_id
        if reader and partner.with_user(reader)._get_hidden_clients():
            guest = _get_nameless(self.member.env, self.member.id)
            store.add_model_values("mail.guest", guest)
            target["guest_id"] = guest["id"]
        else:
            self.persona._add_to_store(store, target, key)


def _get_nameless(env, member_id):
    """What is told of a member whose partner is hidden."""
    return {"id": NO_GUEST + member_id, "name": env._("Client")}


class BusBus(models.Model):
    """What is sent to all members of a channel at once, for one who sees less."""

    _inherit = "bus.bus"

    def _poll(self, channels, last=0, ignore_ids=None):
        result = super()._poll(channels, last=last, ignore_ids=ignore_ids)
        if not (result and self._hides_clients()):
            return result
        unseen = self._get_unseen_messages(result)
        result = [note for note in result if not unseen & _get_messages(note)]
        hidden = self._get_payload_partners(result)._get_hidden_clients().sudo()
        names = [name for name in hidden.mapped("name") if name]
        return self._hide_in_payload(result, hidden, names) if hidden else result

    @api.model
    def _get_unseen_messages(self, payload):
        """Ids of the messages in a payload that the user may not read, although
        somebody addressed them to him: those of hidden documents.
        """
        messages = self.env["mail.message"].browse(_get_messages(payload))
        messages = messages.with_user(self.env.user).exists()
        return {*messages._ids} - {*messages._filtered_access("read")._ids}

    @api.model
    def _get_payload_partners(self, payload):
        """The partners whom a payload of mail may name: described ones and members."""
        ids = {"res.partner": set(), "discuss.channel": set()}
        for values in _walk(payload):
            for partner in values.get("res.partner") or ():
                ids["res.partner"].add(partner["id"])
            if values.get("model") == "discuss.channel":
                ids["discuss.channel"].add(values.get("id") or values.get("res_id"))
        channels = self.env["discuss.channel"].sudo().browse(ids["discuss.channel"])
        members = channels.exists().channel_member_ids.partner_id
        return self.env["res.partner"].browse(ids["res.partner"] | {*members._ids})

    @api.model
    def _hide_in_payload(self, payload, hidden, names):
        """A payload of mail without these clients: neither addresses nor names."""
        if isinstance(payload, str):
            for name in names:
                payload = payload.replace(name, self.env._("Client"))
        elif isinstance(payload, list):
            return [self._hide_in_payload(item, hidden, names) for item in payload]
        elif isinstance(payload, dict):
            if payload.get("author_id") in hidden._ids:
                payload |= {"author_id": False, "email_from": self.env._("Client")}
            payload = {
                key: self._hide_in_payload(value, hidden, names)
                for key, value in payload.items()
            }
            for partner in payload.get("res.partner") or ():
                if partner["id"] in hidden._ids:
                    for key in partner.keys() - {"id", "name"}:
                        del partner[key]
            self._hide_members(payload, hidden)
        return payload

    @api.model
    def _hide_members(self, payload, hidden):
        for member in payload.get("discuss.channel.member") or ():
            if member.get("partner_id") in hidden._ids:
                guest = _get_nameless(self.env, member["id"])
                payload.setdefault("mail.guest", []).append(guest)
                member["guest_id"] = guest["id"]
                del member["partner_id"]


def _get_messages(payload):
    """Ids of the messages that a payload tells of."""
    return {
        message["id"]
        for values in _walk(payload)
        for message in values.get("mail.message") or ()
    }


def _walk(payload):
    """All the dictionaries in a payload."""
    if isinstance(payload, dict):
        yield payload
        payload = list(payload.values())
    for item in payload if isinstance(payload, list) else ():
        yield from _walk(item)
