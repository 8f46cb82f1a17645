# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# "0": users without the client base do not even learn that a client matches.
TELL_PARAMETER = "crm_prospect.tell_hidden_clients"


class CrmHiddenColumns(models.AbstractModel):
    """Columns that a group takes away, as those of :data:`CLIENT_USERS`."""

    _name = "crm.hidden.columns"
    _description = "Columns that a Group Takes away"

    @api.model
    def _check_field_access(self, field, operation):
        # Odoo lists the groups of a field in developer mode, and knows no "!" there.
        if "!" in (field.groups or "") and not self._has_field_access(field, operation):
            raise AccessError(
                self.env._(
                    "%(field)s is not shown to those who work without the client base.",
                    field=field._description_string(self.env),
                )
            )
        return super()._check_field_access(field, operation)


class CrmProspect(models.Model):
    """What somebody without the client base learns of the link of a prospect.

    That there is one, at most. The columns of the link are not his to read.
    """

    _name = "crm.prospect"
    _inherit = ["crm.prospect", "crm.hidden.columns"]

    @api.model
    def _tells_hidden(self):
        """Whether the user may learn that a client matches, if not who."""
        if not self.env.user._is_without_clients():
            return True
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param(TELL_PARAMETER, "1") != "0"

    def _get_told_clients(self):
        """The linked clients, readable or not, that may be counted for the user."""
        clients = self.sudo().partner_id.with_env(self.env)
        return clients if self._tells_hidden() else clients.browse()

    @api.model
    def _without_field_access(self, domain):
        """A domain on columns that the user may not search himself."""
        if not self.env.user._is_without_clients():
            return domain

        def to_sql(model, alias, query):
            model = model.sudo()
            return domain.optimize_full(model)._to_sql(model, alias, query)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _check_works_with_clients(self):
        """:raise AccessError: the user has no client base, whomever he means"""
        if self.env.user._is_without_clients():
            raise AccessError(
                self.env._(
                    "You work without the client base: ask for access, and somebody who"
                    " sees clients does it."
                )
            )
