# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CrmShippedWord(models.AbstractModel):
    """A list of words that comes with the addon and is kept by administrators.

    An upgrade adds what never was in the list. What was archived, renamed or put to
    another kind here stays so.
    """

    _name = "crm.shipped.word"
    _description = "Word of a List that Comes with the Module"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    # As it came, so that an upgrade knows it again after it was renamed here.
    shipped_name = fields.Char(readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _normal_name(self, name):
        """The word as it is compared.

        :raise ValidationError: it can never occur
        """
        raise NotImplementedError

    @api.model
    def _shipped_columns(self):
        """dict column -> list: the words that come with the addon."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "name": self._normal_name(vals.get("name") or "")}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if "name" in vals:
            vals = {**vals, "name": self._normal_name(vals["name"] or "")}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        """What is deleted could not be told from what is new at the next upgrade."""
        if any(word.shipped_name for word in self):
            raise UserError(
                self.env._(
                    "What comes with the module cannot be deleted: archive it instead,"
                    " it is then no longer used."
                )
            )

    @api.model
    def _load_shipped(self):
        """Add the words of the addon that never were in this database."""
        columns = self._shipped_columns()
        self._insert_new({**columns, "shipped_name": columns["name"]})

    @api.model
    def _insert_new(self, columns):
        """Insert words, but for those that are or once were here.

        :param dict columns: name of a column -> list of its values, in normal form
        :return: how many were inserted
        """
        self.flush_model()
        table = SQL.identifier(self._table)
        names = SQL(", ").join(map(SQL.identifier, columns))
        arrays = [SQL("%s::text[]", list(values)) for values in columns.values()]
        self.env.cr.execute(
            SQL(
                """INSERT INTO %(table)s (%(names)s, active,
                    create_uid, create_date, write_uid, write_date)
                SELECT %(names)s, TRUE, %(user)s, %(now)s, %(user)s, %(now)s
                FROM unnest(%(arrays)s) AS word(%(names)s)
                WHERE NOT EXISTS (
                    SELECT FROM %(table)s known WHERE known.shipped_name = word.name
                )
                ON CONFLICT (name) DO NOTHING""",
                table=table,
                names=names,
                arrays=SQL(", ").join(arrays),
                user=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        inserted = self.env.cr.rowcount
        self.invalidate_model()
        return inserted
