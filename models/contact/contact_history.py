# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import groupby


class CrmContactPoint(models.Model):
    """A contact that a person replaced or removed stays in the history of its owner.

    Noted as Odoo notes a tracked field, so that only those read it who may see the
    contacts.
    """

    _inherit = "crm.contact.point"

    def write(self, vals):
        if not vals.keys() & set(self._identity_fields):
            return super().write(vals)
        before = [(p, p._get_owner(), p._get_said(), p.value) for p in self]
        result = super().write(vals)
        self._note_history(
            [
                (owner, value, point.value if owner == point._get_owner() else False)
                for point, owner, said, value in before
                if (owner, said) != (point._get_owner(), point._get_said())
            ]
        )
        return result

    def unlink(self):
        gone = [(point._get_owner(), point.value, False) for point in self]
        result = super().unlink()
        self._note_history(gone)
        return result

    def _get_owner(self):
        return self.prospect_id or self.partner_id

    @api.model
    def _note_history(self, gone):
        """Note values that are gone: list of (owner, value, the new value or False)."""
        if self.env.context.get("tracking_disable"):
            return
        for model, lines in groupby(gone, key=lambda line: line[0]._name):
            field = self.env["ir.model.fields"]._get(model, "contact_point_ids")
            owners = self.env[model].union(*(owner for owner, *_rest in lines))
            notes = owners._message_log_batch(dict.fromkeys(owners.ids, ""))
            note_of = {note.res_id: note.id for note in notes}
            self.env["mail.tracking.value"].sudo().create(
                [
                    {
                        "mail_message_id": note_of[owner.id],
                        "field_id": field.id,
                        "old_value_char": old,
                        "new_value_char": new,
                    }
                    for owner, old, new in lines
                ]
            )
