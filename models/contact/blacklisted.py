# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def blacklisted(alias):
    """SQL: the phone or e-mail of a contact is on Odoo's blacklist.

    :param str alias: of a row with `phone_sanitized` and `email_normalized`
    """
    return SQL(
        """(EXISTS (SELECT FROM phone_blacklist b WHERE b.number = %s AND b.active)
        OR EXISTS (SELECT FROM mail_blacklist b WHERE b.email = %s AND b.active))""",
        SQL.identifier(alias, "phone_sanitized"),
        SQL.identifier(alias, "email_normalized"),
    )
