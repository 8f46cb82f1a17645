# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""E-mail addresses as people type them, cleaned, and their key for matching."""

import re
from functools import lru_cache
from typing import NamedTuple

import idna

from .characters import TO_LATIN_LOWER, as_text, clean

# RFC 5321 4.5.3.1: 64 octets before the @, 254 in all.
_MAX_LOCAL = 64
_MAX_ADDRESS = 254
_ZONES = "ru|рф|su|com|net|org|ua|by|kz|uz|info|biz|me"
_COMMA_FOR_DOT = re.compile(rf"(@[\w-]+),\s*((?:{_ZONES})\b)(?![\w.-]*@)", re.I)
_BLANKS = re.compile(r"\s*@\s*(?:[\w-]+\s*\.\s*(?=\w))*")
# A list without blanks: a@b.ru,c@d.ru (but "ivan,petrov@" is a slip of the key).
_GLUED = re.compile(r"(@[^,/@\s]*)[,/](?=[^,@\s]*@|[^@]*$)")
# "ivan petrov@": an underscore hidden by the underline of a link; one cannot know.
_BLANK_FOR_UNDERSCORE = re.compile(r"(?!e?-?mail |work |home )[a-z0-9._-]+ \S+@\S+")
_PUNCTUATION = " ,.:()[]<>\"'«»"
_BRACKETS = re.compile(r"<([^<>@]*@[^<>]*)>")
_PREFIX = re.compile(r"\b(?:mailto|e-?mail|почта|mail)\s*:\s*", re.I)
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})")
_ADDRESS = re.compile(rf"({_LOCAL.pattern})@({_DOMAIN.pattern})")
_CYRILLIC_ZONES = {"ру": "ru", "ком": "com", "нет": "net", "орг": "org", "су": "su"}
# Typed because the form demanded something.
_STOP_LOCALS = frozenset(
    "test tests testtest noreply no-reply no_reply donotreply do-not-reply no net none"
    " null nomail no-mail no_mail noemail netmail net-mail net_mail nothing noname"
    " undefined example asdf asdfgh qwerty нет отсутствует неуказан".split()
)
# Read by whoever is on duty: no mailbox of a person.
ROLES = frozenset(
    "abuse accounting admin administrator billing bot buh buhgalter buhgalteria"
    " buhgalteriya callcenter career clients contact contacts delivery director"
    " direktor dispatch dispetcher dostavka feedback finance form forms hello help"
    " helpdesk hostmaster hotline hr info inform it job jobs kadry kancelyaria klient"
    " klienty kontakt lead leads legal logist logistics mail mailbox mailer-daemon"
    " manager marketing menedzher newsletter notification notifications notify office"
    " ofis opt order orders otdel pochta post postmaster pr press priem priemnaya"
    " prodazhi rabota reception registratura reklama rezume robot sale sales sbyt"
    " secretary sekretar service servis shop site sklad snab snabzhenie spam spravka"
    " support tender torgi vakansii webmaster welcome wordpress work yurist zakaz"
    " zakazy zakupki".split()
)
# What offices number and part their words with: sales-2@, info_1@.
ROLE_TAILS = "0123456789._-"
# The part before the @ repeated after it, as in a@a.ru or mail@mail.ru.
_STOP_TWINS = re.compile(r".{1,3}|e?mail|\d+|(.)\1*")

_YANDEX = re.compile(r"(?:yandex\.(?:ru|com|by|kz|ua|uz|com\.tr|com\.ge|az|fr|lt|lv|md"
                     r"|tj|tm|ee|co\.il)|ya\.ru|narod\.ru)")  # fmt: skip
_MICROSOFT = re.compile(r"(?:outlook|hotmail|live|msn)\.[a-z.]+")
# Domains of one provider under which a name is one mailbox. Unlike them, mail.ru,
# bk.ru, inbox.ru and list.ru are different boxes.
_ALIASES = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "protonmail.com": "proton.me",
    "pm.me": "proton.me",
}
_TAGGED = frozenset({"gmail.com", "yandex.ru", "icloud.com", "proton.me"})


class Email(NamedTuple):
    """One address of a field: ``address`` and ``key``, or else ``reason``, are set.

    ``value`` is the part of the field that was read; ``address`` is lower case with
    an ASCII (IDNA) domain; ``key`` is equal for spellings that reach one mailbox.
    """

    value: str
    address: str | None = None
    key: str | None = None
    reason: str | None = None


def parse(text, limit=50):
    """All addresses of one field, in order, an address once.

    :param text: str or ``None``; addresses separated by blanks, ``,`` ``;`` ``/`` or
        ``|``; «Name <address>» and «mailto:» are understood
    :param limit: addresses returned at most
    :return: list of :class:`Email`; empty for an empty field

    >>> parse("Иван <I.Petrov+work@GMail.com>; петя@mаil,ru")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Email(value='I.Petrov+work@GMail.com', address='i.petrov+work@gmail.com',
           key='ipetrov@gmail.com', reason=None),
     Email(value='петя@mаil.ru', address=None, key=None, reason='bad_characters')]
    >>> parse("ivan@почта.рф")[0].address
    'ivan@xn--80a1acny.xn--p1ai'
    """
    found = {}
    for value in _parts(as_text(text)[: limit * _MAX_ADDRESS]):
        email = _parse_part(value)
        found.setdefault(email.address or email.value, email)
        if len(found) >= limit:
            break
    return list(found.values())


