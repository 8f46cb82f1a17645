# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL about scored contacts that lists, answers and views share.

Aliases: `p` contact point, `s` its score, `h` its share (none: it is not shared).
"""

from odoo.tools import SQL

from ..contact.blacklisted import blacklisted
from .contact_score import USELESS

CONTACT = SQL(
    """crm_contact_point p
    JOIN crm_contact_score s ON s.point_id = p.id
    LEFT JOIN crm_contact_share h ON h.point_id = p.id"""
)
# Whoever opted out a minute ago is not called: Odoo's blacklists are asked again.
OPTED_OUT_NOW = SQL(
    "(%s OR s.status IS NOT DISTINCT FROM 'opted_out')", blacklisted("p")
)
STATUS_NOW = SQL("CASE WHEN %s THEN 'opted_out' ELSE s.status END", OPTED_OUT_NOW)
USELESS_NOW = SQL(
    "(s.status IN (%s) OR %s)",
    SQL(", ").join(SQL("%s", status) for status in USELESS),
    OPTED_OUT_NOW,
)
