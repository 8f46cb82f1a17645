# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models, tools
from odoo.exceptions import ValidationError


class CrmOwnedFields(models.AbstractModel):
    """What is read-only on the screen is read-only over RPC too.

    Odoo leaves that to the browser. The stored read-only fields of this addon are
    verdicts, links, scores and the like: only the methods that own them write them,
    as superuser. Inherited first, so that it sees what the caller gave.
    """

    _name = "crm.owned.fields"
    _description = "Fields Written by their Methods Alone"

    @api.model
    @tools.ormcache()
    def _get_owned_fields(self):
        """Names of the fields that nobody writes, whatever his role."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.store and field.readonly and "crm_prospect" in field._modules
        )

    @api.model
    def default_get(self, fields):
        # Neither the context nor a user's own default says what these are.
        owned = self._get_owned_fields().intersection(fields)
        values = super().default_get([name for name in fields if name not in owned])
        for name in owned:
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self)
                values[name] = field.convert_to_write(value, self)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_owned_fields(set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_owned_fields(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if self.env.su:
            return vals_list
        owned = self._get_owned_fields()
        return [
            {name: value for name, value in vals.items() if name not in owned}
            for vals in vals_list
        ]

    @api.model
    def _check_owned_fields(self, names):
        """:raise ValidationError: one of these fields is not for people to write"""
        if self.env.su:
            return
        if forbidden := self._get_owned_fields().intersection(names):
            raise ValidationError(
                self.env._(
                    "These fields are set by rules and buttons, not by writing:"
                    " %(fields)s.",
                    fields=", ".join(sorted(forbidden)),
                )
            )


class CrmProspect(models.Model):
    _name = "crm.prospect"
    _inherit = ["crm.owned.fields", "crm.prospect"]

    @api.model
    @tools.ormcache()
    def _get_owned_fields(self):
        # The number is guarded where it is drawn, after this.
        return super()._get_owned_fields() - {"number"}


class CrmPersonOwned(models.AbstractModel):
    _name = "crm.person.owned"
    _inherit = ["crm.owned.fields", "crm.person.owned"]


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.owned.fields", "crm.lead"]


class CrmCallList(models.Model):
    _name = "crm.call.list"
    _inherit = ["crm.owned.fields", "crm.call.list"]


class CrmContactScoreModel(models.Model):
    _name = "crm.contact.score.model"
    _inherit = ["crm.owned.fields", "crm.contact.score.model"]


class CrmMatchRule(models.Model):
    _name = "crm.match.rule"
    _inherit = ["crm.owned.fields", "crm.match.rule"]


class CrmMatchCondition(models.Model):
    _name = "crm.match.condition"
    _inherit = ["crm.owned.fields", "crm.match.condition"]


class CrmNameVariant(models.Model):
    _name = "crm.name.variant"
    _inherit = ["crm.owned.fields", "crm.name.variant"]


class CrmStopValue(models.Model):
    _name = "crm.stop.value"
    _inherit = ["crm.owned.fields", "crm.stop.value"]


class CrmShippedWord(models.AbstractModel):
    _name = "crm.shipped.word"
    _inherit = ["crm.owned.fields", "crm.shipped.word"]
