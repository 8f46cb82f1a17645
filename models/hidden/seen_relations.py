# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command


class Base(models.AbstractModel):
    """Who may not read a person learns nothing by putting his id into a form.

    Odoo computes what depends on a relation without asking for rights on its record,
    and a form that is not saved has no record rule; nor has a dialog.
    """

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """As Odoo's own; people whom the user may not read count as none.

        :param dict values: what was typed
        :param list field_names: names of the fields that were changed
        :param dict fields_spec: names of fields and what to read of them
        :rtype: dict
        """
        if not self.env.su:
            values = self._get_seen_values(values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def default_get(self, fields):
        """As Odoo's own; the context names nobody whom the user may not read.

        :param list fields: names of fields
        :rtype: dict
        """
        values = super().default_get(fields)
        sent = any(key.startswith("default_") for key in self.env.context)
        return self._get_seen_values(values) if sent and not self.env.su else values

    @api.model_create_multi
    def create(self, vals_list):
        """As Odoo's own; a dialog is made for nobody whom the user may not read.

        :raise AccessError: it would be
        """
        if self._transient:
            vals_list = [self._check_seen_values(vals) for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """As Odoo's own; see :meth:`create`."""
        return super().write(self._check_seen_values(vals) if self._transient else vals)

    def _check_seen_values(self, values):
        """The same values without lines that lead to people whom the user may not read.

        :raise AccessError: a value leads to one
        """
        if self.env.su:
            return values
        seen = self._get_seen_values(values)
        if any(values[name] and not seen[name] for name in values):
            raise AccessError(self.env._("This is not in your sight, or no longer."))
        return seen

    def _get_seen_values(self, values):
        """Values of a form without the people whom the user may not read."""
        seen = dict(values)
        for name, value in values.items():
            field = self._fields.get(name)
            comodel = self._get_comodel(field, values) if value and field else None
            if comodel is None:
                continue
            if type(value) is int:
                seen[name] = value if comodel._get_seen_ids([value]) else False
            elif isinstance(value, (list, tuple)):
                commands = [comodel._get_seen_command(command) for command in value]
                seen[name] = [command for command in commands if command is not None]
        return seen

    def _get_comodel(self, field, values):
        """The model that a field leads to, or None."""
        name = field.comodel_name
        if field.type == "many2one_reference":
            of_model = field.model_field
            name = values.get(of_model) or self.env.context.get(f"default_{of_model}")
            name = name or (self[of_model] if self else None)
        return self.env.get(name) if name else None

    @api.model
    def _get_seen_command(self, command):
        """The same for a line of a form, an id or a command; None for an unseen one."""
        if not isinstance(command, (list, tuple)) or not command:
            return command if self._get_seen_ids([command]) else None
        kind, *rest = command
        if kind in (Command.UPDATE, Command.LINK) and not self._get_seen_ids(rest[:1]):
            return None
        if kind in (Command.CREATE, Command.UPDATE) and len(rest) > 1:
            return [kind, rest[0], self._get_seen_values(rest[1] or {})]
        if kind == Command.SET:
            return Command.set(self._get_seen_ids(rest[1]))
        return command

    @api.model
    def _get_seen_ids(self, ids):
        """Those of some ids that the user may read, where they are those of people."""
        stored = [number for number in ids if type(number) is int]
        if not stored or not self._is_audited():
            return ids
        seen = set(self.browse(stored).exists()._filtered_access("read")._ids)
        return [number for number in ids if number not in stored or number in seen]


class CrmLead2opportunityPartner(models.TransientModel):
    """Its application is the one of the context, whoever asks."""

    _inherit = "crm.lead2opportunity.partner"

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        return values if self.env.su else self._get_seen_values(values)
