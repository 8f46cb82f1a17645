# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class Base(models.AbstractModel):
    """Exports take values of people along from any model."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        names = self._get_exported_personal(fields_to_export)
        if names and not self.env.su:
            self.env["crm.access.log"]._log("export", self, ", ".join(names))
        return result

    def _get_exported_personal(self, paths):
        """Those of the exported paths that tell of people, as names of fields.

        :param list paths: as of `export_data`; what is no field is passed over
        """
        people = self._get_audited() if self._is_audited() else self
        return [
            path
            for path in dict.fromkeys(map(str, paths))
            if people and self._is_personal_path(path.split("/"))
        ]

    def _is_audited(self):
        return isinstance(self, self.pool["crm.audited"])

    def _is_personal_path(self, names):
        """Whether a path of fields leads through people."""
        model = self
        is_personal = model._is_audited()
        for name in names:
            if name in ("id", ".id"):
                break
            field = model._fields.get(name)
            if field is None:
                return False
            if field.relational:
                model = self.env[field.comodel_name]
                is_personal |= model._is_audited() and len(names) > 1
        return is_personal
