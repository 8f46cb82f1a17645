# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kinds of e-mail domains that come with the addon."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def shipped():
    """Domains of the addon's lists, see `tools/data/README.md`.

    :return: list of (domain, kind), no domain twice

    >>> ("mail.ru", "public") in shipped(), ("yopmail.com", "disposable") in shipped()
    (True, True)
    """
    return [
        (domain, kind)
        for kind in ("public", "disposable")
        for domain in (_FOLDER / f"email_domains_{kind}.txt").read_text().split()
    ]
