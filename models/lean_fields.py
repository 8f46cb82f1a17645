# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tools import SQL


class PlainMany2one(fields.Many2one):
    """A many2one without a foreign key.

    A million pairs are written in one go, and each foreign key would add a look-up
    and a row lock to every one of them. The models pointed to refuse to be deleted
    while they are used instead.
    """

    def update_db_foreign_key(self, model, column):
        """Make none; that of an earlier version goes."""
        model.env.cr.execute(
            SQL(
                "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s",
                SQL.identifier(model._table),
                SQL.identifier(f"{model._table}_{self.name}_fkey"),
            )
        )


class BigInteger(fields.Integer):
    """An integer of 64 bits, for masks."""

    _column_type = ("int8", "int8")


class ExpressionSelection(fields.Selection):
    """A choice told by an expression on a column of the same row; it takes no room.

    One can group by it and read it like any stored field.

    :param str expression: SQL with `%s` in place of the column
    :param str expression_field: name of the field of that column
    """

    expression = None
    expression_field = None

    def update_db(self, model, columns):
        """There is no column."""
        return False

    def to_sql(self, model, alias):
        column = model._field_to_sql(alias, self.expression_field)
        return SQL(self.expression, column)
