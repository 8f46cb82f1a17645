# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# Stands in the context of a copy; nobody can send it over RPC.
COPYING = object()
# Column that tells the first line of a record from those of what belongs to it.
RECORD_ID = [".id"]


class CrmMasked(models.AbstractModel):
    """Files hold no more than the screen does."""

    _inherit = "crm.masked"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        masks = self._get_masks()
        columns = {
            index: path[0]
            for index, path in enumerate(fields)
            if path and path[0] in masks
        }
        if not columns:
            return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        clients = [index for index, name in columns.items() if masks[name] == "client"]
        paths = [
            RECORD_ID if index in clients else path for index, path in enumerate(fields)
        ]
        lines = super()._export_rows(
            [*paths, RECORD_ID], _is_toplevel_call=_is_toplevel_call
        )
        first_lines = [line for line in lines if line[-1]]
        self._mask_first_lines(first_lines, columns, masks)
        for index in clients:
            path = fields[index]
            # Of the clients that the user may see; the others leave the cell empty.
            exported = super(CrmMasked, self - self._get_hiding(path[0]))._export_rows(
                [path, RECORD_ID], _is_toplevel_call=_is_toplevel_call
            )
            values = {line[-1]: line[0] for line in exported if line[-1]}
            for line in lines:
                line[index] = values.get(line[-1], "")
        return [line[:-1] for line in lines]

    def _mask_first_lines(self, first_lines, columns, masks):
        for index, name in columns.items():
            if masks[name] == "client":
                continue
            rows = [{"id": int(line[-1]), name: line[index]} for line in first_lines]
            self._mask_rows(rows, name)
            for line, row in zip(first_lines, rows, strict=True):
                line[index] = row[name] or ""

    # ------------------------------------------------------------------ copies

    def copy(self, default=None):
        """Odoo's; the copy has the values themselves."""
        copying = self.with_context(masked_copying=COPYING)
        return super(CrmMasked, copying).copy(default).with_env(self.env)

    def copy_data(self, default=None):
        """Odoo's; who asks for the data of a copy gets none that is masked for him."""
        vals_list = super().copy_data(default)
        if self.env.context.get("masked_copying") is not COPYING:
            for name in self._get_masks():
                for vals in vals_list:
                    vals.pop(name, None)
        return vals_list
