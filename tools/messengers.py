# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Identifiers of people in messengers and social networks."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from . import phones
from .characters import as_text, clean

NETWORKS = {
    "vk": "VK",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "ok": "Odnoklassniki",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "max": "MAX",
    "other": "Other",
}
_BY_PHONE = frozenset({"whatsapp", "viber"})
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.|m\.)?[a-z0-9-]+(?:\.[a-z]{2,})+/", re.I)
_SCHEME = re.compile(r"(?:https?|tg|viber|whatsapp)://", re.I)
# Parts of an address that stand before the identifier itself.
_PATH = re.compile(r"(?:profile/|people/|resolve\?domain=|profile\.php\?id=|u/)")
_IDENTIFIER = re.compile(r"[\w.@:-]{2,100}")


class Messenger(NamedTuple):
    """``key`` is "network:identifier" in normal form, or else ``reason`` is set."""

    network: str
    key: str | None = None
    reason: str | None = None


def parse(network, identifier, country="RU"):
    """Normal form of an identifier or of the address of a profile.

    :param network: key of ``NETWORKS``
    :param identifier: str or ``None``: id, @name, address of the profile, or phone
        for WhatsApp and Viber
    :param country: ISO 3166 code assumed for a phone without ``+``
    :return: :class:`Messenger`

    >>> parse("vk", "https://vk.com/id123").key, parse("vk", "123").key
    ('vk:id123', 'vk:id123')
    >>> parse("telegram", "@Durov").key, parse("whatsapp", "8 916 123-45-67").key
    ('telegram:durov', 'whatsapp:+79161234567')
    """
    network = clean(as_text(network), 30).lower()
    text = clean(unquote(clean(as_text(identifier), 300)), 300)
    if network not in NETWORKS:
        return Messenger(network, reason="unknown_network")
    if not text:
        return Messenger(network, reason="empty")
    if network in _BY_PHONE or (network != "vk" and text.startswith("+")):
        phone = phones.parse_one(re.sub(r"^.*?(?=[+\d(])", "", text), country)
        key = f"{network}:{phone.number}" if phone.number else None
        return Messenger(network, key, phone.reason)
    name = _PATH.sub("", _ADDRESS.sub("", _SCHEME.sub("", text.lower()), 1), 1)
    name = re.split(r"[/?&#]", name.strip(" /"))[0].lstrip("@")
    if network == "vk" and name.isdigit():
        name = "id" + name
    if not _IDENTIFIER.fullmatch(name):
        return Messenger(network, reason="bad_syntax" if name else "too_short")
    if re.fullmatch(r"(?:id)?0+|\W+", name):
        return Messenger(network, reason="stop_value")
    return Messenger(network, f"{network}:{name}")
