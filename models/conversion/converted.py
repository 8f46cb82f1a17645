# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class CrmProspect(models.Model):
    """What was converted is a record of the past: people add comments only.

    What its source says of the person afterwards is still recorded: files and other
    systems do not write by way of these methods.
    """

    _inherit = "crm.prospect"

    @api.model
    def _is_open_when_converted(self, name):
        """Whether people may write a field of a converted prospect."""
        return name == "comment" or name.startswith(("message_", "activity_"))

    def write(self, vals):
        if not all(map(self._is_open_when_converted, vals)):
            self._check_not_converted()
        return super().write(vals)

    def _write_put_off(self, until, reason):
        self._check_not_converted()
        return super()._write_put_off(until, reason)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_converted(self):
        """The past of a client goes with the client, never by hand."""
        if self.env.su:
            return
        if converted := self.sudo().filtered("conversion_date")[:1]:
            raise UserError(
                self.env._(
                    "Prospect %(number)s has become a client, and is kept as the past"
                    " of that client: it cannot be deleted.",
                    number=converted.number_display,
                )
            )

    def _check_not_converted(self):
        """:raise UserError: a person is about to change a converted prospect"""
        if self.env.su:
            return
        if converted := self.sudo().filtered("conversion_date")[:1]:
            raise UserError(
                self.env._(
                    "Prospect %(number)s has become a client: change the card of the"
                    " client. Only comments can be added here.",
                    number=converted.number_display,
                )
            )


class CrmPersonOwned(models.AbstractModel):
    """Contacts, documents and names of a converted prospect stay as they are."""

    _inherit = "crm.person.owned"

    def _check_owners_access(self):
        self.prospect_id._check_not_converted()
        return super()._check_owners_access()


class CrmMatch(models.Model):
    """The link of a converted prospect stays."""

    _inherit = "crm.match"

    def action_reject(self, reason=None):
        self._check_not_converted()
        return super().action_reject(reason)

    def action_revoke(self):
        self._check_not_converted()
        return super().action_revoke()

    def action_take_back(self, reason=None):
        self._check_not_converted()
        return super().action_take_back(reason)

    def _check_not_converted(self):
        for match in self.sudo():
            prospect = match.prospect_id
            if prospect.conversion_date and match.partner_id == prospect.partner_id:
                raise UserError(
                    self.env._(
                        "Prospect %(number)s was converted to this client:"
                        " that link stays.",
                        number=prospect.number_display,
                    )
                )
