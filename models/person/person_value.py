# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .person_owned import OWNERS


class CrmPersonValue(models.AbstractModel):
    """A value of a person that identification looks at and that may occur many times.

    Base of documents, contact points and former names. What is created or changed
    here is typed by a person; files and other systems are written in bulk.
    """

    _name = "crm.person.value"
    _inherit = ["crm.person.owned"]
    _description = "Value of a Person"

    # Field of an origin that points to these values; none where origins are not kept.
    _origin_field = None

    def _say_by_hand(self):
        """Note that these values were typed by a person today."""
        source = self.env.ref("crm_prospect.prospect_source_manual", False)
        if source and self._origin_field:
            today = fields.Date.context_today(self)
            self.env["crm.person.origin"].sudo().create(
                [
                    {
                        self._origin_field: value.id,
                        "source_id": source.id,
                        "first_seen": today,
                        "last_seen": today,
                    }
                    for value in self
                ]
            )

    def _touch_owners(self):
        """Have the owners of these values re-indexed."""
        index = self.env["crm.person.index"]
        for owner in OWNERS:
            if owners := self[owner]._person_indexed():
                index._touch(owner, owners.ids)

    @api.model_create_multi
    def create(self, vals_list):
        values = super().create(vals_list)
        values._say_by_hand()
        values._touch_owners()
        return values

    def write(self, vals):
        if vals.keys() & set(OWNERS):
            self._touch_owners()
        before = {}
        if self._origin_field and vals.keys() & set(self._identity_fields):
            before = {value.id: value._get_said() for value in self}
        result = super().write(vals)
        self._touch_owners()
        # Nobody else ever said the value that is here now, unless it is the same one
        # in another notation.
        new = self.filtered(lambda v: v.id in before and v._get_said() != before[v.id])
        if new:
            new.sudo().origin_ids.unlink()
            new._say_by_hand()
        return result

    def _get_said(self):
        """What is said here, whosever it is and however it is written."""
        return {k: v for k, v in self._identity().items() if k not in OWNERS}

    def unlink(self):
        self._touch_owners()
        return super().unlink()
