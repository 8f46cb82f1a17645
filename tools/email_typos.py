# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Slips of the key in the domains of the great mail providers."""

from rapidfuzz.distance import OSA

# The most used first: it wins where two are equally near.
TOP_DOMAINS = (
    "gmail.com mail.ru yandex.ru bk.ru list.ru inbox.ru rambler.ru ya.ru icloud.com"
    " outlook.com hotmail.com yahoo.com ukr.net i.ua meta.ua yandex.by yandex.kz"
    " yandex.ua yandex.com tut.by mail.com protonmail.com proton.me googlemail.com"
    " internet.ru live.com"
).split()
# Hosts of so few letters are one letter away from firms of their own: nail.ru, dk.ru.
_SHORT_HOST = 5
# Slips in a short host that are known to be nothing else.
_KNOWN_SLIPS = {
    slip: domain
    for domain, slips in {
        "gmail.com": "gamil.com gmai.com gmaik.com gmal.com gmali.com gmial.com"
        " gmil.com gnail.com gmail.cm gmail.co gmail.com.ru gmail.con gmail.om",
        "icloud.com": "iclod.com iclud.com",
        "inbox.ru": "imbox.ru inbox.tu inbx.ru",
        "mail.ru": "maul.ru mail.ry mail.tu mial.ru",
        "yahoo.com": "yaho.com yahoo.con",
        "yandex.ru": "yadex.ru yandx.ru yanex.ru yndex.ru",
    }.items()
    for slip in slips.split()
}


def suggest_domain(domain):
    """The provider that was probably meant by a domain.

    Whoever calls leaves out domains that are known to exist.

    :param str domain: in lower case
    :return: a domain, or ``None`` when nothing is suggested

    >>> [suggest_domain(d) for d in ("gmial.com", "yadnex.ru", "hotmial.con")]
    ['gmail.com', 'yandex.ru', 'hotmail.com']
    >>> [suggest_domain(d) for d in ("gmail.com", "gmail.ru", "nail.ru", "vk.ru")]
    [None, None, None, None]
    """
    if domain in TOP_DOMAINS:
        return None
    if domain in _KNOWN_SLIPS:
        return _KNOWN_SLIPS[domain]
    if len(domain.partition(".")[0]) <= _SHORT_HOST:
        return None
    nearest = min(TOP_DOMAINS, key=lambda top: OSA.distance(domain, top))
    # Two slips only where much is left that is right: mailer.ru is not mail.ru.
    most = 2 if min(len(domain), len(nearest)) > 8 else 1
    return nearest if OSA.distance(domain, nearest) <= most else None
