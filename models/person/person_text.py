# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.exceptions import ValidationError

# Longer texts are no name, number or address, and the indexes cannot take them.
MAX_TEXT = 255
# NUL and lone surrogates, which PostgreSQL cannot store.
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class CrmPersonText(models.AbstractModel):
    """Refuses texts that cannot be stored before PostgreSQL quotes them in an error."""

    _name = "crm.person.text"
    _description = "Texts of a Person"

    @api.model
    def _is_person_text(self, name):
        """Whether the field `name` is a short text that belongs to this addon."""
        return self._fields[name].type == "char"

    @api.model
    def _check_texts(self, vals):
        """:raise ValidationError: a short text is too long or holds a NUL"""
        for name, value in vals.items():
            if (
                isinstance(value, str)
                and (len(value) > MAX_TEXT or NOT_STORABLE.search(value))
                and self._is_person_text(name)
            ):
                raise ValidationError(
                    self.env._(
                        "%(field)s: at most %(limit)s characters of text are expected.",
                        field=self._fields[name]._description_string(self.env),
                        limit=MAX_TEXT,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_texts(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_texts(vals)
        return super().write(vals)
