# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

NO_BREAK_SPACE = "\u00a0"


def group_digits(number):
    """Public number as people read it.

    >>> group_digits(12541264) == "12\u00a0541\u00a0264"
    True
    >>> group_digits(0)
    ''
    """
    return f"{number:,}".replace(",", NO_BREAK_SPACE) if number else ""


class CrmPublicNumber(models.AbstractModel):
    """Public numbers drawn from a database sequence.

    One statement draws numbers for a whole file, and steps over numbers that were
    given by hand ahead of the sequence.
    """

    _name = "crm.public.number"
    _description = "Public Number"

    # Column and sequence of the numbers of a concrete model.
    _number_column = "number"
    _number_sequence = None

    def init(self):
        super().init()
        if self._number_sequence:
            self.env.cr.execute(
                SQL(
                    "CREATE SEQUENCE IF NOT EXISTS %s",
                    SQL.identifier(self._number_sequence),
                )
            )

    @api.model
    def default_get(self, fields):
        # Neither a context nor a user's own default chooses a number.
        drawn = self._number_column
        return super().default_get([name for name in fields if name != drawn])

    @api.model
    def _check_drawn(self, vals_list):
        """Refuse numbers of one's own choice, before the database sees the values."""
        if not self.env.su and any(vals.get(self._number_column) for vals in vals_list):
            raise ValidationError(
                self.env._("A public number is drawn, it cannot be chosen.")
            )

    def write(self, vals):
        number = vals.get(self._number_column)
        if number is not None and not self.env.su:
            if any(record[self._number_column] != number for record in self):
                raise ValidationError(
                    self.env._("A public number keeps leading to the same person.")
                )
        return super().write(vals)

    @api.model
    def _next_numbers(self, count):
        """Draw `count` numbers that no record bears, smallest first."""
        numbers = []
        while len(numbers) < count:
            rows = self.env.execute_query(
                SQL(
                    """SELECT n FROM (
                        SELECT nextval(%s)::int AS n
                        FROM generate_series(1, %s)) drawn
                    WHERE NOT EXISTS (SELECT FROM %s r WHERE r.%s = drawn.n)
                    ORDER BY n""",
                    self._number_sequence,
                    count - len(numbers),
                    SQL.identifier(self._table),
                    SQL.identifier(self._number_column),
                )
            )
            numbers += [number for (number,) in rows]
        return numbers