def parse_one(text):
    """The first usable address of a field, or its first unusable one.

    :return: :class:`Email`, with reason "empty" for an empty field

    >>> parse_one("нет, test@test.ru").reason, parse_one(None).reason
    ('stop_value', 'empty')
    >>> parse_one("ivan @ yandex . ru").address
    'ivan@yandex.ru'
    """
    emails = parse(text)
    usable = (email for email in emails if email.address)
    return next(usable, emails[0] if emails else Email("", reason="empty"))


def is_role(address):
    """Whether an address is that of a post or an office, not of a person.

    :param address: cleaned address as in ``Email.address``, or ``None``
    :return: bool

    >>> is_role("info@example.ru"), is_role("sales+spb@example.ru"), is_role(None)
    (True, True, False)
    >>> is_role("ivan.petrov@example.ru")
    False
    """
    local = (address or "").partition("@")[0].partition("+")[0]
    return local.strip(ROLE_TAILS) in ROLES


def normalize_domain(text):
    """A domain as it stands in ``Email.address``.

    :param text: as typed, also with a leading @ or in national letters
    :return: lower case in ASCII (IDNA), or ``None`` if it is no domain of mailboxes

    >>> normalize_domain(" @Почта.РФ"), normalize_domain("XN--80A1ACNY.xn--p1ai")
    ('xn--80a1acny.xn--p1ai', 'xn--80a1acny.xn--p1ai')
    >>> normalize_domain("gmail"), normalize_domain("a@b.ru"), normalize_domain(None)
    (None, None, None)
    """
    domain = as_text(text).strip().removeprefix("@").lower()
    _local, domain, reason = _repair(f"box@{domain}")
    return None if reason else domain


def match_key(address):
    """Key equal for the spellings of one mailbox, by the rules of its provider.

    :param address: cleaned address, as in ``Email.address``
    :return: str

    >>> match_key("i.van+shop@googlemail.com"), match_key("i-van@ya.ru")
    ('ivan@gmail.com', 'i.van@yandex.ru')
    >>> match_key("i.van+shop@mail.ru")
    'i.van+shop@mail.ru'
    """
    local, _at, domain = address.rpartition("@")
    domain = _ALIASES.get(domain, domain)
    if _YANDEX.fullmatch(domain):
        domain = "yandex.ru"
    if domain in _TAGGED or _MICROSOFT.fullmatch(domain):
        local = local.partition("+")[0] or local
    if domain == "gmail.com":
        local = local.replace(".", "")
    elif domain == "yandex.ru":
        # Widely reported, though no page of Yandex says so: a dot and a hyphen reach
        # the same box.
        local = local.replace("-", ".")
    return f"{local}@{domain}"


def _parts(text):
    """Texts that should hold one address each; words around addresses are dropped."""
    for line in re.split(r"[;\n\r|]", text):
        line = _PREFIX.sub(" ", clean(line, len(line)))
        inside = _BRACKETS.findall(line)
        if inside:
            yield from (part.strip() for part in inside)
            continue
        line = _COMMA_FOR_DOT.sub(r"\1.\2", line)
        line = _BLANKS.sub(lambda match: match[0].replace(" ", ""), line)
        line = _GLUED.sub(r"\1 ", line).strip()
        if "@" not in line or _BLANK_FOR_UNDERSCORE.fullmatch(line):
            yield from [line] if line else []
            continue
        for part in line.split():
            part = part.strip(_PUNCTUATION)
            if "@" in part:
                yield part


@lru_cache(maxsize=16384)
def _parse_part(part):
    value = part[:_MAX_ADDRESS]
    text = part.lower()
    match = _ADDRESS.fullmatch(text)
    if not match:
        # Not plain ASCII, or wrong: the slow path repairs what can be repaired.
        local, domain, reason = _repair(text)
        if reason:
            return Email(value, reason=reason)
    else:
        local, domain = match[1], match[2]
    address = f"{local}@{domain}"
    if len(local) > _MAX_LOCAL or len(address) > _MAX_ADDRESS:
        return Email(value, reason="too_long")
    twin = domain.partition(".")[0]
    if local in _STOP_LOCALS or (local == twin and _STOP_TWINS.fullmatch(local)):
        return Email(value, reason="stop_value")
    return Email(value, address, match_key(address))


def _repair(text):
    """(local, domain, None) with look-alikes folded, or ("", "", reason)."""
    local, at, domain = text.partition("@")
    domain = domain.strip(_PUNCTUATION)
    if local in _STOP_LOCALS:
        return "", "", "stop_value"
    if not at or not local or not domain or "@" in domain:
        return "", "", "bad_syntax"
    if re.search("[a-z]", local):
        local = local.translate(TO_LATIN_LOWER)
    if not local.isascii():
        return "", "", "bad_characters"
    name, _dot, zone = domain.rpartition(".")
    domain = f"{name}.{_CYRILLIC_ZONES.get(zone, zone)}"
    folded = domain.translate(TO_LATIN_LOWER)
    # Only a domain with Latin letters is Latin with look-alikes: сор.рф is not.
    if folded.isascii() and re.search("[a-z]", domain):
        domain = folded
    try:
        domain = idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return "", "", "bad_syntax"
    if not _ADDRESS.fullmatch(f"{local}@{domain}"):
        return "", "", "bad_syntax"
    return local, domain, None
