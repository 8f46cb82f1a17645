# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ...tools.masks import is_masked, mask


class CrmMasked(models.AbstractModel):
    """A form or a file may send back what it was shown: the mask is never stored."""

    _inherit = "crm.masked"

    @api.model_create_multi
    def create(self, vals_list):
        masks = self._get_masks()
        if not masks:
            return super().create(vals_list)
        sent_list = [self._get_sent_masks(vals, masks) for vals in vals_list]
        for sent in sent_list:
            for name in sent:
                # Only Odoo can fill it in: the e-mail of an application from its
                # customer, which the form shows masked.
                if not self._fields[name].compute:
                    raise self._not_a_value(name)
        records = super().create(
            [
                {name: value for name, value in vals.items() if name not in sent}
                for vals, sent in zip(vals_list, sent_list, strict=True)
            ]
        )
        for record, sent in zip(records, sent_list, strict=True):
            record._check_sent_masks(sent)
        return records

    def write(self, vals):
        masks = self._get_masks()
        sent = self._get_sent_masks(vals, masks)
        # What looks empty to the user is not emptied by him.
        unseen = {
            name
            for name, kind in masks.items()
            if kind in ("birthdate", "client") and name in vals and not vals[name]
        }
        if not sent and not unseen:
            return super().write(vals)
        result = super().write(
            {
                name: value
                for name, value in vals.items()
                if name not in sent and name not in unseen
            }
        )
        self._check_sent_masks(sent)
        return result

    @api.model
    def _get_sent_masks(self, vals, masks):
        """dict field name -> mask of what is a mask among values to be written."""
        return {
            name: vals[name]
            for name in masks.keys() & vals.keys()
            if is_masked(vals[name])
        }

    def _check_sent_masks(self, sent):
        """Refuse masks that are not those of the values that are stored.

        :param dict sent: field name -> mask
        :raise UserError: naming the field
        """
        for name, masked in sent.items():
            for record in self.sudo():
                if mask(record._get_mask_kind(name), record[name]) != masked:
                    raise self._not_a_value(name)

    @api.model
    def _not_a_value(self, name):
        return UserError(
            self.env._(
                "%(field)s: this is a masked value. Give the whole one, or leave it as"
                " it is.",
                field=self._fields[name]._description_string(self.env),
            )
        )

    def onchange(self, values, field_names, fields_spec):
        """Odoo's, told of what was typed only: masks are no values."""
        sent = self._get_sent_masks(values, self._get_masks())
        if sent:
            values = {name: v for name, v in values.items() if name not in sent}
            typed = [name for name in field_names if name not in sent]
            if field_names and not typed:
                return {"value": {}}
            field_names = typed
        return super().onchange(values, field_names, fields_spec)
