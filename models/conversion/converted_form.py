# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmProspect(models.Model):
    """The form of a converted prospect is for reading, whatever is added to it."""

    _inherit = "crm.prospect"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for node in arch.xpath("//field[not(ancestor::field)]"):
                name, own = node.get("name"), node.get("readonly")
                # What nobody can write would become writable by an attribute.
                if self._is_open_when_converted(name) or (
                    not own and self._fields[name].readonly
                ):
                    continue
                node.set(
                    "readonly",
                    f"({own}) or conversion_date" if own else "conversion_date",
                )
        return arch, view
