# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command

from .copy_fields import COPY_FIELDS

RESPONSIBLE = ("user_id", "team_id")


class CrmProspect(models.Model):
    """A prospect that values are copied to, or from."""

    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.copy.card"]

    def _get_copied(self):
        self.ensure_one()
        values = {
            field.name: self[field.prospect]
            for field in COPY_FIELDS.values()
            if field.prospect
        }
        address = (self.street, False, self.zip, self.city, self.state_id)
        address = (*address, self.country_id)
        return {**values, "address": address if any(address) else ()}

    def _get_offered(self):
        return {"name": self.name, **self._get_copied()}

    def _fit_copied(self, name, value):
        if name == "priority" and value:
            # A prospect has no "very high".
            return min(value, "2")
        if name == "address" and value:
            street, street2, *rest = value
            return (", ".join(filter(None, (street, street2))), False, *rest)
        if name == "comment":
            return self._get_comment_text(value)
        return value

    def _get_copy_label(self, name):
        if name == "address":
            return self.env._("Address")
        field = COPY_FIELDS[name].prospect
        return self._fields[field]._description_string(self.env)

    def _get_copy_refusals(self):
        if self.sudo().match_result != "converted":
            return {}
        reason = self.env._(
            "This potential client has become a client: only comments are added here."
        )
        names = {*COPY_FIELDS, "contacts"} - {"comment"}
        return dict.fromkeys(names, reason)

    @api.model
    def _join_comments(self, ours, theirs):
        return f"{ours.rstrip()}\n{theirs}"

    def _write_copied(self, values, items):
        vals = {}
        for name, value in values.items():
            if name == "address":
                vals["street"], _street2, vals["zip"], vals["city"] = value[:4]
                vals["state_id"], vals["country_id"] = (part.id for part in value[4:])
            elif name == "tag_ids":
                vals[name] = [Command.set(value.ids)]
            elif isinstance(value, models.BaseModel):
                vals[name] = value.id
            else:
                vals[name] = value
        vals = {name: value for name, value in vals.items() if name not in RESPONSIBLE}
        if items:
            self._add_copied(items)
            # Contacts were added: the person is matched once, with all of it.
            vals["contact_point_ids"] = []
        if vals:
            self.write(vals)
