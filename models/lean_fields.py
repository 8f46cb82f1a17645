# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields


class PlainMany2one(fields.Many2one):
    """A many2one without a foreign key.

    A million pairs are written in one go, and each foreign key would add a look-up
    and a row lock to every one of them. The models pointed to refuse to be deleted
    while they are used instead.
    """

    def update_db_foreign_key(self, model, column):
        """Make none."""


class BigInteger(fields.Integer):
    """An integer of 64 bits, for masks."""

    _column_type = ("int8", "int8")
