# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class Base(models.AbstractModel):
    """No id of a hidden client in what is read of any record.

    Odoo gives the relations of a record that may be read without asking for rights on
    what they lead to.
    """

    _inherit = "base"

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load=load)
        names = [
            name for name in fnames if self._fields[name].comodel_name == "res.partner"
        ]
        # Asked last: groups of users are read by this method, too.
        if not (names and self._hides_clients()):
            return rows
        hidden = {
            partner_id
            for partner_id in self.env["res.partner"]
            .browse({i for row in rows for n in names for i in _ids(row.get(n))})
            ._get_hidden_clients()
            ._ids
        }
        for row in rows if hidden else ():
            for name in names:
                value = row.get(name)
                if isinstance(value, list):
                    row[name] = [i for i in value if i not in hidden]
                elif hidden.intersection(_ids(value)):
                    row[name] = False
        return rows

    def web_read(self, specification):
        """As Odoo's own; hidden clients that a record leads to are left empty.

        :param dict specification: names of fields and what to read of them
        :rtype: list of dicts
        :raise AccessError: for records that the user may not read
        """
        if self._hides_clients():
            self = self.with_context(crm_prospect_of_a_record=True)
        return super().web_read(specification)

    def _hides_clients(self):
        """Whether the user of this environment, superuser or not, may see no client."""
        return self.env.user._is_without_clients()


def _ids(value):
    """The ids in a value of a relation as `read` gives it."""
    if isinstance(value, list):
        return value
    if isinstance(value, tuple):
        return value[:1]
    return [value] if type(value) is int and value else []
