# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import frozendict, ormcache

from .risk_limits import DEFAULTS

PARAMETER = "crm_prospect.%s"


class CrmProspectGroup(models.Model):
    """Each group has limits of its own; the settings are for who is in none."""

    _name = "crm.prospect.group"
    _inherit = ["crm.prospect.group", "crm.risk.limits"]

    @api.model
    @ormcache()
    def _risk_settings(self):
        """dict field -> value for prospects without a group."""
        keys = {PARAMETER % name: name for name in DEFAULTS}
        parameters = self.env["ir.config_parameter"].sudo()
        stored = {
            keys[parameter.key]: int(parameter.value)
            for parameter in parameters.search_fetch(
                [("key", "in", list(keys))], ["key", "value"]
            )
            if parameter.value.isdecimal()
        }
        return frozendict({**DEFAULTS, **stored})

    def _or_settings(self):
        """This group, or one that holds the settings where there is none."""
        return self or self.new(self._risk_settings())


class ResConfigSettings(models.TransientModel):
    """Not by `config_parameter`: 0, which is no limit, would be the default again."""

    _name = "res.config.settings"
    _inherit = ["res.config.settings", "crm.risk.limits"]

    @api.model
    def get_values(self):
        limits = self.env["crm.prospect.group"]._risk_settings()
        return {**super().get_values(), **limits}

    def set_values(self):
        result = super().set_values()
        parameters = self.env["ir.config_parameter"].sudo()
        for name in DEFAULTS:
            parameters.set_param(PARAMETER % name, str(self[name]))
        return result
